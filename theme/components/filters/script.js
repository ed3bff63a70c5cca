// Filters the rows of the table that follows; what was chosen stays in the address.
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
  for (const room of document.querySelectorAll("[data-ck-filters]")) {
    const form = room.querySelector("form");
    const status = room.nextElementSibling;
    const table = status.nextElementSibling;
    if (!form || !table || !table.matches("table[data-ck-sort]")) continue;
    const rows = [...table.tBodies[0].rows];
    const fields = [...form.elements].filter((field) => field.name);
    const order = form.querySelector("[data-ck-order]");
    const folded = new Map();
    const words = (row) => folded.get(row) || folded.set(row, fold(row.textContent)).get(row);
    const filter = () => {
      const chosen = new URLSearchParams();
      for (const { name, value } of fields) if (value.trim()) chosen.set(name, value.trim());
      const wanted = fold(chosen.get("tu") || "").split(/\s+/);
      const keys = [...chosen].filter(([name]) => name !== "tu").map((pair) => pair.join(":"));
      let shown = 0;
      for (const row of rows) {
        const its = (row.dataset.ckKeys || "").split(" ");
        row.hidden = !(keys.every((key) => its.includes(key)) && wanted.every((word) => words(row).includes(word)));
        shown += !row.hidden;
      }
      const said = room.dataset.ckShown.replace("{shown}", shown).replace("{total}", rows.length);
      status.textContent = chosen.size ? said : "";
      history.replaceState(null, "", `${location.pathname}${chosen.size ? `?${chosen}` : ""}${location.hash}`);
    };
    [...table.tHead.rows[0].cells].forEach((head, at) => order.add(new Option(head.textContent.trim(), String(at))));
    table.addEventListener("sorted", ({ detail }) => { order.value = String(detail); });
    order.addEventListener("change", () => table.dispatchEvent(new CustomEvent("sort", { detail: order.value })));
    const asked = new URLSearchParams(location.search);
    for (const field of fields.filter(({ name }) => asked.has(name))) {
      const value = asked.get(field.name);
      field.value = value;
      // A value that no row has any more finds nothing, and says so.
      if (field.selectedIndex < 0) field.add(new Option(value, value, true, true));
    }
    room.hidden = form.hidden = false;
    for (const lists of room.querySelectorAll("nav")) lists.hidden = true;
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    // The fields are empty only after the event.
    form.addEventListener("reset", () => setTimeout(() => { filter(); order.dispatchEvent(new Event("change")); }));
    if (fields.some((field) => field.value)) { room.open = true; filter(); }
  }
});
