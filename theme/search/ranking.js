// Which documents answer a query, and how well.
const ckRanking = (asking) => {
  "use strict";
  const { isNumber, isDate, gather, manifest: { guides }, files: { segments, of, total, everywhere } } = asking;
  // What a hit in the title, a neighbour, other marks than those typed are worth, and words that all stand in a row.
  const [TITLE, TITLE_PAIR, OTHER_MARKS, RUN_OF_TWO, RUN] = [1.7, 1.6, 0.72, 1.4, 1.8];
  // What a label, a word with other marks where those typed are found, and words that mostly stand apart do to it.
  const [LABEL, INEXACT, SCATTERED] = [0.6, 0.4, 0.3];
  // What a word that stands nowhere weighs, and a slight one; what a guide is worth, and what a title adds that has every word.
  const [UNKNOWN, SLIGHT, GUIDE, TITLED] = [0.5, 0.2, 0.3, 0.5];
  // What a hit that lacks words must have of the weights: with its words apart, side by side here and there, often so; from so many words on less.
  const [LEAST_APART, LEAST_SHARE, LEAST_WITH_PAIRS, LONG] = [0.55, 0.45, 0.3, 5];
  // What it must have of the best's points.
  const STRONG = 0.15;

  // What one word or pair is worth in each passage that has it: the best of its entries. What the head of a document says, all its passages say.
  const weigh = (found, worth) => {
    const best = new Float32Array(of.length);
    const seen = [];
    const cuts = segments.map(({ unit }) => unit);
    let count = 0;
    found.forEach((listed, at) => {
      const { unit } = segments[at];
      for (const [entry, whole] of listed) {
        const value = worth(entry) * whole;
        if (value === 0) continue;
        for (const own of entry.units) {
          let passage = unit + own;
          const document = of[passage];
          if (best[passage] === 0) count += 1;
          do {
            if (best[passage] === 0) seen.push(passage);
            best[passage] = Math.max(best[passage], value);
          } while ((entry.title || entry.label) && of[passage += 1] === document);
        }
        if (entry.cut) {
          count += entry.total - entry.units.length;
          cuts[at] = Math.max(cuts[at], unit + entry.units[0]);
        }
      }
    });
    return { best, count, seen, cuts };
  };
  // Hands over each document with what `note` says of its passages; whoever is older than a list that was cut off may have what it lists.
  const state = new Uint8Array(total);
  const each = ({ best, seen, cuts }, note, visit) => {
    const documents = [];
    const look = (passage) => {
      const document = of[passage];
      if (!state[document]) documents.push(document);
      state[document] |= note(passage, best[passage]);
    };
    seen.forEach(look);
    segments.forEach(({ unit }, at) => {
      for (let passage = unit; passage < cuts[at]; passage += 1) if (best[passage] === 0) look(passage);
    });
    for (const document of documents) {
      visit(document, state[document]);
      state[document] = 0;
    }
  };

  const isCut = ({ cuts }, passage) => segments.some(({ unit }, at) => passage >= unit && passage < cuts[at]);

  const judge = async (slots) => {
    const [terms, pairs] = await gather(slots);
    const none = (found) => found.every((listed) => !listed.length);
    const end = slots.length - 1;
    if (slots[end].last) {
      const isWhole = (found) => found.some((listed) => listed.some(([, part]) => part === 1));
      const beside = end ? pairs[end - 1] : null;
      // A whole word is no beginning, unless it never stands behind the one before it and a longer one does.
      slots[end].open = none(terms[end]) || (beside && !isWhole(beside) && !none(beside));
      // Of a word of which one letter is there nothing can be said.
      if (slots[end].open && slots[end].key.length === 1) return judge(slots.slice(0, end));
      if (slots[end].open) terms[end] = await everywhere("t", slots[end].key, true);
      else if (beside) pairs[end - 1] = beside.map((listed) => listed.filter(([, part]) => part === 1));
    }
    return reckon(slots, terms, pairs);
  };

  // In which passages a word that was typed with marks has these very marks; of one without marks nothing is asked.
  const withMarks = (one, found) => {
    if (!one.marks || one.marks === "0" || one.open) return null;
    const has = new Uint8Array(of.length);
    let any = false;
    found.forEach((listed, at) => {
      for (const [entry] of listed) {
        if (entry.marks !== one.marks) continue;
        any = true;
        for (const own of entry.units) has[segments[at].unit + own] = 1;
      }
    });
    return { has, any };
  };
  // What a query comes to: an amount for each passage, and for each document what it holds of the query.
  const sheet = () => {
    const [held, chain, row, exact, vague, must, dated, named, near] = Array.from({ length: 9 }, () => new Uint8Array(total));
    const [score, share, titled, place] = [new Float32Array(total), new Float32Array(total), new Float32Array(total), new Int32Array(total)];
    const worth = new Float32Array(of.length);
    return { worth, score, share, titled, place, held, chain, row, exact, vague, must, dated, named, near, whole: 0, needed: 0, dates: 0, ties: 0, weight: [] };
  };
  // How a document has a word or pair: for certain or maybe, with the very marks, in its head.
  const [MAYBE, HAS, EXACT, HEAD] = [1, 2, 4, 8];
  const part = (entry, inTitle) => (entry.title ? inTitle : entry.label ? LABEL : 1);
  // What is quoted with its marks must have them; in a number they mean nothing.
  const fitness = (slots) => {
    const marked = slots.some((one) => one.marks && one.marks !== "0");
    return (one, found) => (!one.marks || !marked || one.unit || one.marks === found ? 1 : one.phrase ? 0 : OTHER_MARKS);
  };
  const addWords = (to, slots, terms) => {
    const fit = fitness(slots);
    const weighed = terms.map((found, at) => weigh(found, (entry) => part(entry, TITLE) * fit(slots[at], entry.marks)));
    const known = weighed.filter((one) => one.count);
    const worth = (one) => Math.log(1 + of.length / one.count);
    const middle = known.length ? known.reduce((sum, one) => sum + worth(one), 0) / known.length : 0;
    const sure = slots.map((one, at) => withMarks(one, terms[at]));
    weighed.forEach((one, at) => {
      const value = (one.count ? worth(one) : middle * UNKNOWN) * (slots[at].slight ? SLIGHT : 1);
      to.weight.push(value);
      to.whole += value;
      const isNeeded = slots[at].phrase || isNumber(slots[at]);
      const isDated = isDate(slots[at]) && one.count > 0;
      if (isNeeded) to.needed += 1;
      if (isDated) to.dates += 1;
      each(one, (passage, amount) => {
        to.worth[passage] += value * amount;
        return HAS | (!sure[at] || sure[at].has[passage] || isCut(one, passage) ? EXACT : 0) | (amount > 1 ? HEAD : 0);
      }, (i, has) => {
        to.share[i] += value;
        if (has & HEAD) to.titled[i] += value;
        if (slots[at].slight) return;
        to.held[i] += 1;
        if (isNeeded) to.must[i] += 1;
        if (isDated) to.dated[i] += 1;
        // A day of a year says as much as two words side by side; of a month there is too much.
        if (isDated) to.chain[i] += slots[at].key.length > 7;
        if (has & EXACT) to.exact[i] += 1;
        else if (!sure[at].any) to.vague[i] = at + 1;
      });
    });
    return slots.filter((one, at) => !weighed[at].count && !one.slight);
  };
  const addPairs = (to, slots, pairs) => {
    const fit = fitness(slots);
    pairs.forEach((found, at) => {
      const [one, other] = [slots[at], slots[at + 1]];
      if (other.apart) return;
      const value = (to.weight[at] + to.weight[at + 1]) / 2;
      const isNeeded = (one.phrase && one.phrase === other.phrase) || (one.unit && one.unit === other.unit);
      const isName = isNeeded && one.unit && one.long;
      if (isNeeded) to.needed += 1;
      if (isName) to.ties += 1;
      const amounts = weigh(found, (entry) => part(entry, TITLE_PAIR) * Math.min(fit(one, entry.marks[0]), fit(other, entry.marks[1])));
      each(amounts, (passage, amount) => {
        to.worth[passage] += value * amount;
        return amount ? HAS | (amount >= TITLE_PAIR ? HEAD : 0) : MAYBE;
      }, (i, has) => {
        if (isNeeded) to.must[i] += 1;
        if (!(has & HAS)) return;
        to.row[i] += 1;
        if (!one.slight && !other.slight) to.chain[i] += 1;
        if (isName && has & HEAD) to.named[i] += 1;
        if (to.vague[i] === at + 1 || to.vague[i] === at + 2) to.near[i] = 1;
      });
    });
  };
  // What documents are worth: their best passage, and how well they fit the question: all its pairs, and those without a slight word.
  const rate = ({ worth, score, share, titled, place, held, chain, row, exact, whole }, pairs, firmPairs) => {
    for (let i = 0; i < of.length; i += 1) if (worth[i] > score[of[i]]) [score[of[i]], place[of[i]]] = [worth[i], i];
    for (let i = 0; i < total; i += 1) {
      if (!score[i]) continue;
      score[i] *= (share[i] / whole) ** 2 * (1 + TITLED * (titled[i] / whole) ** 2);
      if (i < guides && titled[i] < whole * 0.999) score[i] *= GUIDE;
      if (exact[i] < held[i]) score[i] *= INEXACT;
      if (pairs && row[i] === pairs) score[i] *= pairs > 1 ? RUN : RUN_OF_TWO;
      else if (firmPairs > 1 && chain[i] * 2 < firmPairs) score[i] *= SCATTERED;
    }
  };
  // The documents that answer a query, the best first; the best that has every word, and who has.
  const choose = ({ score, share, held, exact, chain, vague, must, dated, dates, named, near, whole, ties, needed, weight }, words, firmPairs) => {
    // Whoever types a number wants the paper that bears it, though its text was taken back.
    const bears = (i) => ties > 0 && named[i] === ties;
    const hasAll = (i) => held[i] === words && (words === 1 || !vague[i] || near[i]);
    const isWhole = (i) => hasAll(i) || bears(i);
    const all = [];
    for (let i = 0; i < total; i += 1) if (score[i] > 0 && (bears(i) || must[i] === needed)) all.push(i);
    const top = ties ? all.reduce((most, i) => Math.max(most, score[i]), 0) : 0;
    if (ties) for (const i of all) if (bears(i)) score[i] += top;
    const shareOf = (i) => (share[i] - (vague[i] && !near[i] && words > 1 ? weight[vague[i] - 1] : 0)) / whole;
    // Two or three words that nowhere stand side by side are often one word that stands nowhere.
    // A date that was typed is as good as some words side by side.
    const needs = (i) => (chain[i] || dated[i] ? (chain[i] * 4 >= firmPairs ? LEAST_WITH_PAIRS : LEAST_SHARE) : words > 3 ? LEAST_APART : 1);
    const isClose = (i) => shareOf(i) > needs(i) * Math.min(1, LONG / words);
    const close = all.filter((i) => isWhole(i) || isClose(i));
    // What has not the date that was typed must have much of the rest, if there is anything that has it.
    const isTimely = (i) => dated[i] === dates;
    const fit = close.some(isTimely) ? close.filter((i) => isTimely(i) || shareOf(i) > LEAST_SHARE) : close;
    const least = STRONG * fit.reduce((most, i) => (isClose(i) ? Math.max(most, score[i]) : most), 0);
    // Who lacks a word may be nearer to the question than who has all of them far apart. Few are hits, and only hits need an order.
    const hits = fit.filter((i) => isWhole(i) || score[i] >= least).sort((one, other) => score[other] - score[one] || other - one);
    // Who types marks means the words that have them.
    return { hits, first: hits.find(isWhole), hasAll: (i) => hasAll(i) && exact[i] === held[i] };
  };
  const reckon = (slots, terms, pairs) => {
    const found = sheet();
    const missing = addWords(found, slots, terms);
    addPairs(found, slots, pairs);
    const isFirm = (one) => !one.slight;
    const joined = slots.slice(1).map((one, at) => [slots[at], one]).filter(([, other]) => !other.apart);
    const firmPairs = joined.filter((pair) => pair.every(isFirm)).length;
    rate(found, joined.length, firmPairs);
    const { hits, first, hasAll } = choose(found, slots.filter(isFirm).length, firmPairs);
    // Words that nowhere stand beside the words that they were typed beside.
    const stands = pairs.map((listed, at) => slots[at + 1].apart || listed.some((one) => one.length));
    const lonely = pairs.length ? slots.filter((one, at) => isFirm(one) && !stands[at - 1] && !stands[at]) : [];
    const { score, place } = found;
    return { hits, score, place, hasAll, complete: hits.length > 0 && hits[0] === first, missing, lonely, best: hits.length ? score[hits[0]] : 0, slots };
  };

  return judge;
};
