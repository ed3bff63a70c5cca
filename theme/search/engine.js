// Reads the index that `congkhai.search` writes; its FORMAT.md tells what is read here.
// Old phones must be able to read this script as a whole: no lookbehind, no modules, no streams.
const ckEngine = (folder, manifest) => {
  "use strict";
  const LETTER = "a-z\u00df-\u00f6\u00f8-\u024f\u0300-\u036f\u0370-\u052f\u1e00-\u1eff";
  const WORD = new RegExp(`[${LETTER}]+|[0-9]+(?:[${LETTER}](?![${LETTER}]))?`, "g");
  const MARK = /[\u0300-\u036f]/;
  const TONES = { "\u0300": 1, "\u0301": 2, "\u0309": 3, "\u0303": 4, "\u0323": 5 };
  const SHAPES = { "\u0302": 6, "\u0306": 12, "\u031b": 18 };
  const [STROKE, PLAIN, LONGEST, MOST_WORDS, SPELLED, TRIED] = [24, 48, 24, 16, 3, 16];
  // What a hit in the title, a neighbour, other marks than those typed, an unfinished word are worth.
  const [TITLE, PAIR, TITLE_PAIR, OTHER_MARKS, UNFINISHED, RUN_OF_TWO, RUN] = [1.7, 1, 1.6, 0.72, 0.9, 1.4, 1.8];
  // What a label, and a word with other marks where those typed are found, do to it.
  const [LABEL, INEXACT] = [0.3, 0.4];
  // What a hit that lacks words must have of the weights, and of the best's points; and a number to be a whole one.
  const [LEAST_SHARE, LEAST_WITH_PAIRS, STRONG, WHOLE_NUMBER] = [0.7, 0.4, 0.5, 3];
  const SWAPS = [["s", "x"], ["ch", "tr"], ["d", "gi"], ["d", "r"], ["gi", "r"], ["l", "n"]];
  const ROMAN = { i: 1, ii: 2, iii: 3, iv: 4 };

  // ---- Words, as folding.py makes them ----

  const fold = (word) => {
    let plain = "";
    let [tone, shape, stroke] = [0, 0, 0];
    for (const letter of word.normalize("NFD")) {
      if (letter === "đ" || letter === "ð") {
        plain += "d";
        stroke = STROKE;
      } else if (!MARK.test(letter)) plain += letter;
      tone = TONES[letter] || tone;
      shape = shape || SHAPES[letter] || 0;
    }
    plain = /^[0-9]/.test(word) ? plain.replace(/^0+(?=.)/, "") : plain.replace(/^(qu|[^aeiouy]*)y$/, "$1i");
    return plain.slice(0, LONGEST) + String.fromCharCode(PLAIN + tone + shape + stroke);
  };
  const composed = (text) => text.normalize("NFC").toLowerCase();
  const words = (text) => (composed(text).match(WORD) || []).map(fold);

  // ---- What is asked for ----

  const slot = (typed, phrase, glue) => {
    const folded = fold(typed);
    return { key: folded.slice(0, -1), marks: folded.slice(-1), typed, phrase, glue, said: [folded], last: false, made: false };
  };
  const isNumber = (one) => /^[0-9]/.test(one.key) && !one.made;
  const year = (key) => /^(19|20)[0-9][0-9]$/.test(key);
  const within = (key, most) => /^[0-9]{1,2}$/.test(key) && Number(key) >= 1 && Number(key) <= most;
  const pad = (key) => key.padStart(2, "0");

  // Whether a slot is tied to the one before it, so that both are of one number: `12/KH-UBND`, `KN-2026-042`, `12kh`.
  const tied = (slots, at) => {
    const [before, one] = [slots[at - 1], slots[at]];
    if (!before || !one || before.phrase !== one.phrase) return false;
    if (/^[/\-–]?$/.test(one.glue)) return true;
    return one.glue.trim() === "/" || (/^[-–]$/.test(one.glue.trim()) && shorts.has(before.key) && shorts.has(one.key));
  };
  // Returns the day or month without the other that `slots` say from `at` on, its key, and the pair that it also is.
  const partAt = (slots, at) => {
    const named = slots[at].key === "ngay" ? 1 : 0;
    const [one, other] = [slots[at + named], slots[at + named + 1]];
    if (!one || !other || !isNumber(one) || tied(slots, at + named)) return null;
    const spelled = other.key === "thang" ? slots[at + named + 2] : null;
    const end = at + named + (spelled ? 2 : 1);
    const last = spelled || other;
    if (!isNumber(last) || tied(slots, end + 1) || !(spelled || /^[/.\-–]$/.test(other.glue))) return null;
    const also = `${one.key} ${last.key}`;
    if (!spelled && !named && within(one.key, 12) && year(last.key)) return [end + 1 - at, last.key + pad(one.key), also];
    return within(one.key, 31) && within(last.key, 12) ? [end + 1 - at, `d${pad(one.key)}${pad(last.key)}`, also] : null;
  };
  // Returns how many of `slots` from `at` on are one date or the short form of what is written out, and its key.
  const dateAt = (slots, at) => {
    const key = (place) => (slots[at + place] ? slots[at + place].key : "");
    const after = (place) => (key(place) === "nam" ? place + 1 : place);
    if (key(0) === "qui" && (ROMAN[key(1)] || within(key(1), 4)) && year(key(after(2))))
      return [after(2) + 1, `${key(after(2))}q${ROMAN[key(1)] || key(1)}`];
    if (year(key(0)) && within(key(1), 12) && within(key(2), 31)) return [3, key(0) + pad(key(1)) + pad(key(2))];
    const day = key(0) === "ngay" ? 1 : 0;
    const month = key(day + 1) === "thang" ? day + 2 : day + 1;
    if (within(key(day), 31) && within(key(month), 12)) {
      const end = month === day + 2 ? after(month + 1) : month + 1;
      if (year(key(end))) return [end + 1, key(end) + pad(key(month)) + pad(key(day))];
      const [one, other] = [slots[at + month], slots[at + end]];
      if (other && /^[0-9]{2}$/.test(other.key) && /^[/.-]$/.test(one.glue) && one.glue === other.glue && !tied(slots, at + end + 1))
        return [end + 1, `20${other.key}${pad(key(month))}${pad(key(day))}`];
    }
    if (key(0) === "thang" && within(key(1), 12) && year(key(after(2)))) return [after(2) + 1, key(after(2)) + pad(key(1))];
    return null;
  };
  const shorter = Object.entries(manifest.abbreviations)
    .map(([long, short]) => [long.split(" "), short.split(" ")])
    .sort((one, other) => other[0].length - one[0].length);
  const shorts = new Set(shorter.map(([, short]) => short).filter((short) => short.length === 1).flat());
  const shortAt = (slots, at) => {
    const found = shorter.find(([long]) => long.every((word, place) => slots[at + place] && slots[at + place].key === word));
    return found && [found[0].length, ...found[1]];
  };
  const rewrite = (slots) => {
    const out = [];
    for (let at = 0; at < slots.length; at += 1) {
      const part = dateAt(slots, at) ? null : partAt(slots, at);
      const [count, ...keys] = part ? part.slice(0, 2) : dateAt(slots, at) || shortAt(slots, at) || [1];
      if (keys.length) {
        const said = slots.slice(at, at + count).flatMap((one) => one.said);
        for (const key of keys) out.push({ ...slots[at], key, marks: "", said, made: true, also: part && part[2] });
        at += count - 1;
      } else out.push(slots[at]);
    }
    return out;
  };
  // What is written in one run is parted where the index parts it: `kn2026040`, `271ubndkt`.
  const parted = (slots) => slots.flatMap((one, at) => {
    const before = slots[at - 1];
    if (!before || one.glue) return [one];
    const code = /^((?:19|20)[0-9]{2})([0-9]+)$/.exec(one.typed);
    const pieces = code ? code.slice(1) : [];
    if (!code && isNumber(before)) {
      let rest = one.typed;
      for (let found = rest; found && rest; rest = rest.slice(found.length)) {
        found = [...shorts].filter((short) => fold(rest).startsWith(short)).sort((short, other) => other.length - short.length)[0];
        if (!found) break;
        pieces.push(rest.slice(0, found.length));
      }
      if (rest) pieces.push(rest);
    }
    return pieces.length > 1 ? pieces.map((piece) => slot(piece, one.phrase, "")) : [one];
  });
  // Numbers the runs of slots that are one number; all of a run must stand in a row.
  const numbered = (slots) => {
    let unit = 0;
    for (let at = 0, end = 0; at < slots.length; at = end) {
      for (end = at + 1; end < slots.length && !slots[end].made && !slots[end - 1].made && tied(slots, end);) end += 1;
      const run = slots.slice(at, end);
      if (run.length > 1 && run.some(isNumber)) {
        unit += 1;
        for (const one of run) Object.assign(one, { unit, long: run.length >= WHOLE_NUMBER });
      }
    }
    return slots;
  };
  const cut = (part, phrase) => {
    const lower = composed(part);
    const found = [];
    const regex = new RegExp(WORD.source, "g");
    for (let end = 0, match = regex.exec(lower); match; match = regex.exec(lower)) {
      found.push(slot(match[0], phrase, lower.slice(end, match.index)));
      end = match.index + match[0].length;
    }
    return found;
  };
  const parse = (text) => {
    const parts = text.normalize("NFC").split(/["“”]/);
    const slots = parts.flatMap((part, place) => {
      const found = cut(part, place % 2 && place < parts.length - 1 ? place : 0);
      if (found.length) found[0].glue = "\n";
      return found;
    });
    const found = numbered(rewrite(parted(slots))).slice(0, MOST_WORDS);
    const end = found[found.length - 1];
    if (end && !end.made && !end.phrase && /[^\s"“”.,;:!?]$/.test(text)) end.last = /^([^0-9]{2,}|[0-9]{2,})$/.test(end.key);
    return found;
  };

  // ---- Files ----

  const fetched = new Map();
  const get = (path, read) => {
    if (!fetched.has(path)) {
      const answer = fetch(folder + path).then((found) => {
        if (!found.ok) throw new Error(`${path}: ${found.status}`);
        return found[read]();
      });
      answer.catch(() => fetched.delete(path));
      fetched.set(path, answer);
    }
    return fetched.get(path);
  };
  const derived = new Map();
  const once = (path, read, make) => {
    if (!derived.has(path)) {
      const made = get(path, read).then(make);
      made.catch(() => derived.delete(path));
      derived.set(path, made);
    }
    return derived.get(path);
  };

  // Reads numbers from `at` on, seven bits a byte; `at` says where the next one begins.
  const reader = (bytes, at = 0) => {
    const next = () => {
      let [value, shift] = [0, 0];
      for (;;) {
        const byte = bytes[next.at];
        next.at += 1;
        value += (byte & 127) * 2 ** shift;
        if (byte < 128) return value;
        shift += 7;
      }
    };
    next.at = at;
    return next;
  };
  // A shard: the keys without marks, each with its entries; a list is decoded when it is asked for.
  const shard = (buffer) => {
    const bytes = new Uint8Array(buffer);
    const next = reader(bytes);
    const length = next();
    const keys = length ? new TextDecoder().decode(bytes.subarray(next.at, next.at + length)).split("\n") : [];
    next.at += length;
    const sizes = keys.map(() => next());
    let { at } = next;
    const found = new Map();
    keys.forEach((key, place) => {
      const [plain, signs] = key.split("\t");
      const [title, label] = [signs.endsWith("t"), signs.endsWith("l")];
      const entry = { marks: title || label ? signs.slice(0, -1) : signs, title, label, list: bytes.subarray(at, at + sizes[place]) };
      at += sizes[place];
      if (found.has(plain)) found.get(plain).push(entry);
      else found.set(plain, [entry]);
    });
    return found;
  };
  const decode = (entry) => {
    if (entry.units) return entry;
    const { list } = entry;
    const next = reader(list);
    let unit = -1;
    entry.cut = list[0] === 0;
    if (entry.cut) {
      next();
      entry.total = next();
    }
    let { at } = next;
    const units = new Int32Array(list.length - at);
    let count = 0;
    while (at < list.length) {
      let [value, shift] = [0, 0];
      for (;;) {
        const byte = list[at];
        at += 1;
        value |= (byte & 127) << shift;
        if (byte < 128) break;
        shift += 7;
      }
      unit += value;
      units[count] = unit;
      count += 1;
    }
    entry.units = units.subarray(0, count);
    if (!entry.cut) entry.total = count;
    return entry;
  };

  // Of each segment: where its shards begin, and the document of each passage.
  const segments = manifest.segments.map((about) => ({ ...about, terms: about.terms.split(","), pairs: about.pairs.split(",") }));
  const total = segments.reduce((sum, one) => sum + one.documents, 0);
  const place = (starts, key) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= key) low = middle;
      else high = middle;
    }
    return low;
  };
  const layout = (segment) => {
    if (segment.units === segment.documents) return null;
    return once(`${segment.name}/passages.txt`, "arrayBuffer", (buffer) => {
      const bytes = new Uint8Array(buffer);
      const next = reader(bytes);
      const of = new Int32Array(segment.units);
      for (let document = 0, unit = 0; document < segment.documents; document += 1)
        for (let left = next(); left > 0; left -= 1, unit += 1) of[unit] = document;
      return of;
    });
  };

  // Every entry of a key, or of keys that begin with it, in one segment; of beginnings no more than three shards.
  const entries = (segment, kind, key, unfinished) => {
    const starts = kind === "t" ? segment.terms : segment.pairs;
    const first = place(starts, key);
    const last = unfinished ? Math.min(place(starts, `${key}~`), first + 2) : first;
    const shards = [];
    for (let at = first; at <= last; at += 1) shards.push(once(`${segment.name}/${kind}${at}.txt`, "arrayBuffer", shard));
    return Promise.all(shards).then((found) => {
      const out = [];
      for (const one of found) {
        for (const entry of one.get(key) || []) out.push([decode(entry), 1, key]);
        if (unfinished) {
          for (const [other, listed] of one)
            if (other !== key && other.startsWith(key)) for (const entry of listed) out.push([decode(entry), UNFINISHED, other]);
        }
      }
      return out;
    });
  };
  const everywhere = (kind, key, unfinished) => Promise.all(segments.map((segment) => entries(segment, kind, key, unfinished)));

  // ---- Which documents, and how well ----

  // What one word or pair is worth in each document: the best of its entries.
  const weigh = (found, maps, worth, units) => {
    const best = new Float32Array(total);
    let [count, cutBelow] = [0, -1];
    found.forEach((listed, at) => {
      const { first, unit } = segments[at];
      const map = maps[at];
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

  // Where a slot stands; a day without its year may also be two figures.
  const meaning = async ({ key, also }) => {
    const [found, other] = await Promise.all([everywhere("t", key, false), also ? everywhere("p", also, false) : []]);
    return found.map((listed, at) => [...listed, ...(other[at] || [])]);
  };
  const judge = async (slots) => {
    const beside = slots.slice(1).map((one, at) => [slots[at], one]);
    const [maps, terms, pairs] = await Promise.all([
      Promise.all(segments.map(layout)),
      Promise.all(slots.map(meaning)),
      Promise.all(beside.map(([one, other]) => everywhere("p", `${one.key} ${other.key}`, other.last))),
    ]);
    const none = (found) => found.every((listed) => !listed.length);
    const end = slots.length - 1;
    if (slots[end].last) {
      const isWhole = (found) => found.some((listed) => listed.some(([, part]) => part === 1));
      const beside = end ? pairs[end - 1] : null;
      // A whole word is no beginning, unless it never stands behind the one before it and a longer one does.
      slots[end].open = none(terms[end]) || Boolean(beside && !isWhole(beside) && !none(beside));
      if (slots[end].open) terms[end] = await everywhere("t", slots[end].key, true);
      else if (beside) pairs[end - 1] = beside.map((listed) => listed.filter(([, part]) => part === 1));
    }
    return reckon(slots, maps, terms, pairs);
  };

  // In which documents a word that was typed with marks has these very marks; of one without marks nothing is asked.
  const withMarks = (one, found, maps) => {
    if (!one.marks || one.marks === "0" || one.open) return null;
    const has = new Uint8Array(total);
    let any = false;
    found.forEach((listed, at) => {
      for (const [entry] of listed) {
        if (entry.marks !== one.marks) continue;
        any = true;
        for (const unit of entry.units) has[segments[at].first + (maps[at] ? maps[at][unit] : unit)] = 1;
      }
    });
    return { has, any };
  };
  const reckon = (slots, maps, terms, pairs) => {
    const marked = slots.some((one) => one.marks && one.marks !== "0");
    // What is quoted with its marks must have them.
    const fit = (one, found) => (!one.marks || !marked || one.marks === found ? 1 : one.phrase ? 0 : OTHER_MARKS);
    const score = new Float32Array(total);
    const share = new Float32Array(total);
    const [held, chain, exact, vague, must, named] = Array.from({ length: 6 }, () => new Uint8Array(total));
    const units = new Float32Array(segments.reduce((sum, one) => sum + one.units, 0));
    const part = (entry, inTitle) => (entry.title ? inTitle : entry.label ? LABEL : 1);
    const weighed = terms.map((found, at) => weigh(found, maps, (entry) => part(entry, TITLE) * fit(slots[at], entry.marks), units));
    const known = weighed.filter((one) => one.count);
    const weight = weighed.map((one) => (one.count ? Math.log(1 + total / one.count) : 0));
    const middle = known.length ? weight.reduce((sum, one) => sum + one, 0) / known.length : 0;
    let [whole, needed] = [0, 0];
    const sure = slots.map((one, at) => withMarks(one, terms[at], maps));
    weighed.forEach((one, at) => {
      if (!one.count) weight[at] = middle;
      const value = weight[at];
      whole += value;
      const { best, cutBelow } = one;
      const isNeeded = slots[at].phrase || isNumber(slots[at]);
      if (isNeeded) needed += 1;
      for (let i = 0; i < total; i += 1) {
        if (best[i] > 0 || i < cutBelow) {
          score[i] += value * best[i];
          share[i] += value;
          held[i] += 1;
          if (isNeeded) must[i] += 1;
          if (!sure[at] || sure[at].has[i] || i < cutBelow) exact[i] += 1;
          else if (!sure[at].any) vague[i] = at + 1;
        }
      }
    });
    const near = new Uint8Array(total);
    let ties = 0;
    pairs.forEach((found, at) => {
      const [one, other] = [slots[at], slots[at + 1]];
      const { best, cutBelow } = weigh(found, maps, (entry) => part(entry, TITLE_PAIR)
        * Math.min(fit(one, entry.marks[0]), fit(other, entry.marks[1])), units);
      const value = (weight[at] + weight[at + 1]) / 2;
      const isNeeded = (one.phrase && one.phrase === other.phrase) || (one.unit && one.unit === other.unit);
      const isName = isNeeded && one.unit && one.long;
      if (isNeeded) needed += 1;
      if (isName) ties += 1;
      for (let i = 0; i < total; i += 1) {
        if (best[i] > 0) {
          score[i] += value * best[i];
          chain[i] += 1;
          if (isName && best[i] >= TITLE_PAIR) named[i] += 1;
          if (vague[i] === at + 1 || vague[i] === at + 2) near[i] = 1;
        }
        if (isNeeded && (best[i] > 0 || i < cutBelow)) must[i] += 1;
      }
    });
    // Whoever types a number wants the paper that bears it, though its text was taken back.
    const bears = (i) => ties > 0 && named[i] === ties;
    const isWhole = (i) => (held[i] === slots.length && (!pairs.length || !vague[i] || near[i])) || bears(i);
    const all = [];
    for (let i = 0; i < total; i += 1) if (score[i] > 0 && (bears(i) || must[i] === needed)) all.push(i);
    const shareOf = (i) => (share[i] - (vague[i] && !near[i] && pairs.length ? weight[vague[i] - 1] : 0)) / whole;
    for (const i of all) {
      const run = pairs.length && chain[i] === pairs.length ? (pairs.length > 1 ? RUN : RUN_OF_TWO) : 1;
      score[i] *= (share[i] / whole) ** 2 * run * (exact[i] < held[i] ? INEXACT : 1);
    }
    const top = ties ? all.reduce((most, i) => Math.max(most, score[i]), 0) : 0;
    if (ties) for (const i of all) if (bears(i)) score[i] += top;
    all.sort((one, other) => score[other] - score[one] || other - one);
    const isClose = (i) => (!pairs.length || chain[i] > 0) && shareOf(i) > (chain[i] * 2 >= pairs.length ? LEAST_WITH_PAIRS : LEAST_SHARE);
    // Without a hit that has every word the nearest are shown; with one, only what is nearer to the question than it.
    const first = all.find(isWhole);
    const least = first === undefined ? STRONG * (score[all.find(isClose)] || 0) : score[first];
    const hits = all.filter((i) => isWhole(i) || (isClose(i) && score[i] > (first === undefined ? least * 0.999 : least)));
    const complete = hits.length > 0 && hits[0] === first;
    const missing = slots.filter((one, at) => !weighed[at].count);
    // Words that nowhere stand beside the words that they were typed beside.
    const stands = pairs.map((found) => found.some((listed) => listed.length));
    const lonely = pairs.length ? slots.filter((one, at) => !stands[at - 1] && !stands[at]) : [];
    return { hits, score, units, maps, complete, isLacking: first === undefined, missing, lonely, best: hits.length ? score[hits[0]] : 0, slots };
  };

  // ---- One letter wrong ----

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
  const lexicon = () => Promise.all(segments.map((segment) => once(`${segment.name}/words.txt`, "text", (text) => text.split(" "))))
    .then((found) => [...new Set(found.flat())]);

  // Words that may be meant, with how often they stand beside the neighbours typed.
  const meant = async (slots, at, listed) => {
    const { key } = slots[at];
    const near = new Set(swapped(key));
    const candidates = listed.filter((word) => word !== key && (near.has(word) || distance(key, word) === 1));
    // Few mistake the first letter; and what begins alike stands in one shard.
    const likely = (word) => 4 * near.has(word) + 2 * (word[0] === key[0]) + (word.length === key.length);
    candidates.sort((one, other) => likely(other) - likely(one));
    const [before, after] = [slots[at - 1], slots[at + 1]];
    const count = async (pair) => (await everywhere("p", pair, false)).flat().reduce((sum, [entry]) => sum + entry.total, 0);
    return Promise.all(candidates.slice(0, TRIED).map(async (word) => {
      const [left, right] = await Promise.all([before ? count(`${before.key} ${word}`) : 0, after ? count(`${word} ${after.key}`) : 0]);
      const own = before || after ? 0 : (await everywhere("t", word, false)).flat().reduce((sum, [entry]) => sum + entry.total, 0);
      return { word, at, sides: (left > 0) + (right > 0), worth: left + right + own, near: near.has(word) };
    }));
  };
  const widen = async (first) => {
    const { slots } = first;
    const letters = (one) => !one.made && !one.phrase && !one.unit && one.key.length >= SPELLED && /^[a-z]+$/.test(one.key);
    const doubtful = slots.map((one, at) => at)
      .filter((at) => letters(slots[at]) && (first.missing.length ? first.missing : first.lonely).includes(slots[at]));
    if (!doubtful.length) return null;
    const listed = await lexicon();
    const found = (await Promise.all(doubtful.map((at) => meant(slots, at, listed)))).flat()
      .filter((one) => one.worth > 0 && (slots.length === 1 || one.sides > 0));
    found.sort((one, other) => other.sides - one.sides || other.near - one.near || other.worth - one.worth);
    let best = null;
    for (const { word, at } of found.slice(0, 4)) {
      const changed = slots.map((one, i) => (i === at ? { ...one, key: word, marks: "", said: [`${word}0`], any: true, last: false } : one));
      const again = await judge(changed);
      if (again.hits.length && (!best || again.best > best.best)) best = { ...again, from: slots[at].typed, to: word, isLost: first.missing.includes(slots[at]) };
    }
    const isBetter = best && (first.missing.length ? best.best > first.best : best.complete && best.best > first.best);
    return isBetter ? best : null;
  };

  // ---- Filters ----

  const values = (segment, chunk) => once(`${segment.name}/c${chunk}.json`, "json", (content) => {
    const out = {};
    for (const [name, { values: sets, codes }] of Object.entries(content)) {
      out[name] = (document) => {
        const code = codes.charCodeAt(document);
        return sets[code > 160 ? code - 70 : code - 35 - (code > 92 ? 1 : 0)];
      };
    }
    return out;
  });
  const valuesOf = async (documents) => {
    const files = new Map();
    const at = (document) => {
      const segment = segments.find((one) => document < one.first + one.documents);
      const own = document - segment.first;
      return [segment, Math.floor(own / manifest.chunk), own % manifest.chunk];
    };
    for (const document of documents) {
      const [segment, chunk] = at(document);
      const path = `${segment.name}/${chunk}`;
      if (!files.has(path)) files.set(path, values(segment, chunk));
    }
    const loaded = new Map(await Promise.all([...files].map(async ([path, file]) => [path, await file])));
    return (document, name) => {
      const [segment, chunk, row] = at(document);
      const column = loaded.get(`${segment.name}/${chunk}`)[name];
      return column ? column(row) : [];
    };
  };
  // A facet's counts are of what the other facets' choices leave.
  const counted = (documents, chosen, of) => {
    const names = manifest.facets.map((facet) => facet.name);
    const fits = (document, name) => !(chosen[name] || []).length || of(document, name).some((value) => chosen[name].includes(value));
    const facets = Object.fromEntries(names.map((name) => [name, {}]));
    for (const document of documents) {
      const misses = names.filter((name) => !fits(document, name));
      for (const name of names) {
        if (misses.every((missed) => missed === name))
          for (const value of of(document, name)) facets[name][value] = (facets[name][value] || 0) + 1;
      }
    }
    return { facets, kept: documents.filter((document) => names.every((name) => fits(document, name))) };
  };

  // ---- What the page asks ----

  const bestUnit = ({ maps, units }) => (document) => {
    const at = segments.findIndex((one) => document < one.first + one.documents);
    const { first, unit } = segments[at];
    const map = maps[at];
    if (!map) return unit + document - first;
    let own = place(map, document - first);
    while (own > 0 && map[own - 1] === document - first) own -= 1;
    let best = own;
    for (; own < map.length && map[own] === document - first; own += 1) if (units[unit + own] > units[unit + best]) best = own;
    return unit + best;
  };
  // A word put right, as the best hit writes it.
  const spelled = async (found) => {
    const shown = await record(bestUnit(found)(found.hits[0]));
    const all = lowered(`${shown.title}\n${shown.text}`).match(WORD) || [];
    return all.find((word) => fold(word).slice(0, -1) === found.to) || found.to;
  };
  const nothing = () => ({ hits: [], total: 0, facets: Promise.resolve({}), words: [], widened: null, isLacking: false });

  const search = async (text, chosen = {}, order = "relevance") => {
    const slots = parse(text);
    if (!slots.length || !total) return nothing();
    let found = await judge(slots);
    let widened = null;
    if (found.missing.length || !found.complete) {
      const wider = await widen(found);
      if (wider) {
        found = wider;
        widened = { from: wider.from, to: await spelled(wider), isLost: wider.isLost };
      }
    }
    const { hits } = found;
    const isFiltered = Object.values(chosen).some((one) => one.length);
    let shown = isFiltered ? counted(hits, chosen, await valuesOf(hits)).kept : hits;
    if (order === "date") shown = [...shown].sort((one, other) => other - one);
    const typed = found.slots.flatMap((one, at) => [
      { key: one.key, marks: one.any ? "" : one.marks, unfinished: Boolean(one.open), of: -1 },
      ...(one.made ? one.said.map((word) => ({ key: word.slice(0, -1), marks: "", unfinished: false, of: at })) : []),
    ]);
    // The values that the counts need are fetched only when somebody looks at them.
    let counts = null;
    return {
      hits: shown.map(bestUnit(found)),
      total: shown.length,
      get facets() {
        counts = counts || valuesOf(hits).then((of) => counted(hits, chosen, of).facets);
        return counts;
      },
      words: typed,
      widened,
      isLacking: shown.length > 0 && found.isLacking,
    };
  };

  const record = (id) => {
    const segment = segments.find((one) => id < one.unit + one.units);
    return get(`r/${id}.json?v=${segment.name}`, "json");
  };

  const lowered = (text) => {
    const lower = text.toLowerCase();
    return lower.length === text.length ? lower : Array.from(text, (one) => (one.toLowerCase().length === one.length ? one.toLowerCase() : one)).join("");
  };
  // The words around the best place of a text, cut into pieces that are marked or not.
  const excerpt = (text, typed, length = 240) => {
    const isMarked = typed.some((one) => one.marks && one.marks !== "0");
    const lower = lowered(text);
    const found = [];
    const regex = new RegExp(WORD.source, "g");
    for (let match = regex.exec(lower); match; match = regex.exec(lower)) {
      const folded = fold(match[0]);
      const [key, marks] = [folded.slice(0, -1), folded.slice(-1)];
      const fits = typed.filter((one) => one.key === key || (one.unfinished && key.startsWith(one.key)));
      if (fits.length) {
        const exact = !isMarked || fits.some((one) => !one.marks || one.marks === marks || (one.unfinished && one.key !== key));
        // A word of a date or of what stands for an abbreviation counts only beside another of its words.
        found.push({ start: match.index, end: match.index + match[0].length, which: typed.indexOf(fits[0]), exact, alone: fits.some((one) => one.of < 0), of: fits.map((one) => one.of) });
      }
    }
    const touch = (one, other) => one && other && one.start - other.end <= 3 && one.of.some((of) => of >= 0 && other.of.includes(of));
    const whole = found.filter((one, at) => one.alone || touch(one, found[at - 1]) || touch(found[at + 1], one));
    const isExact = whole.some((one) => one.exact);
    const kept = whole.filter((one) => one.exact || !isExact);
    const worth = (at) => {
      const seen = new Set();
      let value = 0;
      for (let i = at; i < kept.length && kept[i].end <= kept[at].start + length; i += 1) {
        if (!seen.has(kept[i].which)) value += 1;
        seen.add(kept[i].which);
        if (i > at && kept[i].which === kept[i - 1].which + 1 && kept[i].start - kept[i - 1].end < 3) value += 1;
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

  return { search, record, excerpt, words };
};
