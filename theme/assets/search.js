// Finds records by words without marks; the catalogue below stays when this script does not run.
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  const room = document.querySelector("[data-ck-search]");
  if (!room) return;
  const status = room.querySelector("[data-ck-status]");
  const list = room.querySelector("[data-ck-list]");
  const input = document.querySelector("main input[name=q]");

  const fold = (text) =>
    text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").normalize("NFC");
  const words = (text) => fold(text).split(/[\s,;:"“”()]+/u).filter(Boolean);

  // A word of the title counts most; the same words with the reader's own marks come first.
  const score = (record, query, typed) => {
    if (!query.every((word) => record.folded.includes(word))) return 0;
    const title = fold(record.title);
    let points = 1;
    for (const word of query) if (title.includes(word)) points += 4;
    if (record.folded.includes(query.join(" "))) points += 6;
    if (`${record.title} ${record.text}`.toLowerCase().includes(typed)) points += 8;
    return points;
  };

  const entry = (record, base) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = base + record.href.slice(1);
    link.textContent = record.title;
    const meta = document.createElement("p");
    meta.textContent = [record.kind, record.date].filter(Boolean).join(" · ");
    item.className = "ck-record-list__item";
    const lead = document.createElement("p");
    lead.textContent = record.lead;
    item.append(link, ...(record.lead ? [lead] : []), meta);
    return item;
  };

  const show = (records, text, base) => {
    const query = words(text);
    const typed = text.trim().toLowerCase().normalize("NFC");
    const found = records
      .map((record) => [score(record, query, typed), record])
      .filter(([points]) => points > 0)
      .sort((one, other) => other[0] - one[0]);
    const message = found.length ? room.dataset.ckResults : room.dataset.ckNone;
    status.textContent = message.replace("{count}", String(found.length)).replace("{query}", text);
    const results = document.createElement("ul");
    results.className = "ck-record-list";
    results.append(...found.map(([, record]) => entry(record, base)));
    list.replaceChildren(results);
  };

  const text = new URLSearchParams(location.search).get("q") || "";
  if (!text.trim()) return;
  for (const box of document.querySelectorAll("input[name=q]")) box.value = text;
  const address = new URL(room.dataset.ckIndex, location.href);
  const base = new URL("../", address).href;
  fetch(address)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
    .then((records) => {
      show(records, text, base);
      input.addEventListener("input", () => input.value.trim() && show(records, input.value, base));
    })
    .catch(() => { status.textContent = room.dataset.ckFailed; });
});
