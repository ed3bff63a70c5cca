// As its documentation suggests for a site: beginnings of words, one typo, the title above the text.
export const options = {
  fields: ["title", "text"], storeFields: ["title"],
  searchOptions: { boost: { title: 2 }, prefix: true, fuzzy: 0.2 },
};
