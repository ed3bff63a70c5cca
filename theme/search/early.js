// On the search page: what the question in the address needs is asked for in the head, beside the page and the other script.
const ckAsked = (() => {
  "use strict";
  const data = document.querySelector("[data-ck-manifest]");
  if (!data) return null;
  const { dataset } = document.documentElement;
  let asked = null;
  try {
    asked = ckAsking(new URL(data.dataset.ckIndex, location.href).href, JSON.parse(data.textContent));
  } catch (error) {
    dataset.ckSearchless = "";
    return asked;
  }
  const slots = asked.parse((new URLSearchParams(location.search).get("q") || "").trim());
  if (!slots.length) return asked;
  // What does not come is asked for again, and told then.
  asked.gather(slots).catch(() => {});
  // Without the other script nothing answers, and the page says so.
  addEventListener("error", ({ target }) => { if (/\/results\.js/.test(target.src)) dataset.ckSearchless = ""; }, true);
  // The typeface would share the line with the answer; whoever comes from a page of ours, or back to this one, has it already.
  if (!history.state && !document.referrer.startsWith(location.origin)) dataset.ckAsking = "";
  // Where no answer comes, or the other script does not, the typeface does all the same.
  setTimeout(() => { delete dataset.ckAsking; }, 8000);
  return asked;
})();
