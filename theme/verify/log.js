// A register as it is served: only what leads to its signed head is believed.
const ckLog = (folder) => {
  "use strict";
  const [WIDTH, HASH] = [256, 32];
  const fetched = new Map();
  const get = (path) => {
    if (!fetched.has(path)) {
      fetched.set(path, fetch(folder + path, { cache: path === "checkpoint" ? "no-store" : "default" }).then((answer) => {
        if (!answer.ok) throw Object.assign(new Error("missing"), { path });
        return answer.arrayBuffer().then((buffer) => new Uint8Array(buffer));
      }));
    }
    return fetched.get(path);
  };
  const text = async (path) => new TextDecoder("utf-8", { fatal: true }).decode(await get(path));
  const damaged = (path) => { throw Object.assign(new Error("damaged"), { path }); };

  const path = (level, number, width) => {
    const parts = [String(number % 1000).padStart(3, "0")];
    for (let rest = Math.floor(number / 1000); rest; rest = Math.floor(rest / 1000)) parts.unshift(`x${String(rest % 1000).padStart(3, "0")}`);
    return `tile/${level}/${parts.join("/")}${width === WIDTH ? "" : `.p/${width}`}`;
  };
  const widthOf = (number, count) => Math.min(WIDTH, count - number * WIDTH);
  const lookup = (size) => async (level, index) => {
    const above = Math.floor(level / 8);
    const count = 2 ** (level % 8);
    const first = index * count;
    const number = Math.floor(first / WIDTH);
    const width = widthOf(number, Math.floor(size / WIDTH ** above));
    const where = path(above, number, width);
    const bytes = await get(where);
    if (bytes.length !== width * HASH) damaged(where);
    const start = first - number * WIDTH;
    return ckTree.root(Array.from({ length: count }, (_, at) => bytes.subarray((start + at) * HASH, (start + at + 1) * HASH)));
  };

  const same = (one, other) => ckTree.hex(one) === ckTree.hex(other);
  const open = async () => {
    const [key, note] = await Promise.all([text("key").then(ckNote.key), text("checkpoint")]);
    const head = await ckNote.head(note, key);
    return { key, head };
  };
  // Whether the log grew out of an earlier head: its root follows from the tiles of today.
  const grewFrom = async (earlier, head) => {
    if (earlier.size > head.size) return false;
    if (!same(await ckTree.range(lookup(head.size), 0, earlier.size), earlier.root)) return false;
    return same(await ckTree.range(lookup(head.size), 0, head.size), head.root);
  };

  // One leaf, proved to be in the log, and read only if it is written as it has to be.
  const leaf = async (index, head) => {
    if (!Number.isSafeInteger(index) || index < 0 || index >= head.size) damaged("find");
    const number = Math.floor(index / WIDTH);
    const where = path("entries", number, widthOf(number, head.size));
    const bytes = await get(where);
    let at = 0;
    for (let skip = index - number * WIDTH; skip; skip -= 1) at += 2 + bytes[at] * 256 + bytes[at + 1];
    const entry = bytes.subarray(at + 2, at + 2 + bytes[at] * 256 + bytes[at + 1]);
    const root = await ckTree.climb(lookup(head.size), await ckTree.leaf(entry), index, 0, head.size);
    if (!same(root, head.root)) damaged(where);
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(entry));
  };
  const opening = async (digest) => {
    if (!/^[0-9a-f]{64}$/.test(digest)) damaged("find");
    const where = `addenda/${digest.slice(0, 2)}/${digest.slice(2, 4)}/${digest}`;
    const bytes = await get(where);
    if (ckTree.hex(await ckTree.hash(bytes)) !== digest) damaged(where);
    return JSON.parse(new TextDecoder().decode(bytes));
  };
  const hint = (where) => text(where).then(JSON.parse);
  const find = async (digest) => (await hint(`find/${digest.slice(0, 2)}.json`))[digest] ?? [];
  const history = async (number) => (await hint(`find/document/${number % WIDTH}.json`))[number] ?? [];
  return { open, grewFrom, leaf, opening, find, history };
};
