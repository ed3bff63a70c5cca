// Sorts a table by a column: a button in each head where heads are seen, an event for other controls.
// Older WebKit forgets that a row shown as a card is a row; HTML does not allow the roles in the markup.
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  const { compare } = new Intl.Collator("vi", { numeric: true });
  const roles = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell" };
  for (const table of document.querySelectorAll(".ck-table")) {
    for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, td, th")]) {
      part.setAttribute("role", roles[part.localName] || (part.scope === "col" ? "columnheader" : "rowheader"));
    }
  }
  for (const table of document.querySelectorAll("table[data-ck-sort]")) {
    const heads = [...table.tHead.rows[0].cells];
    const body = table.tBodies[0];
    const given = [...body.rows];
    const said = document.createElement("p");
    said.className = "ck-visually-hidden";
    said.setAttribute("role", "status");
    table.after(said);
    const time = (row, at) => row.cells[at].querySelector("time[datetime]");
    const dated = heads.map((_, at) => given.some((row) => time(row, at)));
    // In a column of dates, words stand for no date.
    const key = (row, at) => (dated[at] ? (time(row, at) || {}).dateTime || "" : row.cells[at].textContent.trim());
    const sort = (at, down) => {
      const rows = given.map((row) => [key(row, at), row]);
      rows.sort(([one], [other]) => !one - !other || (down ? compare(other, one) : compare(one, other)));
      body.append(...rows.map(([, row]) => row));
      for (const head of heads) head.removeAttribute("aria-sort");
      heads[at].setAttribute("aria-sort", down ? "descending" : "ascending");
      const words = down ? table.dataset.ckDown : table.dataset.ckUp;
      said.textContent = words.replace("{column}", heads[at].textContent.trim());
      table.dispatchEvent(new CustomEvent("sorted", { detail: at }));
    };
    // A head that a phone hides must hold nothing that takes the focus.
    const dress = () => heads.forEach((head, at) => {
      const isSeen = getComputedStyle(table.tHead).position !== "absolute";
      if (isSeen === (head.firstElementChild !== null)) return;
      const text = head.textContent;
      if (!isSeen) { head.textContent = text; return; }
      const button = document.createElement("button");
      button.type = "button";
      button.className = "ck-table__sort";
      button.textContent = text;
      button.addEventListener("click", () => sort(at, head.getAttribute("aria-sort") === "ascending"));
      head.replaceChildren(button);
    });
    new ResizeObserver(dress).observe(table);
    table.addEventListener("sort", ({ detail }) => {
      if (detail !== "") { sort(Number(detail), false); return; }
      body.append(...given);
      said.textContent = "";
      for (const head of heads) head.removeAttribute("aria-sort");
    });
  }
});
