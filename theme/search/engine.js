// Reads the index that `congkhai.search` writes; its FORMAT.md tells what is read here.
// Old phones must be able to read these scripts as a whole: no lookbehind, no modules, no streams.
const ckEngine = (asking) => {
  "use strict";
  const { WORD, fold, lowered } = ckWords;
  const { manifest, files, parse, isNumber, isDate } = asking;
  const { total, valuesOf, record } = files;
  const judge = ckRanking(asking);
  const widen = ckSpelling(files, judge);

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

  // What was put right, as the best hit writes it.
  const spelled = async (found) => {
    const shown = await record(found.place[found.hits[0]]);
    const all = lowered(`${shown.title}\n${shown.text}`).match(WORD) || [];
    return found.to.split(" ").map((key) => all.find((word) => fold(word).slice(0, -1) === key) || key).join(" ");
  };
  const nothing = () => ({ hits: [], total: 0, facets: Promise.resolve({}), words: [], widened: null, full: 0, unfiltered: 0, isLacking: false });

  const search = async (text, chosen = {}, order = "relevance") => {
    const slots = parse(text);
    if (!slots.length || !total) return nothing();
    let found = await judge(slots);
    let widened = null;
    if (found.missing.length || !found.complete) {
      // What was found stands without the list of all words, too.
      const wider = await widen(found).catch(() => null);
      if (wider) {
        found = wider;
        widened = { from: wider.from, to: await spelled(wider), isLost: wider.isLost };
      }
    }
    const { hits } = found;
    const full = hits.filter(found.hasAll).length;
    const isFiltered = Object.values(chosen).some((one) => one.length);
    let shown = isFiltered ? counted(hits, chosen, await valuesOf(hits)).kept : hits;
    // What has every word goes before what is near.
    if (order === "date") shown = [...shown].sort((one, other) => found.hasAll(other) - found.hasAll(one) || other - one);
    const typed = found.slots.filter((one) => !one.slight).flatMap((one, at) => [
      { key: one.key, marks: one.any ? "" : one.marks, unfinished: one.open, of: one.long ? -2 - one.unit : -1, row: one.long && 2, bare: isNumber(one) && !one.unit },
      // Of a number the words of its symbol are shown by it alone.
      ...((!one.long && one.written) || []).flatMap((run) => run.map((key) => ({ key, marks: "", unfinished: false, of: at, row: run.length }))),
      ...(one.made ? one.said.map((word) => ({ key: word.slice(0, -1), marks: word.slice(-1), unfinished: false, of: at, row: isDate(one) ? 2 : one.said.length })) : []),
    ]);
    // The values that the counts need are fetched only when somebody looks at them.
    let counts = null;
    return {
      hits: shown.map((document) => found.place[document]),
      total: shown.length,
      unfiltered: hits.length,
      get facets() {
        counts = counts || valuesOf(hits).then((of) => counted(hits, chosen, of).facets);
        counts.catch(() => { counts = null; });
        return counts;
      },
      words: typed,
      widened,
      full,
      isLacking: shown.length > 0 && !full,
    };
  };

  return { search, record, excerpt: ckExcerpt };
};
