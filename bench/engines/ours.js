// Our engine without our page; the script holds the table of contents, as the search page does.
const engine = ckEngine(ckAsking("/bench/search/", manifest));
const ask = async (question) => {
  const found = await engine.search(question);
  return Promise.all(found.hits.slice(0, 5).map((one) => engine.record(one)));
};
