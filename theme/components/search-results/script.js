// Shows what the index finds. The address holds the question, so that Back brings the answer back.
(() => {
  "use strict";
  if (!ckAsked) return;
  const [FIRST, NEXT, LONGEST, REPEATED] = [5, 10, 300, 60];
  // How long to wait for another letter, for the next key of an input method, and until what was found is read out.
  const [LETTER, KEY, SPOKEN] = [120, 500, 1000];
  const { manifest } = ckAsked;
  const engine = ckEngine(ckAsked);
  // What is kept beside the address: how many results are shown, how far down, and whether it was asked for, not only typed so far.
  const state = () => history.state || { shown: NEXT, y: 0, isAsked: true };

  const read = () => {
    const given = new URLSearchParams(location.search);
    const chosen = {};
    for (const { name, values } of manifest.facets) {
      const known = given.getAll(name).filter((value) => Object.keys(values).includes(value));
      if (known.length) chosen[name] = known;
    }
    return { text: (given.get("q") || "").replace(/\s+/g, " ").trim().slice(0, LONGEST), chosen, order: given.get("sap-xep") === "ngay" ? "date" : "relevance" };
  };

  const room = document.querySelector("[data-ck-found]");
  const [status, voice, body] = room.children;
  const [side, results] = body.children;
  const [filters, clear] = side.children;
  const [, facets, look] = filters.children;
  const list = results.querySelector("ol");
  const order = results.querySelector("select");
  const next = room.querySelector("[data-ck-next]");
  const catalogue = document.querySelector("[data-ck-catalogue]");
  const root = document.querySelector("header a").href;
  const inputs = [...document.querySelectorAll("input[name=q]")];
  const title = document.title;
  let [turn, shownFor, speaking] = [0, "", 0];

  const make = (name, block, ...parts) => {
    const made = document.createElement(name);
    if (block) made.className = block;
    made.append(...parts);
    return made;
  };
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (gap, name) => (name in values ? values[name] : gap));
  const letTypefaceIn = () => { delete document.documentElement.dataset.ckAsking; };
  // Nobody wants to hear an answer to every letter; the same answer to another order is told again.
  const say = (words, spoken = words) => {
    if (status.textContent !== words) status.textContent = words;
    voice.textContent = "";
    clearTimeout(speaking);
    speaking = setTimeout(() => { voice.textContent = spoken; }, state().isAsked ? LETTER : SPOKEN);
  };
  // Old phones take a tenth of a second to load what the browser knows of numbers.
  const number = (count) => `${count}`.replace(/\B(?=(\d{3})+$)/g, ".");
  const dated = (iso) => {
    const [year, month, day] = iso.split("-");
    return day ? `${day}/${month}/${year}` : fill(month ? room.dataset.ckMonth : room.dataset.ckYear, { month, year });
  };

  // One box for each value that there is; they stay, so that the focus stays.
  const boxes = manifest.facets.flatMap(({ name, label, values }, at) => {
    // JavaScript puts keys that are numbers in their own order; the newest year comes first.
    const made = Object.entries(values).sort(([one], [other]) => (other - one) || 0).map(([value, text]) => {
      const box = make("input", "ck-search-results__box");
      Object.assign(box, { type: "checkbox", name, value, autocomplete: "off" });
      const count = make("span", "ck-search-results__count");
      const row = make("label", "ck-search-results__choice", box, text, " ", count);
      row.hidden = true;
      return { box, count, row };
    });
    const facet = make("details", "ck-search-results__facet", make("summary", "", label), make("fieldset", "ck-search-results__choices", make("legend", "ck-visually-hidden", label), ...made.map(({ row }) => row)));
    facet.open = at < 2;
    facet.hidden = true;
    facets.append(facet);
    return made.map((one) => ({ ...one, facet }));
  });
  // Counts cost a file for each part of the portal; one is cheap enough to open the filters where there is room.
  const size = manifest.segments.reduce((sum, { documents }) => sum + documents, 0);
  filters.open = size <= manifest.chunk && matchMedia("(min-width: 60em)").matches;

  const marked = (text, words, title, length) => engine.excerpt(text, words, title, length)
    .map(([piece, isMarked]) => (isMarked ? make("mark", "ck-search-results__mark", piece) : piece.replace(/\n/g, " · ")));
  const entry = (record, words) => {
    const link = make("a", "ck-search-results__link", ...marked(record.title, words, "", 4 * record.title.length));
    link.href = root + record.address.replace(/^\//, "");
    const facts = [record.kind, record.title.includes(record.number) ? "" : record.number, record.date && dated(record.date)].filter(Boolean);
    const item = make("li", "ck-search-results__item", link, make("p", "ck-search-results__facts", ...facts.map((fact) => make("span", "", ...marked(fact, words, "", 4 * fact.length)))));
    // A title that is the beginning of its text is not told twice.
    const told = record.title.replace(/…$/, "");
    const text = record.text.startsWith(told) ? record.text.slice(told.length).replace(/^[^]{0,2}\n/, "") : record.text;
    if (text) item.append(make("p", "ck-search-results__excerpt", ...marked(text, words, record.title)));
    return item;
  };

  const tell = ({ text, chosen, order: by }, found) => {
    const isFiltered = Object.keys(chosen).length > 0;
    const wider = found.total ? found.widened : null;
    const isMixed = !isFiltered && found.full < found.total;
    const key = found.total ? `Results${isFiltered ? "Filtered" : isMixed ? "Mixed" : ""}` : `None${found.unfiltered ? "Filtered" : ""}`;
    const isOther = found.isLacking || wider;
    const words = room.dataset[found.isLacking ? "ckNearest" : wider ? "ckWidenedResults" : `ck${key}`];
    const before = wider ? `${fill(room.dataset[wider.isLost ? "ckWidened" : "ckInstead"], wider)} ` : "";
    const filtered = isOther && isFiltered ? ` ${room.dataset.ckChosen}` : "";
    const after = isMixed && found.full && by === "date" ? ` ${room.dataset.ckFullFirst}` : "";
    const query = text.length > REPEATED ? `${text.slice(0, REPEATED)}…` : text;
    const told = before + fill(words, { count: number(found.total), full: number(found.full), query }) + filtered + after;
    say(told, by === "date" ? `${told} ${order.selectedOptions[0].text}` : told);
  };

  const choose = ({ chosen, order: by }) => {
    for (const { box, facet } of boxes) {
      box.checked = (chosen[box.name] || []).includes(box.value);
      if (box.checked) facet.open = true;
    }
    clear.hidden = !Object.keys(chosen).length;
    order.value = by === "date" ? "1" : "";
  };
  // The counts are fetched only when the filters are open.
  let latest = null;
  const count = async () => {
    const found = latest;
    if (!found || !filters.open) return;
    look.hidden = !found.total;
    look.textContent = fill(room.dataset.ckLook, { count: number(found.total) });
    const counts = await found.facets.catch(() => null);
    if (found !== latest) return;
    // Who opens the filters again tries again.
    facets.firstElementChild.hidden = Boolean(counts);
    if (!counts) return;
    for (const { box, count: shown, row } of boxes) {
      const hits = (counts[box.name] || {})[box.value] || 0;
      shown.textContent = `(${number(hits)})`;
      row.hidden = !hits && !box.checked && box !== document.activeElement;
    }
    for (const { facet } of boxes) facet.hidden = boxes.every((one) => one.facet !== facet || one.row.hidden);
  };
  filters.addEventListener("toggle", count);

  // Returns whether the answer is there; what was shown of it before stays when more of it cannot be fetched.
  const show = async (y = null, isMore = false) => {
    const asked = read();
    choose(asked);
    shownFor = location.search;
    // Counts that come late are of no answer that is shown.
    if (!isMore) latest = null;
    const mine = ++turn;
    const isLate = () => mine !== turn;
    let isShown = false;
    document.title = asked.text ? fill(room.dataset.ckTitle, { query: asked.text, title }) : title;
    history.scrollRestoration = asked.text ? "manual" : "auto";
    if (!asked.text) { letTypefaceIn(); say(""); clear.hidden = body.hidden = true; catalogue.hidden = false; return true; }
    const waiting = setTimeout(() => { if (!isLate()) say(room.dataset.ckWaiting); }, 400);
    try {
      const found = await engine.search(asked.text, asked.chosen, asked.order);
      if (isLate()) return true;
      const shown = found.hits.slice(0, state().shown);
      // On a slow line the first five come at once, the others behind them.
      const steps = list.children.length || shown.length <= FIRST ? [shown.length] : [FIRST, shown.length];
      for (const step of steps) {
        const records = await Promise.all(shown.slice(0, step).map((id) => engine.record(id)));
        if (isLate()) return true;
        list.replaceChildren(...records.map((record) => entry(record, found.words)));
        isShown = true;
        clearTimeout(waiting);
        tell(asked, found);
        body.hidden = !found.total && clear.hidden;
        results.hidden = !found.total;
        catalogue.hidden = found.total > 0;
      }
      next.hidden = found.total <= shown.length;
      next.textContent = fill(room.dataset.ckMore, { count: Math.min(NEXT, found.total - shown.length) });
      if (y !== null) scrollTo(0, y);
      latest = found;
      count();
      return true;
    } catch {
      if (isLate()) return true;
      if (isMore || isShown) {
        say(room.dataset.ckMoreFailed);
        next.textContent = status.textContent;
        next.hidden = false;
        history.replaceState({ ...state(), shown: list.children.length }, "");
      } else {
        say(room.dataset.ckFailed);
        body.hidden = true;
        catalogue.hidden = false;
      }
      return false;
    } finally {
      if (!isLate()) letTypefaceIn();
      clearTimeout(waiting);
    }
  };

  // What was asked for stays in the history; what is typed takes the place of what was typed before.
  let lastAsked = read().text;
  const go = (text, chosen, by, isAsked = true) => {
    const given = new URLSearchParams();
    if (text.trim()) {
      given.set("q", text.trim());
      if (isAsked) lastAsked = text.trim();
      // Without a question nobody would see what is chosen.
      for (const box of chosen) given.append(box.name, box.value);
      if (by) given.set("sap-xep", "ngay");
    }
    const address = `${location.pathname}${`${given}` ? `?${given}` : ""}`;
    const isNew = address !== location.pathname + location.search;
    // Neither what is typed so far nor a box that was only emptied is worth coming back to.
    const isKept = state().isAsked ? isAsked || read().text : isAsked && read().text;
    if (isNew) history[isKept ? "pushState" : "replaceState"]({ shown: NEXT, y: 0, isAsked }, "", address);
    else if (isAsked) history.replaceState({ ...state(), isAsked }, "");
    // The same question once more is a second try.
    if (isNew || isAsked) show();
  };
  const checked = () => boxes.map(({ box }) => box).filter((box) => box.checked);
  const typed = (input) => {
    for (const other of inputs) if (other !== input) other.value = input.value;
    return input.value;
  };

  // One letter asks for nothing yet; and whoever empties the box can go back to the answer, but not to what was left of its question.
  const whileTyping = (input) => {
    const text = typed(input);
    const isShort = /^\D?$/u.test(text.normalize("NFC").trim());
    if (isShort && !read().text) return;
    go(isShort ? "" : text, checked(), order.value, isShort && !lastAsked.startsWith(read().text));
  };

  let typing = 0;
  for (const input of inputs) {
    // What somebody types while this script is on its way stays.
    if (input === document.activeElement && input.value) typing = setTimeout(() => whileTyping(input), LETTER);
    else input.value = read().text || input.value;
    // A phone's keyboard composes every word, and none is at an end before the next begins.
    const soon = ({ isComposing }) => {
      clearTimeout(typing);
      typing = setTimeout(() => whileTyping(input), isComposing ? KEY : LETTER);
    };
    input.addEventListener("input", soon);
    input.addEventListener("compositionend", soon);
    input.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(typing);
      go(typed(input), checked(), order.value);
      // A phone takes its keyboard away, which hides what was found.
      if (matchMedia("(pointer: coarse)").matches) input.blur();
    });
  }
  for (const one of [filters, order]) one.addEventListener("change", () => go(read().text, checked(), order.value));
  clear.addEventListener("click", () => {
    go(read().text, [], order.value);
    filters.firstElementChild.focus();
  });
  // On a phone the answer lies behind all that can be chosen.
  look.addEventListener("click", () => {
    filters.open = false;
    room.scrollIntoView();
    const first = list.querySelector("a");
    if (first) first.focus();
  });
  next.addEventListener("click", async () => {
    const { shown } = state();
    history.replaceState({ ...state(), shown: shown + NEXT }, "");
    await show(null, true);
    const first = list.children[shown];
    if (first) first.querySelector("a").focus();
  });

  const keep = () => history.replaceState({ ...state(), y: scrollY }, "");
  let scrolling = 0;
  addEventListener("scroll", () => { clearTimeout(scrolling); scrolling = setTimeout(keep, 250); }, { passive: true });
  list.addEventListener("click", keep);
  // Without an answer nothing was scrolled yet.
  addEventListener("pagehide", () => { if (latest) keep(); });
  addEventListener("popstate", () => {
    clearTimeout(scrolling);
    // A link within the page is an entry of its own, of the same answer.
    if (!history.state && location.search === shownFor) {
      history.replaceState({ shown: Math.max(NEXT, list.children.length), y: scrollY, isAsked: true }, "");
      return;
    }
    for (const input of inputs) input.value = read().text;
    if (state().isAsked) lastAsked = read().text;
    show(state().y);
  });
  show(state().y || null);
})();
