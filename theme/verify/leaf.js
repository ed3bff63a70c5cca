// Leaves of the register: an entry has one way to be written, and whatever is written otherwise is none.
const ckLeaf = (() => {
  "use strict";
  const DIGEST = /^[0-9a-f]{64}$/;
  const isNumber = (value) => Number.isSafeInteger(value) && value >= 0;
  const isWord = (value) => typeof value === "string" && /^[a-z0-9._:/-]{1,120}$/.test(value);
  const isDigest = (value) => typeof value === "string" && DIGEST.test(value);
  const CHECKS = {
    basis: isWord,
    claimed: (value) => typeof value === "string" && /^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$/.test(value),
    digest: isDigest,
    document: isNumber,
    due: isNumber,
    k: (value) => Object.hasOwn(NEEDED, value),
    parts: (value) => Array.isArray(value) && value.every(isDigest) && new Set(value).size === value.length && value.length > 0,
    previous: isNumber,
    reason: isWord,
    size: isNumber,
    t: isNumber,
    v: (value) => value === 1,
    version: isNumber,
  };
  const NEEDED = {
    anchor: ["digest", "size"],
    build: ["digest"],
    calendar: ["digest"],
    correct: ["document", "parts", "previous", "version"],
    duty: ["basis", "due", "parts"],
    erase: ["document", "parts", "reason"],
    genesis: ["digest"],
    import: ["document", "parts", "version"],
    key: ["digest"],
    publish: ["document", "parts", "version"],
    retract: ["document", "previous", "reason"],
    rules: ["digest"],
  };
  const PUBLISHED = ["publish", "import", "correct"];

  // The bytes of a leaf as the tree has to hold it; null for what is no leaf.
  const encode = (leaf) => {
    if (typeof leaf !== "object" || leaf === null || !CHECKS.k(leaf.k)) return null;
    const names = Object.keys(leaf).sort();
    const optional = PUBLISHED.includes(leaf.k) && "claimed" in leaf ? ["claimed"] : [];
    const needed = ["k", "t", "v", ...NEEDED[leaf.k], ...optional].sort();
    if (names.join() !== needed.join() || !names.every((name) => CHECKS[name](leaf[name]))) return null;
    const text = JSON.stringify(Object.fromEntries(names.map((name) => [name, leaf[name]])));
    return text.length <= 4096 ? new TextEncoder().encode(text) : null;
  };
  // The leaf in some bytes; null unless they are the very ones that it is written in.
  const decode = (bytes) => {
    try {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
      const leaf = JSON.parse(text);
      const written = encode(leaf);
      return written && new TextDecoder().decode(written) === text ? leaf : null;
    } catch {
      return null;
    }
  };
  return { encode, decode, isDigest, isNumber, publishes: (leaf) => PUBLISHED.includes(leaf.k) };
})();
