// What may be meant by a word that nowhere stands: one letter is wrong, or the keys that make marks made none.
const ckSpelling = (files, judge) => {
  "use strict";
  const { everywhere, lexicon } = files;
  const { fold, composed } = ckWords;
  // Short syllables are one letter from many others: a word that exists is doubted only if it is long.
  const [SPELLED, DOUBTED, TRIED] = [3, 5, 16];
  const SWAPS = [["s", "x"], ["ch", "tr"], ["d", "gi"], ["d", "r"], ["gi", "r"], ["l", "n"]];

  const distance = (one, other) => {
    if (Math.abs(one.length - other.length) > 1 || one === other) return one === other ? 0 : 2;
    let [start, end] = [0, 0];
    while (start < Math.min(one.length, other.length) && one[start] === other[start]) start += 1;
    while (end < Math.min(one.length, other.length) - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
    const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
    if (left.length <= 1 && right.length <= 1) return 1;
    return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0] ? 1 : 2;
  };
  const swapped = (word) => SWAPS.flatMap(([one, other]) => [[one, other], [other, one]])
    .filter(([one]) => word.startsWith(one)).map(([one, other]) => other + word.slice(one.length));

  // What the keys of Telex mean: `dduwowngf` is `đường`. Behind its vowel no syllable has a letter that is one of its keys for tones.
  const LETTERS = { dd: "đ", aa: "â", aw: "ă", ee: "ê", oo: "ô", ow: "ơ", uw: "ư", w: "ư" };
  const TONES = { f: "\u0300", s: "\u0301", r: "\u0309", x: "\u0303", j: "\u0323" };
  const untyped = (word) => fold(composed(word.replace(/dd|aa|aw|ee|oo|ow|uw|w/g, (keys) => LETTERS[keys])
    .replace(/^([^aeiouyâăêôơư]*.)([^fsrxj]*)([fsrxj])(.*)$/, (_, start, middle, tone, rest) => start + TONES[tone] + middle + rest)));

  const count = async (kind, key) => (await everywhere(kind, key, false)).flat().reduce((sum, [entry]) => sum + entry.total, 0);
  // What was typed without a blank: `taidinhcu`. Each part is a syllable that stands somewhere before the next one.
  const SYLLABLE = /^(?:ngh?|[cgknpt]h|gi|qu|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|n[gh]?|[cmpt])?$/;
  const cuts = (word, most) => [...(SYLLABLE.test(word) ? [[word]] : []), ...(most > 1 ? [2, 3, 4, 5, 6] : []).flatMap((at) => (SYLLABLE.test(word.slice(0, at))
    ? cuts(word.slice(at), most - 1).map((rest) => [word.slice(0, at), ...rest]) : []))];
  const apart = async ({ key, typed }) => {
    const ways = cuts(key, 4).filter((way) => way.length > 1 && way.every((word) => word.length > 1)).slice(0, TRIED);
    const worth = await Promise.all(ways.map(async (way) => Math.min(...await Promise.all(way.slice(1)
      .map((word, at) => count("p", [way[at], word].map((one) => fold(one).slice(0, -1)).join(" ")))))));
    const best = ways[worth.indexOf(Math.max(1, ...worth))] || [];
    return best.map((word, at) => fold(typed.substr(best.slice(0, at).join("").length, word.length)));
  };

  // Words that may be meant, with how often they stand beside the neighbours typed.
  const likely = async (slots, at, listed) => {
    const { key } = slots[at];
    const near = new Set(swapped(key));
    const candidates = listed.filter((word) => word !== key && (near.has(word) || distance(key, word) === 1));
    // Few mistake the first letter; and what begins alike stands in one shard.
    const rank = (word) => 4 * near.has(word) + 2 * (word[0] === key[0]) + (word.length === key.length);
    candidates.sort((one, other) => rank(other) - rank(one));
    const [before, after] = [slots[at - 1], slots[at + 1]];
    return Promise.all(candidates.slice(0, TRIED).map(async (word) => {
      const [left, right] = await Promise.all([before ? count("p", `${before.key} ${word}`) : 0, after ? count("p", `${word} ${after.key}`) : 0]);
      const own = before || after ? 0 : await count("t", word);
      return { word, at, sides: (left > 0) + (right > 0), worth: left + right + own, near: near.has(word) };
    }));
  };
  const widen = async (first) => {
    const { slots } = first;
    const put = (one, key, marks = "") => ({ ...one, key, marks, said: [key + (marks || "0")], any: !marks, last: false, open: false });
    const letters = (one) => !one.made && !one.phrase && !one.unit && one.key.length >= SPELLED && /^[a-z]+$/.test(one.key);
    const meant = new Map(first.missing.filter(letters).map((one) => [one, untyped(one.typed)]).filter(([one, word]) => word !== fold(one.typed)));
    // Marks that nowhere stand were not all made: `duwowngf`.
    for (const isExact of meant.size ? [true, false] : []) {
      const again = await judge(slots.map((one) => {
        const word = meant.get(one);
        return word ? put(one, word.slice(0, -1), isExact ? word.slice(-1) : "") : one;
      }));
      const [from, to] = [[...meant.keys()].map((one) => one.typed), [...meant.values()].map((word) => word.slice(0, -1))];
      if (again.hits.length && again.best > first.best && (!isExact || again.hits.some(again.hasAll))) return { ...again, from: from.join(" "), to: to.join(" "), isLost: true };
    }
    for (const one of first.missing.filter((each) => letters(each) && each.key.length >= DOUBTED)) {
      const parts = await apart(one);
      const again = parts.length ? await judge(slots.flatMap((each) => (each === one ? parts.map((part) => put(one, part.slice(0, -1), part.slice(-1))) : each))) : first;
      if (again.hits.length && again.best > first.best) return { ...again, from: one.typed, to: parts.map((part) => part.slice(0, -1)).join(" "), isLost: true };
    }
    const strange = first.missing.length ? first.missing : first.lonely.filter((one) => one.key.length >= DOUBTED);
    const doubtful = slots.map((one, at) => at).filter((at) => letters(slots[at]) && strange.includes(slots[at]));
    if (!doubtful.length) return null;
    const listed = await lexicon();
    const found = (await Promise.all(doubtful.map((at) => likely(slots, at, listed)))).flat()
      .filter((one) => one.worth > 0 && (slots.length === 1 || one.sides > 0));
    found.sort((one, other) => other.sides - one.sides || other.near - one.near || other.worth - one.worth);
    let best = null;
    for (const { word, at } of found.slice(0, 4)) {
      const changed = slots.map((one, i) => (i === at ? put(one, word) : one));
      const again = await judge(changed);
      // A short syllable is one letter from many: it is put right only where all words are found then.
      if (slots[at].key.length < DOUBTED && !again.complete) continue;
      if (again.hits.length && (!best || again.best > best.best)) best = { ...again, from: slots[at].typed, to: word, isLost: first.missing.includes(slots[at]) };
    }
    const isBetter = best && (first.missing.length ? best.best > first.best : best.complete && best.best > first.best);
    return isBetter ? best : null;
  };

  return widen;
};
