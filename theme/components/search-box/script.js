// The key "/" goes to the search box; who enters one gets the script of search, which fetches ahead what is typed.
(() => {
  "use strict";
  // The script of search holds this too, and may come to a page that has it already.
  if ("ckFramed" in document.documentElement.dataset) return;
  document.documentElement.dataset.ckFramed = "";
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.documentElement.dataset.ckKeys === "off") return;
    if (target.closest("input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]")) return;
    event.preventDefault();
    document.querySelector("input[type=search][name=q]").select();
  });
  const start = ({ target }) => {
    if (target.name !== "q" || !target.form.dataset.ckStart) return;
    document.removeEventListener("focusin", start);
    // Who saves data pays for what was asked, and not for what was only typed.
    if (navigator.connection && navigator.connection.saveData) return;
    for (const src of [target.form.dataset.ckStart, target.form.dataset.ckThen])
      document.head.append(Object.assign(document.createElement("script"), { src, async: false }));
  };
  document.addEventListener("focusin", start);
})();
