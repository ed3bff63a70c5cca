// What a question needs of an index; it can be on its way before the rest of the engine is there.
const ckAsking = (folder, manifest) => {
  "use strict";
  // Scripts of one release may come to a page of another: an index of another form would be answered from wrongly.
  if (manifest.format !== 6) throw new TypeError("format");
  const { parse, isNumber, isDate } = ckQuery(manifest);
  const files = ckFiles(folder, manifest);
  const { everywhere } = files;

  // Where a slot stands; what it was typed as may be two words, too.
  const meaning = async ({ key, also }) => {
    const [found, other] = await Promise.all([everywhere("t", key, false), also ? everywhere("p", also, false) : []]);
    return found.map((listed, at) => [...listed, ...(other[at] || [])]);
  };
  // The entries of every slot, and of every slot with the next.
  const gather = (slots) => Promise.all([
    Promise.all(slots.map(meaning)),
    Promise.all(slots.slice(1).map((one, at) => (one.apart ? [] : everywhere("p", `${slots[at].key} ${one.key}`, one.last)))),
  ]);

  return { manifest, files, parse, isNumber, isDate, gather };
};
