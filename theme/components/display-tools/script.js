// Sets text size and colours before the first paint, and keeps the reader's choice on this device only.
(() => {
  "use strict";
  if ("ckFramed" in document.documentElement.dataset) return;
  const root = document.documentElement;
  const given = { size: "", theme: root.dataset.ckTheme || "", keys: "" };
  const attribute = { size: "ckSize", theme: "ckTheme", keys: "ckKeys" };
  const plain = { size: "100", theme: "auto", keys: "on" };
  // Storage throws where the browser keeps nothing, as in private windows.
  const kept = (name) => {
    try { return localStorage.getItem(`ck-${name}`); } catch { return null; }
  };
  const keep = (name, value) => {
    try { localStorage.setItem(`ck-${name}`, value); } catch { /* the choice lasts as long as the page */ }
  };
  const apply = (name, value) => {
    const wanted = value && value !== plain[name] ? value : given[name];
    if (wanted) root.dataset[attribute[name]] = wanted;
    else delete root.dataset[attribute[name]];
  };
  root.dataset.ckScript = "";
  for (const name of Object.keys(plain)) apply(name, kept(name));
  document.addEventListener("DOMContentLoaded", () => {
    for (const box of document.querySelectorAll("[data-ck-display] input")) {
      const name = box.name.replace("ck-", "");
      box.checked = box.value === (kept(name) || plain[name]);
      box.addEventListener("change", () => { keep(name, box.value); apply(name, box.value); });
    }
  });
})();
