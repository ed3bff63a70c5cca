// The Merkle tree of RFC 6962: hashes are Uint8Array; a proof is read by the recursion that makes it.
const ckTree = (() => {
  "use strict";
  const join = (...parts) => {
    const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  };
  const hash = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const leaf = (entry) => hash(join(new Uint8Array([0]), entry));
  const node = (left, right) => hash(join(new Uint8Array([1]), left, right));
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  // Sizes pass 2 ** 31, where JavaScript's shifts end.
  const split = (size) => {
    let left = 1;
    while (left * 2 < size) left *= 2;
    return left;
  };
  const root = async (hashes) => {
    let row = hashes;
    while (row.length > 1) {
      const next = [];
      for (let at = 0; at + 1 < row.length; at += 2) next.push(node(row[at], row[at + 1]));
      const last = row.length % 2 ? [row[row.length - 1]] : [];
      row = [...await Promise.all(next), ...last];
    }
    return row[0] ?? hash(new Uint8Array());
  };
  // `lookup(level, index)` gives the hash of a complete subtree.
  const range = async (lookup, first, last) => {
    const size = last - first;
    if (size === 0) return root([]);
    if (Number.isInteger(Math.log2(size))) return lookup(Math.log2(size), first / size);
    const middle = first + split(size);
    return node(...await Promise.all([range(lookup, first, middle), range(lookup, middle, last)]));
  };
  const climb = async (lookup, found, index, first, last) => {
    if (last - first === 1) return found;
    const middle = first + split(last - first);
    return index < middle
      ? node(...await Promise.all([climb(lookup, found, index, first, middle), range(lookup, middle, last)]))
      : node(...await Promise.all([range(lookup, first, middle), climb(lookup, found, index, middle, last)]));
  };
  // The roots that the tree had at `old` leaves and has at `last`, both of the very same hashes: whoever trusts the later
  // root may trust the earlier one. Two ranges on their own could be of two different trees.
  const grown = async (lookup, old, first, last) => {
    if (old === last) {
      const whole = await range(lookup, first, last);
      return [whole, whole];
    }
    const middle = first + split(last - first);
    if (old <= middle) {
      const [[before, after], right] = await Promise.all([grown(lookup, old, first, middle), range(lookup, middle, last)]);
      return [before, await node(after, right)];
    }
    const [left, [before, after]] = await Promise.all([range(lookup, first, middle), grown(lookup, old, middle, last)]);
    return Promise.all([node(left, before), node(left, after)]);
  };
  return { hash, leaf, hex, root, range, climb, grown, join };
})();
