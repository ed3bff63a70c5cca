// A register as it is served: only what leads to its signed head is believed.
const ckLog = (served) => {
  "use strict";
  const [WIDTH, HASH, DOCUMENTS] = [256, 32, 16];
  // So many kept heads are looked at: each is a request.
  const HEADS = 2;
  const CONTROL = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
  const { bytes, text, json, fault } = served;

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
    const found = await bytes(where);
    if (found.length !== width * HASH) throw fault("damaged", where);
    const start = first - number * WIDTH;
    return ckTree.root(Array.from({ length: count }, (_, at) => found.subarray((start + at) * HASH, (start + at + 1) * HASH)));
  };
  const same = (one, other) => ckTree.hex(one) === ckTree.hex(other);

  const open = async () => {
    const [key, note] = await Promise.all([text("key"), text("checkpoint")]).catch((error) => {
      throw error.message === "missing" ? fault("absent", error.path) : error;
    });
    const signer = await ckNote.key(key);
    return { key: signer, head: await ckNote.head(note, signer) };
  };

  // How today's head stands to one that was seen before: `grown`, `shrunk` or `rewritten`.
  const since = async (earlier, head) => {
    if (earlier.size > head.size) return "shrunk";
    if (earlier.size < 1) return "grown";
    const [before, after] = await ckTree.grown(lookup(head.size), earlier.size, 0, head.size);
    // Tiles that do not lead to today's head say nothing of yesterday's.
    if (!same(after, head.root)) throw fault("damaged", "tile");
    return same(before, earlier.root) ? "grown" : "rewritten";
  };

  // A leaf that somebody said stands at an index: proved, or an error.
  const prove = async (index, leaf, head) => {
    const entry = ckLeaf.encode(leaf);
    if (!entry || !ckLeaf.isNumber(index) || index >= head.size) throw fault("misled", "find");
    const root = await ckTree.climb(lookup(head.size), await ckTree.leaf(entry), index, 0, head.size);
    if (!same(root, head.root)) throw fault("damaged", path(0, Math.floor(index / WIDTH), widthOf(Math.floor(index / WIDTH), head.size)));
    return leaf;
  };

  const opening = async (digest) => {
    const where = `addenda/${digest.slice(0, 2)}/${digest.slice(2, 4)}/${digest}`;
    if (ckTree.hex(await ckTree.hash(await bytes(where))) !== digest) throw fault("damaged", where);
    const found = await json(where);
    // Words that would move others about on the screen, or break a line.
    if ([found.name, found.address].some((word) => typeof word !== "string" || CONTROL.test(word))) throw fault("damaged", where);
    return found;
  };

  // Whether an index stands among the last entries, which are read whole: then nothing after it can be kept back.
  const isAmongLast = (index, head) => Math.floor(index / WIDTH) === Math.floor((head.size - 1) / WIDTH);
  // The entries that lie in one file; nothing of them is believed yet.
  const bundle = async (where, width) => {
    const found = await bytes(where);
    const leaves = [];
    for (let at = 0; at < found.length;) {
      const end = at + 2 + found[at] * 256 + found[at + 1];
      if (!(end <= found.length)) throw fault("damaged", where);
      leaves.push(found.subarray(at + 2, end));
      at = end;
    }
    if (leaves.length !== width) throw fault("damaged", where);
    return leaves;
  };
  // The entries of one file. Their tile has led to the head when a leaf among them was proved.
  const entries = async (number, head) => {
    const width = widthOf(number, head.size);
    const where = path("entries", number, width);
    const leaves = await bundle(where, width);
    return Promise.all(leaves.map(async (entry, at) => {
      const index = number * WIDTH + at;
      const leaf = ckLeaf.decode(entry);
      if (!leaf || !same(await ckTree.leaf(entry), await lookup(head.size)(0, index))) throw fault("damaged", where);
      return [index, leaf];
    }));
  };

  const last = (head) => entries(Math.floor((head.size - 1) / WIDTH), head);
  // Whether a leaf has the time of the first publication: only what came with it may be older than the register.
  const isOfFirst = async (leaf, head) => {
    const first = (await entries(0, head)).find(([, one]) => ["rules", "publish", "import"].includes(one.k));
    return first?.[1].t === leaf.t && Boolean(await prove(...first, head));
  };

  // Whether a leaf names a key; it is proved.
  const names = async (index, key, head) => {
    const number = Math.floor(index / WIDTH);
    if (!(index < head.size)) return false;
    const width = widthOf(number, head.size);
    const leaf = ckLeaf.decode((await bundle(path("entries", number, width), width))[index - number * WIDTH]);
    if (leaf?.k !== "key" || leaf.digest !== ckTree.hex(await ckTree.hash(new TextEncoder().encode(`${key}\n`)))) return false;
    return Boolean(await prove(index, leaf, head));
  };
  // Whether a key that was seen before has handed on to today's, step by step, each under the signature of the one before.
  const handedOn = async (from, signer, head) => {
    const found = await text("keys").catch((error) => {
      if (error.message === "missing") return "";
      throw error;
    });
    const terms = found.split("\n").map((line) => /^(0|[1-9][0-9]{0,14}) (\S+)$/.exec(line)).filter(Boolean);
    const start = terms.findIndex(([, , key]) => key === from);
    let known = from;
    for (const [, size, key] of start < 0 ? [] : terms.slice(start + 1)) {
      const handed = await ckNote.head(await text(`heads/${size}`), await ckNote.key(known));
      const isSound = handed.size === Number(size) && await since(handed, head) === "grown";
      if (!isSound || !await names(handed.size - 1, key, head)) return false;
      known = key;
    }
    return known === signer.text;
  };

  // What witnesses have signed of the first head that holds an entry. Whoever signs a head says that she saw no other past.
  const witnessed = async (index, known, signer, head) => {
    const sizes = (await text("heads/sizes")).split("\n").map(Number).filter((size) => size > index && size <= head.size);
    for (const size of sizes.slice(0, HEADS)) {
      const note = await text(`heads/${size}`);
      // A head of before the office changed its key is left to the program.
      const seen = ckNote.isBy(note, signer) ? await ckNote.seenBy(note, known) : [];
      if (!seen.length) continue;
      const kept = await ckNote.head(note, signer);
      if (kept.size !== size || await since(kept, head) !== "grown") throw fault("damaged", `heads/${size}`);
      return seen;
    }
    return [];
  };

  // Hints: where a content is spoken of, and which leaves a document has. Lists of rows, or nothing that can be used.
  const rows = async (where, name) => {
    const found = (await json(where))?.[name] ?? [];
    if (!Array.isArray(found) || !found.every((row) => Array.isArray(row) && ckLeaf.isNumber(row[0]))) throw fault("damaged", where);
    return found;
  };
  const find = (digest) => rows(`find/${digest.slice(0, 2)}.json`, digest.slice(2, 16));
  const history = (number) => rows(`find/document/${Math.floor(number / DOCUMENTS)}.json`, String(number));
  return { open, since, witnessed, handedOn, prove, opening, isAmongLast, last, isOfFirst, find, history, fault };
};
