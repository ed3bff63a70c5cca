// Which documents answer a query, and how well.
const ckRanking = (asking) => {
  "use strict";
  const { isNumber, gather } = asking;
  const { segments, total, everywhere } = asking.files;
  // What a hit in the title, a neighbour, other marks than those typed are worth, and words that all stand in a row.
  const [TITLE, TITLE_PAIR, OTHER_MARKS, RUN_OF_TWO, RUN] = [1.7, 1.6, 0.72, 1.4, 1.8];
  // What a label, a word with other marks where those typed are found, and words that mostly stand apart do to it.
  const [LABEL, INEXACT, SCATTERED] = [0.3, 0.4, 0.2];
  // What a hit that lacks words must have of the weights, and of the best's points.
  const [LEAST_SHARE, LEAST_WITH_PAIRS, STRONG] = [0.7, 0.4, 0.5];

  // What one word or pair is worth in each document: the best of its entries.
  const weigh = (found, worth, units) => {
    const best = new Float32Array(total);
    let [count, cutBelow] = [0, -1];
    found.forEach((listed, at) => {
      const { first, unit, map } = segments[at];
      for (const [entry, part] of listed) {
        const value = worth(entry) * part;
        if (value === 0) continue;
        const list = entry.units;
        for (let i = 0; i < list.length; i += 1) {
          const document = first + (map ? map[list[i]] : list[i]);
          if (best[document] === 0) count += 1;
          if (value > best[document]) best[document] = value;
          if (map && !entry.title && !entry.label) units[unit + list[i]] += value;
        }
        if (entry.cut) {
          count += entry.total - list.length;
          cutBelow = Math.max(cutBelow, first + (map ? map[list[0]] : list[0]));
        }
      }
    });
    return { best, count, cutBelow };
  };

  const judge = async (slots) => {
    const [terms, pairs] = await gather(slots);
    const none = (found) => found.every((listed) => !listed.length);
    const end = slots.length - 1;
    if (slots[end].last) {
      const isWhole = (found) => found.some((listed) => listed.some(([, part]) => part === 1));
      const beside = end ? pairs[end - 1] : null;
      // A whole word is no beginning, unless it never stands behind the one before it and a longer one does.
      slots[end].open = none(terms[end]) || Boolean(beside && !isWhole(beside) && !none(beside));
      // Of a word of which one letter is there nothing can be said.
      if (slots[end].open && slots[end].key.length === 1) return judge(slots.slice(0, end));
      if (slots[end].open) terms[end] = await everywhere("t", slots[end].key, true);
      else if (beside) pairs[end - 1] = beside.map((listed) => listed.filter(([, part]) => part === 1));
    }
    return reckon(slots, terms, pairs);
  };

  // In which documents a word that was typed with marks has these very marks; of one without marks nothing is asked.
  const withMarks = (one, found) => {
    if (!one.marks || one.marks === "0" || one.open) return null;
    const has = new Uint8Array(total);
    let any = false;
    found.forEach((listed, at) => {
      const { first, map } = segments[at];
      for (const [entry] of listed) {
        if (entry.marks !== one.marks) continue;
        any = true;
        for (const unit of entry.units) has[first + (map ? map[unit] : unit)] = 1;
      }
    });
    return { has, any };
  };
  // What a query comes to: an amount for each document, and for each what it holds of the query.
  const sheet = () => {
    const [held, chain, exact, vague, must, named, near] = Array.from({ length: 7 }, () => new Uint8Array(total));
    const units = new Float32Array(segments.reduce((sum, one) => sum + one.units, 0));
    const [score, share] = [new Float32Array(total), new Float32Array(total)];
    return { score, share, held, chain, exact, vague, must, named, near, units, whole: 0, needed: 0, ties: 0, weight: [] };
  };
  const part = (entry, inTitle) => (entry.title ? inTitle : entry.label ? LABEL : 1);
  // What is quoted with its marks must have them.
  const fitness = (slots) => {
    const marked = slots.some((one) => one.marks && one.marks !== "0");
    return (one, found) => (!one.marks || !marked || one.marks === found ? 1 : one.phrase ? 0 : OTHER_MARKS);
  };
  const addWords = (to, slots, terms) => {
    const fit = fitness(slots);
    const weighed = terms.map((found, at) => weigh(found, (entry) => part(entry, TITLE) * fit(slots[at], entry.marks), to.units));
    const known = weighed.filter((one) => one.count);
    const worth = (one) => Math.log(1 + total / one.count);
    const middle = known.length ? known.reduce((sum, one) => sum + worth(one), 0) / known.length : 0;
    const sure = slots.map((one, at) => withMarks(one, terms[at]));
    weighed.forEach((one, at) => {
      const value = one.count ? worth(one) : middle;
      to.weight.push(value);
      to.whole += value;
      const { best, cutBelow } = one;
      const isNeeded = slots[at].phrase || isNumber(slots[at]);
      if (isNeeded) to.needed += 1;
      for (let i = 0; i < total; i += 1) {
        if (best[i] > 0 || i < cutBelow) {
          to.score[i] += value * best[i];
          to.share[i] += value;
          to.held[i] += 1;
          if (isNeeded) to.must[i] += 1;
          if (!sure[at] || sure[at].has[i] || i < cutBelow) to.exact[i] += 1;
          else if (!sure[at].any) to.vague[i] = at + 1;
        }
      }
    });
    return slots.filter((one, at) => !weighed[at].count);
  };
  const addPairs = (to, slots, pairs) => {
    const fit = fitness(slots);
    pairs.forEach((found, at) => {
      const [one, other] = [slots[at], slots[at + 1]];
      const { best, cutBelow } = weigh(found, (entry) => part(entry, TITLE_PAIR)
        * Math.min(fit(one, entry.marks[0]), fit(other, entry.marks[1])), to.units);
      const value = (to.weight[at] + to.weight[at + 1]) / 2;
      const isNeeded = (one.phrase && one.phrase === other.phrase) || (one.unit && one.unit === other.unit);
      const isName = isNeeded && one.unit && one.long;
      if (isNeeded) to.needed += 1;
      if (isName) to.ties += 1;
      for (let i = 0; i < total; i += 1) {
        if (best[i] > 0) {
          to.score[i] += value * best[i];
          to.chain[i] += 1;
          if (isName && best[i] >= TITLE_PAIR) to.named[i] += 1;
          if (to.vague[i] === at + 1 || to.vague[i] === at + 2) to.near[i] = 1;
        }
        if (isNeeded && (best[i] > 0 || i < cutBelow)) to.must[i] += 1;
      }
    });
  };
  // The documents that answer a query, the best first, and the best that has every word.
  const choose = (of, words, pairs) => {
    const { score, share, held, chain, exact, vague, must, named, near, whole, ties } = of;
    // Whoever types a number wants the paper that bears it, though its text was taken back.
    const bears = (i) => ties > 0 && named[i] === ties;
    const isWhole = (i) => (held[i] === words && (!pairs || !vague[i] || near[i])) || bears(i);
    const all = [];
    for (let i = 0; i < total; i += 1) if (score[i] > 0 && (bears(i) || must[i] === of.needed)) all.push(i);
    const shareOf = (i) => (share[i] - (vague[i] && !near[i] && pairs ? of.weight[vague[i] - 1] : 0)) / whole;
    for (const i of all) {
      const run = pairs && chain[i] === pairs ? (pairs > 1 ? RUN : RUN_OF_TWO) : 1;
      score[i] *= (share[i] / whole) ** 2 * run * (exact[i] < held[i] ? INEXACT : 1) * (pairs > 1 && chain[i] * 2 < pairs ? SCATTERED : 1);
    }
    const top = ties ? all.reduce((most, i) => Math.max(most, score[i]), 0) : 0;
    if (ties) for (const i of all) if (bears(i)) score[i] += top;
    const isClose = (i) => (!pairs || chain[i] > 0) && shareOf(i) > (chain[i] * 4 >= pairs ? LEAST_WITH_PAIRS : LEAST_SHARE);
    const order = (one, other) => score[other] - score[one] || other - one;
    const best = (fits) => all.reduce((found, i) => (fits(i) && (found === undefined || order(i, found) < 0) ? i : found), undefined);
    // Without a hit that has every word the nearest are shown; with one, only what is nearer to the question than it.
    const first = best(isWhole);
    const least = first === undefined ? STRONG * (score[best(isClose)] || 0) : score[first];
    const isHit = (i) => isWhole(i) || (isClose(i) && score[i] > (first === undefined ? least * 0.999 : least));
    // Few of those that hold a word are hits, and only hits need an order.
    return { hits: all.filter(isHit).sort(order), first };
  };
  const reckon = (slots, terms, pairs) => {
    const found = sheet();
    const missing = addWords(found, slots, terms);
    addPairs(found, slots, pairs);
    const { hits, first } = choose(found, slots.length, pairs.length);
    // Words that nowhere stand beside the words that they were typed beside.
    const stands = pairs.map((listed) => listed.some((one) => one.length));
    const lonely = pairs.length ? slots.filter((one, at) => !stands[at - 1] && !stands[at]) : [];
    const { score, units } = found;
    const complete = hits.length > 0 && hits[0] === first;
    return { hits, score, units, complete, isLacking: first === undefined, missing, lonely, best: hits.length ? score[hits[0]] : 0, slots };
  };

  return judge;
};
