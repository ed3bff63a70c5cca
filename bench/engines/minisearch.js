// MiniSearch with its index made beforehand; the whole index is fetched for the first question.
const loading = Promise.all([import("/bench/minisearch.mjs"), fetch("/bench/index.json").then((found) => found.text()), import("/bench/options.mjs")]);
const ready = loading.then(([{ default: MiniSearch }, index, { options }]) => MiniSearch.loadJSON(index, options));
const ask = async (question) => (await ready).search(question).slice(0, 5).map(({ id, title }) => ({ address: id, title }));
