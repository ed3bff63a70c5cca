// The words of a text around its best place, with those that were asked for.
const ckExcerpt = (() => {
  "use strict";
  const { WORD, fold, lowered } = ckWords;
  // Where a text has the words that were asked for, and whether with the marks typed.
  const places = (text, typed) => {
    const isMarked = typed.some((one) => one.marks && one.marks !== "0");
    const lower = lowered(text);
    const found = [];
    const regex = new RegExp(WORD.source, "g");
    for (let match = regex.exec(lower); match; match = regex.exec(lower)) {
      const folded = fold(match[0]);
      const [key, marks] = [folded.slice(0, -1), folded.slice(-1)];
      const end = match.index + match[0].length;
      // A figure of a date is no house and no road.
      const isOfDate = /^[0-9]{1,2}$/.test(key) && (/[0-9]\/$/.test(lower.slice(0, match.index)) || /^\/[0-9]/.test(lower.slice(end)));
      const fits = typed.filter((one) => (one.key === key || (one.unfinished && key.startsWith(one.key))) && !(isOfDate && one.bare));
      if (fits.length) {
        const exact = !isMarked || fits.some((one) => !one.marks || one.marks === marks || (one.unfinished && one.key !== key));
        found.push({ start: match.index, end, which: typed.indexOf(fits[0]), exact, fits });
      }
    }
    return found;
  };
  // The words around the best place of a text, cut into pieces that are marked or not.
  const excerpt = (text, typed, title = "", length = 240) => {
    const found = places(text, typed);
    // A word of a date or of a long form counts only in a row with as many others of its kind as it takes.
    const inRow = (at, of, step) => {
      const [one, other] = [found[at], found[at + step]];
      const isNext = other && (step > 0 ? other.start - one.end : one.start - other.end) <= 3 && other.fits.some((fit) => fit.of === of);
      return isNext ? 1 + inRow(at + step, of, step) : 0;
    };
    const whole = found.filter((one, at) => one.fits.some(({ of, row }) => of === -1 || 1 + inRow(at, of, -1) + inRow(at, of, 1) >= row));
    // What the title has with its marks is no other word of the text.
    const exact = new Set([...whole, ...places(title, typed)].filter((one) => one.exact).map((one) => one.which));
    // Where some words have the marks typed, one with others is one of them only beside them.
    const isBeside = (one, other) => other && other.exact && Math.max(one.start - other.end, other.start - one.end) <= 3;
    const isMeant = (one, at) => !whole.some((each) => each.exact) || isBeside(one, whole[at - 1]) || isBeside(one, whole[at + 1]);
    const kept = whole.filter((one, at) => one.exact || (!exact.has(one.which) && isMeant(one, at)));
    const worth = (at) => {
      const seen = new Set();
      let value = 0;
      for (let i = at; i < kept.length && kept[i].end <= kept[at].start + length - Math.floor(length / 4); i += 1) {
        const { which } = kept[i];
        const { key, of } = typed[which];
        // What is written out is one thing.
        const thing = of < 0 ? which : `${of}`;
        if (seen.has(thing)) continue;
        seen.add(thing);
        // A figure tells one record from others, more than a word.
        value += /^[0-9]/.test(key) ? 3 : 1;
        if (i > at && which === kept[i - 1].which + 1 && kept[i].start - kept[i - 1].end < 3) value += 1;
      }
      return value;
    };
    let best = 0;
    for (let at = 1, most = kept.length ? worth(0) : 0; at < kept.length; at += 1) {
      const value = worth(at);
      if (value > most || (value === most && kept[at].start < kept[best].start + length / 2)) [best, most] = [at, value];
    }
    let start = kept.length ? Math.max(0, kept[best].start - Math.floor(length / 4)) : 0;
    if (start > 0) start = text.indexOf(" ", start) + 1 || start;
    if (kept.length && start > kept[best].start) start = kept[best].start;
    let end = Math.min(text.length, start + length);
    if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), kept.length ? kept[best].end : 0) || end;
    const pieces = [];
    let at = start;
    if (start > 0) pieces.push(["… ", false]);
    for (const one of kept) {
      if (one.start >= at && one.end <= end) {
        if (one.start > at) pieces.push([text.slice(at, one.start), false]);
        pieces.push([text.slice(one.start, one.end), true]);
        at = one.end;
      }
    }
    if (at < end) pieces.push([text.slice(at, end), false]);
    if (end < text.length) pieces.push([" …", false]);
    return pieces;
  };

  return excerpt;
})();
