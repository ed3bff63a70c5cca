// Verifies a file or a page by the register, on the reader's own machine.
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  const room = document.querySelector("[data-ck-verify]");
  if (!room) return;
  const form = room.querySelector("form");
  const [file, address] = form.querySelectorAll("input");
  const out = room.querySelector("[data-ck-verdict]");
  const folder = new URL(room.dataset.ckVerify, location.href).href;
  const REMEMBERED = `congkhai-register-${folder}`;
  // One a line: a key, a blank, the name of whom it belongs to.
  const WITNESSES = (room.dataset.ckWitnesses ?? "").split("\n").filter(Boolean).map((line) => [line.split(" ", 1)[0], line.slice(line.indexOf(" ") + 1)]);
  const FAULTS = new Set(["absent", "damaged", "misled", "missing", "signature"]);
  let turn = 0;

  const time = (seconds) => new Date(seconds * 1000).toLocaleString("vi", { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", year: "numeric" });
  const WRITTEN = { time, day: (day) => day.split("-").reverse().join("/"), root: (root) => ckTree.hex(root).match(/.{4}/g).join(" ") };
  // `data-ck-said-not-found` for `not-found`, its gaps filled.
  const say = (name, values = {}) => {
    const words = room.getAttribute(`data-ck-said-${name}`) ?? "";
    return words.replace(/\{(\w+)\}/g, (gap, key) => WRITTEN[key]?.(values[key]) ?? values[key] ?? gap);
  };
  const show = (tone, ...lines) => {
    out.className = `ck-verification__verdict ck-verification__verdict--${tone}`;
    out.replaceChildren(...lines.filter(Boolean).map((line) => {
      const paragraph = document.createElement("p");
      paragraph.append(line);
      return paragraph;
    }));
  };

  // What was found, by name: a record by its kind and its own name, a file by the file's.
  const named = ({ role, name, address: at }, isGone) => {
    const [, kind, own] = /^([a-z]+):(.+)$/.exec(role === "text" ? name : "") ?? [];
    const text = kind ? `${say(`kind-${kind}`)} ${own}` : name;
    if (isGone) return text;
    const made = document.createElement("a");
    made.href = new URL(`..${at}`, folder).href;
    made.textContent = text;
    return made;
  };

  const remembered = () => {
    try {
      const { size, root, key } = JSON.parse(localStorage.getItem(REMEMBERED));
      return Number.isSafeInteger(size) && typeof key === "string" ? { size, root: Uint8Array.from(root), key } : null;
    } catch {
      return null;
    }
  };
  const remember = (head, key) => {
    try {
      localStorage.setItem(REMEMBERED, JSON.stringify({ size: head.size, root: [...head.root], key: key.text }));
    } catch {
      // A reader who lets nothing be kept compares with nothing.
    }
  };

  // What may be looked up: of a page its words, then the very bytes.
  const digests = async (content) => {
    const hash = async (bytes) => ckTree.hex(await ckTree.hash(bytes));
    const text = new TextDecoder().decode(content);
    const isPage = ckIsPage(text);
    const words = isPage ? ckProvedWords(new DOMParser().parseFromString(text, "text/html")) : "";
    const found = words ? [await hash(new TextEncoder().encode(words))] : [];
    return { isWordless: isPage && !words, all: [...found, await hash(content)] };
  };

  const verdict = async (content) => {
    const log = ckLog(ckServed(folder));
    const { key, head } = await log.open();
    const earlier = remembered();
    const isOther = earlier && earlier.key !== key.text;
    if (isOther && !await log.handedOn(earlier.key, key, head)) return ["bad", say("other-key")];
    const since = earlier ? await log.since(earlier, head) : "first";
    // What this machine saw before stays what it remembers.
    if (since === "shrunk" || since === "rewritten") return ["bad", say(since, { before: earlier.size, now: head.size })];
    remember(head, key);
    const { all, isWordless } = await digests(content);
    const { tone, lines, opening, isGone, index } = await ckInquiry(log)(all, head);
    const seen = opening && WITNESSES.length ? await log.witnessed(index, await ckNote.witnesses(WITNESSES), key, head) : null;
    const witnessed = seen?.length ? seen.map((one) => say("witnessed", one)) : [seen ? say("unwitnessed") : ""];
    const told = lines.map(([name, values]) => say(isWordless && name === "not-found" ? "wordless" : name, values));
    const name = opening ? named(opening, isGone) : "";
    return [tone, told[0], name, ...told.slice(1), ...witnessed, say(since, { now: head.size, root: head.root }), isOther ? say("handed-on") : "", opening ? say("unproved") : ""];
  };

  const verify = async (content, mine) => {
    if (!globalThis.crypto?.subtle) return show("bad", say("no-crypto"));
    show("neutral", say("working"));
    let lines;
    try {
      lines = await verdict(content);
    } catch (error) {
      const kind = { key: "signature", note: "damaged", unsupported: "no-crypto" }[error.message] ?? error.message;
      lines = ["bad", say(FAULTS.has(kind) || kind === "no-crypto" ? kind : "failed", { file: error.path ?? "" })];
    }
    // Whoever asked again meanwhile waits for another answer.
    if (mine === turn) show(...lines);
  };

  const chosen = async () => {
    if (file.files[0]) return new Uint8Array(await file.files[0].arrayBuffer());
    const given = address.value.trim();
    const url = new URL(given.startsWith(`${location.host}/`) ? `${location.protocol}//${given}` : given, location.href);
    if (url.origin !== location.origin) return null;
    const answer = await fetch(url, { cache: "no-cache" });
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    turn += 1;
    const mine = turn;
    // The verdict of an earlier question must not stand beside a new one.
    out.replaceChildren();
    if (!file.files[0] && !address.value.trim()) return show("neutral", say("nothing"));
    const content = await chosen().catch(() => null);
    if (mine !== turn) return;
    return content ? verify(content, mine) : show("bad", say("unreachable"));
  });
  file.addEventListener("change", () => { if (file.files[0]) { address.value = ""; form.requestSubmit(); } });
  address.addEventListener("input", () => {
    file.value = "";
    turn += 1;
    out.replaceChildren();
  });
  room.addEventListener("dragover", (event) => event.preventDefault());
  room.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) {
      file.files = event.dataTransfer.files;
      file.dispatchEvent(new Event("change"));
    }
  });
  // Said before anybody has chosen anything.
  if (!globalThis.crypto?.subtle) show("bad", say("no-crypto"));
  const given = new URLSearchParams(location.search).get("trang");
  if (given) {
    address.value = given;
    form.requestSubmit();
  }
});
