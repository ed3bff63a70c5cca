// Pagefind as its documentation shows it: the first five results are fetched at once.
const loading = import("/pagefind/pagefind.js");
const ask = async (question) => {
  const pagefind = await loading;
  const found = await pagefind.search(question);
  const records = await Promise.all(found.results.slice(0, 5).map((one) => one.data()));
  return records.map(({ url, meta }) => ({ address: url, title: meta.title }));
};
