// Verifies a file or a page by the register, on the reader's own machine.
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  const room = document.querySelector("[data-ck-verify]");
  if (!room) return;
  const said = (name) => room.dataset[name];
  const form = room.querySelector("form");
  const [file, address] = form.querySelectorAll("input");
  const out = room.querySelector("[data-ck-verdict]");
  const folder = new URL(room.dataset.ckVerify, location.href).href;
  const REMEMBERED = `congkhai-register-${folder}`;

  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
  const time = (seconds) => new Date(seconds * 1000).toLocaleString("vi", { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", year: "numeric" });
  const show = (tone, ...lines) => {
    out.className = `ck-verification__verdict ck-verification__verdict--${tone}`;
    out.replaceChildren(...lines.map((line) => {
      const paragraph = document.createElement("p");
      paragraph.append(line);
      return paragraph;
    }));
  };
  const link = (opening) => {
    const made = document.createElement("a");
    made.href = new URL(`..${opening.address}`, folder).href;
    made.textContent = opening.name;
    return made;
  };
  const reason = (error) => said({ missing: "ckMissing", damaged: "ckDamaged", signature: "ckSignature", key: "ckSignature", note: "ckDamaged" }[error.message] ?? "ckFailed");
  const bytes = (text) => new TextEncoder().encode(text);

  // What may be looked up: a file's own bytes, and of a page its words.
  const digests = async (content) => {
    const found = [ckTree.hex(await ckTree.hash(content))];
    const text = new TextDecoder().decode(content);
    if (text.trimStart().startsWith("<")) {
      const words = ckWords(new DOMParser().parseFromString(text, "text/html"));
      if (words) found.push(ckTree.hex(await ckTree.hash(bytes(words))));
    }
    return found;
  };
  const remembered = () => {
    try {
      const { size, root, key } = JSON.parse(localStorage.getItem(REMEMBERED));
      return { size, root: Uint8Array.from(root), key };
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

  const tell = async (log, head, match) => {
    const [index, part] = match;
    const leaf = await log.leaf(index, head);
    const opening = await log.opening(part);
    if (!leaf.parts?.includes(part)) throw new Error("damaged");
    const lines = [fill(said("ckFound"), { time: time(leaf.t), version: leaf.version, index }), link(opening)];
    if (leaf.k === "import") lines.push(said("ckImport"));
    if (leaf.claimed) lines.push(fill(said("ckClaimed"), { day: leaf.claimed.split("-").reverse().join("/") }));
    const later = (await log.history(leaf.document)).filter((one) => one > index);
    let tone = "good";
    if (later.length) {
      const last = await log.leaf(later[later.length - 1], head);
      if (last.document !== leaf.document) throw new Error("damaged");
      tone = "waiting";
      lines.push(fill(said(last.k === "retract" ? "ckRetracted" : "ckReplaced"), { time: time(last.t), version: last.version }));
    }
    return [tone, ...lines];
  };

  const verify = async (content) => {
    if (!globalThis.crypto?.subtle) return show("bad", said("ckNoCrypto"));
    show("neutral", said("ckWorking"));
    try {
      const log = ckLog(folder);
      const { key, head } = await log.open();
      const earlier = remembered();
      if (earlier && (earlier.key !== key.text || !await log.grewFrom(earlier, head))) return show("bad", said("ckRewritten"));
      remember(head, key);
      for (const digest of await digests(content)) {
        const matches = await log.find(digest);
        // The newest leaf that speaks of it.
        if (matches.length) return show(...await tell(log, head, matches[matches.length - 1]), said("ckUnproved"));
      }
      return show("neutral", said("ckNotFound"));
    } catch (error) {
      return show("bad", error.name === "NotSupportedError" ? said("ckNoCrypto") : reason(error));
    }
  };

  const chosen = async () => {
    if (file.files[0]) return new Uint8Array(await file.files[0].arrayBuffer());
    const answer = await fetch(new URL(address.value, location.href)).catch(() => null);
    return answer?.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!file.files[0] && !address.value) return show("neutral", said("ckNothing"));
    const content = await chosen();
    return content ? verify(content) : show("bad", said("ckUnreachable"));
  });
  file.addEventListener("change", () => { if (file.files[0]) { address.value = ""; form.requestSubmit(); } });
  address.addEventListener("input", () => { file.value = ""; });
  room.addEventListener("dragover", (event) => event.preventDefault());
  room.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) {
      file.files = event.dataTransfer.files;
      file.dispatchEvent(new Event("change"));
    }
  });
  const given = new URLSearchParams(location.search).get("trang");
  if (given) {
    address.value = given;
    form.requestSubmit();
  }
});
