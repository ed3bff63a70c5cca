// Whether a text is a page and no other file: only blanks of ASCII before its first mark.
const ckIsPage = (text) => /^[\t-\r ]*</.test(text);

// The words of a page that the register vouches for: those of marked elements, one line a block (register/FORMAT.md).
const ckProvedWords = (page) => {
  "use strict";
  const PHRASING = new Set(
    ("a abbr b bdi cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var").split(" "),
  );
  // What a page holds for others than its reader; of some of these, parsers make text or elements as they like.
  const SILENT = new Set("iframe noembed noframes noscript script style template textarea title xmp".split(" "));
  // What Python takes for a blank.
  const BLANKS = /(?:(?!\ufeff)[\s\u001c-\u001f\u0085])+/g;
  const pieces = [];
  const walk = (node, heard) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (heard) pieces.push(node.data.replace(BLANKS, " "));
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    const name = node.localName;
    if (SILENT.has(name) || node.hasAttribute("hidden") || node.getAttribute("aria-hidden") === "true") {
      if (!PHRASING.has(name)) pieces.push("\n");
      return;
    }
    const speaks = heard || node.hasAttribute("data-ck-proved");
    const edge = PHRASING.has(name) ? "" : "\n";
    pieces.push(edge);
    if (name === "img" && speaks) pieces.push(node.getAttribute("alt") ?? "");
    node.childNodes.forEach((child) => walk(child, speaks));
    pieces.push(edge);
  };
  walk(page.documentElement, false);
  const lines = pieces.join("").split("\n").map((line) => line.replace(BLANKS, " ").replace(/^ | $/g, ""));
  return lines.filter(Boolean).join("\n").normalize("NFC");
};
