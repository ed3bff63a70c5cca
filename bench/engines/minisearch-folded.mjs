// The same with accents folded on both sides, which its maintainer leaves to `processTerm`.
const fold = (term) => term.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
export const options = {
  fields: ["title", "text"], storeFields: ["title"], processTerm: fold,
  searchOptions: { boost: { title: 2 }, prefix: true, fuzzy: 0.2, processTerm: fold },
};
