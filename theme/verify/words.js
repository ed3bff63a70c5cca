// The words of a page that the register vouches for: those of marked elements, one line a block (register/FORMAT.md).
const ckWords = (page) => {
  "use strict";
  const PHRASING = new Set(
    ("a abbr b bdi cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var").split(" "),
  );
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
    if (name === "script" || name === "style" || node.hasAttribute("hidden") || node.getAttribute("aria-hidden") === "true") {
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
