// On pages that are not the search page: what a question needs is fetched while it is typed, so that its answer is at hand.
(() => {
  "use strict";
  if (!document.querySelector("form[data-ck-start]")) return;
  const [PAUSE, LEAST, SHOWN] = [400, 3, 3];
  const folder = new URL("search/", document.currentScript.src).href;
  // Asked for anew: the manifest keeps its address, and names what is kept for ever.
  const opened = fetch(`${folder}manifest.json`, { cache: "no-cache" }).then((found) => found.json())
    .then((manifest) => ckEngine(ckAsking(folder, manifest)));
  opened.catch(() => {});
  const ahead = async (text) => {
    const engine = await opened;
    const { hits } = await engine.search(text);
    await Promise.all(hits.slice(0, SHOWN).map((id) => engine.record(id)));
  };
  // A word is asked for when the next one begins, the last one when nothing more comes.
  let [typing, asked] = [0, ""];
  const ask = (text) => {
    if (text.length < LEAST || text === asked) return;
    asked = text;
    // What cannot be fetched now, the search page will tell.
    ahead(text).catch(() => {});
  };
  const typed = ({ value }) => {
    clearTimeout(typing);
    ask((value.match(/^.*[\s/-]/) || [""])[0].trimStart());
    typing = setTimeout(() => ask(value.trim()), PAUSE);
  };
  document.addEventListener("input", ({ target }) => { if (target.form && target.form.dataset.ckStart) typed(target); });
  const entered = document.activeElement;
  if (entered && entered.name === "q") typed(entered);
})();
