// What is asked for: words, numbers, dates and short forms, as the index has them.
const ckQuery = (manifest) => {
  "use strict";
  const { abbreviations, spoken: everyday, around, marked, slight, compounds, numbered: bearers } = manifest;
  const { WORD, fold, composed, words } = ckWords;
  const [MOST_WORDS, WHOLE_NUMBER, FIRM] = [16, 3, 3];
  const ROMAN = { __proto__: null, i: 1, ii: 2, iii: 3, iv: 4 };
  const SPELLED = words("một hai ba tư năm sáu bảy tám chín mười giêng chạp bốn bẩy");
  const FIGURES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 12, 4, 7];

  const slot = (typed, phrase, glue) => {
    const folded = fold(typed);
    return { key: folded.slice(0, -1), marks: folded.slice(-1), typed, phrase, glue, said: [folded], last: false, made: false, slight: false, apart: false };
  };
  // An hour is told in words, if at all: `8h`.
  const isNumber = (one) => /^[0-9]+(?!h$)[^0-9]?$/.test(one.key) && !one.made;
  const isDate = ({ key, made }) => made && /^d?[0-9]/.test(key);
  const year = (key) => /^(19|20)[0-9][0-9]$/.test(key);
  const within = (key, most) => /^[0-9]{1,2}$/.test(key) && Number(key) >= 1 && Number(key) <= most;
  const pad = (key) => key.padStart(2, "0");
  const letters = (folded) => folded.slice(0, -1);
  // Whether the figure at a place is that of something else than a day: `tổ 5 tháng 8`.
  const isBorne = (slots, at) => !/^[/.\-–]$/.test(slots[at + 1].glue)
    && [1, 2].some((count) => at >= count && bearing.has(slots.slice(at - count, at).map(({ key }) => key).join(" ")));

  // Whether a slot is tied to the one before it, so that both are of one number: `12/KH-UBND`, `KN-2026-042`, `12kh`.
  const tied = (slots, at) => {
    const [before, one] = [slots[at - 1], slots[at]];
    if (!before || !one || before.phrase !== one.phrase) return false;
    if (/^[/\-–]?$/.test(one.glue)) return true;
    return one.glue.trim() === "/" || (/^[-–]$/.test(one.glue.trim()) && shorts.has(before.key) && shorts.has(one.key));
  };
  // Returns the day or month without the other that `slots` say from `at` on, its key, and the pair that it also is.
  const partAt = (slots, at) => {
    const said = slots[at].key === "ngay" ? 1 : 0;
    const [one, other] = [slots[at + said], slots[at + said + 1]];
    if (!one || !other || !isNumber(one) || tied(slots, at + said) || isBorne(slots, at + said)) return null;
    const spelled = other.key === "thang" ? slots[at + said + 2] : null;
    const end = at + said + (spelled ? 2 : 1);
    const last = spelled || other;
    if (!isNumber(last) || tied(slots, end + 1) || !(spelled || /^[/.\-–]$/.test(other.glue))) return null;
    const also = `${one.key} ${last.key}`;
    if (!spelled && !said && within(one.key, 12) && year(last.key)) return [end + 1 - at, last.key + pad(one.key), also];
    if (!spelled && !said && year(one.key) && within(last.key, 12) && /^-..$/.test(other.glue + other.typed)) return [end + 1 - at, one.key + pad(last.key), also];
    return within(one.key, 31) && within(last.key, 12) ? [end + 1 - at, `d${pad(one.key)}${pad(last.key)}`, also] : null;
  };
  // Returns how many of `slots` from `at` on are one date or the short form of what is written out, and its key.
  const dateAt = (slots, at) => {
    const key = (place) => (slots[at + place] ? slots[at + place].key : "");
    const after = (place) => (key(place) === "nam" ? place + 1 : place);
    // `T9/2026` and `Q3/2025` are written in one run.
    const isSaid = (word, letter) => key(0) === word || (key(0) === letter && slots[at + 1] && !slots[at + 1].glue);
    if (isSaid("qui", "q") && (ROMAN[key(1)] || within(key(1), 4)) && year(key(after(2))))
      return [after(2) + 1, `${key(after(2))}q${ROMAN[key(1)] || key(1)}`];
    // ISO 8601, and the quarters of our own schedules.
    if (year(key(0)) && key(1) === "q" && within(key(2), 4) && !slots[at + 2].glue) return [3, `${key(0)}q${key(2)}`];
    if (year(key(0)) && within(key(1), 12) && within(key(2), 31)) return [3, key(0) + pad(key(1)) + pad(key(2))];
    const day = key(0) === "ngay" ? 1 : 0;
    const month = key(day + 1) === "thang" ? day + 2 : day + 1;
    if (within(key(day), 31) && within(key(month), 12) && !isBorne(slots, at + day)) {
      const end = month === day + 2 ? after(month + 1) : month + 1;
      if (year(key(end))) return [end + 1, key(end) + pad(key(month)) + pad(key(day))];
      const [one, other] = [slots[at + month], slots[at + end]];
      if (other && /^[0-9]{2}$/.test(other.key) && /^[/.-]$/.test(one.glue) && one.glue === other.glue && !tied(slots, at + end + 1))
        return [end + 1, `20${other.key}${pad(key(month))}${pad(key(day))}`];
    }
    if (isSaid("thang", "t") && within(key(1), 12) && year(key(after(2)))) return [after(2) + 1, key(after(2)) + pad(key(1))];
    return null;
  };
  const shorter = Object.entries(abbreviations)
    .map(([long, short]) => [long.split(" "), short.split(" ")])
    .sort((one, other) => other[0].length - one[0].length);
  // The longest of the long forms is the one that papers write.
  const written = new Map([...shorter].reverse().filter(([, short]) => short.length === 1).map(([long, [short]]) => [short, [long.map(letters)]]));
  const shorts = new Set(written.keys());
  const longest = (phrases) => phrases.map(words).sort((one, other) => other.length - one.length);
  const [phrases, plain, joined] = [longest([...around, ...marked]), longest(around), longest(compounds)];
  const small = new Set(words(slight.join(" ")));
  const bearing = new Set(bearers.map((one) => words(one).map(letters).join(" ")));
  // Whether a slot is a word with its marks, or without any.
  const isTyped = (one, word) => one && one.key === letters(word) && (one.marks === "0" || one.said[0] === word);
  const names = Object.entries(everyday).map(([short, longs]) => [short.split(" "), longs.map((long) => long.split(" ").map(letters))]);
  // What is found by its everyday name is shown by the other: `sổ đỏ`.
  const named = (slots) => slots.map((one, at) => {
    const found = names.find(([short]) => short.every((word, place) => isTyped(slots[at + place], word)));
    return found ? { ...one, written: found[1] } : one;
  });
  // Returns how many of `slots` are a long form, its short one, and the pair that it may be as well where marks are lacking: `cong van`.
  const shortAt = (slots, at) => {
    const found = shorter.find(([long]) => long.every((word, place) => isTyped(slots[at + place], word) && !slots[at + place].phrase));
    if (!found) return null;
    const [long, short] = found;
    const isSure = long.length > 2 || long.every((word, place) => slots[at + place].said[0] === word);
    return [long.length, short, isSure ? "" : long.map(letters).join(" ")];
  };
  const rewrite = (slots) => {
    const out = [];
    for (let at = 0; at < slots.length; at += 1) {
      const [count, keys, also] = dateAt(slots, at) || partAt(slots, at) || shortAt(slots, at) || [1];
      const one = slots[at];
      if (keys) {
        const said = slots.slice(at, at + count).flatMap((other) => other.said);
        [keys].flat().forEach((key, place) => out.push({ ...one, key, marks: "", said, made: true, also, apart: one.apart && !place }));
        at += count - 1;
      } else if (at && slots[at - 1].key === "qui" && (ROMAN[one.key] || within(one.key, 4))) {
        const figure = ROMAN[one.key] || Number(one.key);
        out.push({ ...one, key: `${figure}`, written: [[Object.keys(ROMAN)[figure - 1]]] });
      } else if (/^[1-9][0-9]{0,2}(?:[1-9][0-9]{2}|000)$/.test(one.key) && !year(one.key)) out.push({ ...one, also: `${one.key.slice(0, -3)} ${Number(one.key.slice(-3))}` });
      else if (/^[0-9]+[hm]$/.test(one.key)) out.push({ ...one, also: `${one.key.slice(0, -1)} ${one.key.endsWith("h") ? "gio" : "m"}` });
      else out.push(shorts.has(one.key) ? { ...one, written: written.get(one.key) } : one);
      // A number may be said to be one: `tổ dân phố số 3`.
      if (shorts.has(out[out.length - 1].key) && slots[at + 2] && slots[at + 1].key === "so" && isNumber(slots[at + 2])) at += 1;
    }
    return out;
  };
  // The part of a day or the hour that is said before its day is left out: `sáng 12/3`, `8h00 ngày 12/3`, not `chiếu sáng 12/3`.
  const HOURS = words("sáng trưa chiều tối buổi giờ");
  const isHour = (one, at, all) => {
    const [before, next] = [all[at - 1], all[at + 1]];
    if (one.phrase || !next || !((next.made && /^(?:d[0-9]{4}|[0-9]{8})$/.test(next.key)) || isHour(next, at + 1, all))) return false;
    const isBehind = (pattern) => Boolean(before) && pattern.test(before.key);
    if (one.key === "gio") return isBehind(/^[0-9]{1,2}$/);
    if (HOURS.some((word) => isTyped(one, word))) return !(one.key === "sang" && isBehind(/^chieu$/));
    return /^[0-9]{1,2}h$/.test(one.key) || (/^[0-9]{1,2}$/.test(one.key) && ([one.glue, next.glue].includes(":") || next.key === "gio" || isBehind(/^(?:[0-9]{1,2}h|gio)$/)));
  };
  // A month or a quarter is said in words, too: `tháng mười hai`, `quý ba`.
  const figured = (slots) => {
    const out = [];
    for (let at = 0; at < slots.length; at += 1) {
      const [before, one, next] = [out[out.length - 1], slots[at], slots[at + 1]];
      const figure = before && !one.phrase && /^(thang|qui)$/.test(before.key) ? FIGURES[SPELLED.findIndex((word) => isTyped(one, word))] : 0;
      // `tháng năm 2026` lacks its month.
      if (!figure || (figure === 5 && next && year(next.key))) out.push(one);
      else {
        const more = figure === 10 ? SPELLED.slice(0, 2).findIndex((word) => isTyped(next, word)) + 1 : 0;
        out.push({ ...slot(`${figure + more}`, 0, one.glue), also: one.marks === "0" ? `${before.key} ${one.key}` : "" });
        if (more) at += 1;
      }
    }
    return out;
  };
  // What is written in one run is parted where the index parts it: `kn2026040`, `271ubndkt`.
  const parted = (slots) => slots.flatMap((one, at) => {
    const before = slots[at - 1];
    if (!before || !/^[/\-–]?$/.test(one.glue)) return [one];
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
    return pieces.length > 1 ? pieces.map((piece, place) => slot(piece, one.phrase, place ? "" : one.glue)) : [one];
  });
  // Numbers the runs of slots that are one number; all of a run must stand in a row.
  const numbered = (slots) => {
    let unit = 0;
    for (let at = 0, end = 0; at < slots.length; at = end) {
      for (end = at + 1; end < slots.length && !slots[end].made && !slots[end - 1].made && tied(slots, end);) end += 1;
      const run = slots.slice(at, end);
      // `QĐ387` is what others write with a blank.
      if (run.length > 1 && run.some(isNumber) && !(run.length === 2 && shorts.has(run[0].key) && !run[1].glue)) {
        unit += 1;
        for (const one of run) Object.assign(one, { unit, long: run.length >= WHOLE_NUMBER });
      }
    }
    return slots;
  };
  // What is said around a question is left out of it: `cho tôi hỏi bao giờ`. Only what is quoted is meant as it stands.
  const spoken = (slots) => {
    const isMarked = slots.some((one) => one.marks !== "0");
    const says = (one, word) => one && !one.phrase && (one.said[0] === word || (!isMarked && one.key === word.slice(0, -1)));
    const kept = [];
    let apart = false;
    for (let at = 0; at < slots.length; at += 1) {
      const saidAt = (from) => (phrase) => phrase.every((word, place) => says(slots[from + place], word));
      const found = (isMarked ? phrases : plain).find(saidAt(at));
      const isSlight = () => isMarked && !slots[at].phrase && small.has(slots[at].said[0]) && ![at, at - 1].some((from) => joined.some(saidAt(from)));
      if (found) at += found.length - 1;
      else kept.push({ ...slots[at], apart, slight: isSlight() });
      apart = Boolean(found);
    }
    const end = kept[kept.length - 1];
    if (kept.length > 2 && !end.phrase && (end.typed === "chưa" || (end.typed === "không" && kept.some((one) => one.typed === "có")))) kept.pop();
    // Of few words each may be half of another: `đất ở`, `thiết bị`.
    if (kept.filter((one) => !one.slight).length < FIRM) for (const one of kept) one.slight = false;
    return kept.length ? kept : slots;
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
    // What is copied from elsewhere holds signs that nobody sees.
    // And what a machine read off paper, letters for figures: `l2/KH-UBND`, `29/2O22`.
    const parts = text.normalize("NFC").replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "").replace(/([0-9])[oO](?=[0-9])/g, "$10")
      .replace(/(^|[\s/.0-9-])[lI](?=[0-9]+\/)/g, "$11").split(/["“”]/);
    const slots = parts.flatMap((part, place) => {
      const found = cut(part, place % 2 && place < parts.length - 1 ? place : 0);
      if (found.length) found[0].glue = "\n";
      return found;
    });
    // A petition may be cited by its figure before its year: `KN 42/2026`, `kiến nghị số 42 năm 2026`.
    const cited = figured(parted(spoken(slots)));
    const isSaid = (at, word) => (cited[at] && cited[at].key === word ? 1 : 0);
    for (let at = 1; at + 1 < cited.length; at += 1) {
      const from = at + isSaid(at, "so");
      const to = from + 1 + isSaid(from + 1, "nam");
      const [one, other] = [cited[from], cited[to]];
      const isPetition = isSaid(at - 1, "kn") || (isSaid(at - 1, "nghi") && isSaid(at - 2, "kien"));
      if (isPetition && other && !one.phrase && isNumber(one) && !year(one.key) && year(other.key) && (to > from + 1 || /^[/-]$/.test(other.glue)))
        cited.splice(at, to + 1 - at, { ...other, glue: one.glue }, { ...one, glue: "/" });
    }
    // The symbol of an official letter names no kind: `271/UBND-KT` is `công văn 271`.
    const meant = rewrite(cited).filter((one, at, all) => one.key !== "cv" || !all[at + 1] || !isNumber(all[at + 1]))
      .map((one, at, all) => (at && isHour(all[at - 1], at - 1, all) ? { ...one, apart: true } : one)).filter((one, at, all) => !isHour(one, at, all));
    const found = named(numbered(meant)).slice(0, MOST_WORDS);
    const end = found[found.length - 1];
    if (end && !end.made && !end.phrase && composed(text).endsWith(end.typed)) end.last = /^([^0-9]+|[0-9]{2,})$/.test(end.key) && (found.length > 1 || end.key.length > 1);
    return found;
  };

  return { parse, isNumber, isDate };
};
