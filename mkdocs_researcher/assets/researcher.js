/* mkdocs-researcher: the script. It only improves what works without it.
 *
 * 1 BibTeX: buttons that copy and save an entry; 2 lists of papers: choosing by words, topic, year, type and code.
 * The words that it shows stand in attributes of the page, in the page's language. */
(() => {
  "use strict";

  /* ---- 1. BibTeX ---- */
  const button = (words, action) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "rs-btn";
    element.textContent = words;
    element.addEventListener("click", () => action(element));
    return element;
  };

  const save = (name, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/x-bibtex" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  /* Without a secure context (http on a machine of one's own) there is no clipboard: the entry is selected instead. */
  const copy = (pre, said, words, done) => {
    const select = () => getSelection().selectAllChildren(pre);
    const tell = () => {
      said.textContent = done;
      setTimeout(() => (said.textContent = words), 2000);
    };
    if (navigator.clipboard) navigator.clipboard.writeText(pre.textContent).then(tell, select);
    else select();
  };

  const keyOf = (text) => (/^\s*@\w+\s*[{(]\s*([^,\s]+)/.exec(text) || [])[1] || "paper";

  const addTools = (pre) => {
    const list = pre.closest("[data-rs-copied]");
    if (!list || pre.nextElementSibling) return;
    const words = list.dataset;
    const tools = document.createElement("div");
    tools.className = "rs-bibtex__tools";
    const copied = button(words.rsCopy, (self) => copy(pre, self, words.rsCopy, words.rsCopied));
    copied.setAttribute("aria-live", "polite");
    const file = () => `${keyOf(pre.textContent).replace(/[^\w.-]+/g, "-")}.bib`;
    tools.append(copied, button(words.rsSave, () => save(file(), pre.textContent)));
    pre.after(tools);
  };

  /* One listener for all: thousands of papers on a page cost nothing until one is opened. */
  document.addEventListener(
    "toggle",
    (event) => {
      const pre = event.target.open && event.target.querySelector?.("pre.rs-bibtex");
      if (pre) addTools(pre);
    },
    true,
  );

  /* ---- 2. Choosing from a list ---- */
  /* Letters that Unicode does not take apart. */
  const STROKES = { ß: "ss", ł: "l", ø: "o", đ: "d", ð: "d", ħ: "h", ı: "i", æ: "ae", œ: "oe", þ: "th" };

  const fold = (text) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[\u00df\u0142\u00f8\u0111\u00f0\u0127\u0131\u00e6\u0153\u00fe]/g, (letter) => STROKES[letter]);

  const wordsOf = (item) => {
    const parts = item.querySelectorAll(".rs-title, .rs-auth, .rs-venue, .rs-meta, .rs-side, .rs-pubs__tag, b");
    return fold(`${[...parts].map((part) => part.textContent).join(" ")} ${item.dataset.rsTags}`);
  };

  /* What is asked of each paper at every key stands beside it: reading attributes takes ten times as long. */
  const entryOf = (item) => {
    const { rsTopic: topic, rsYear: year, rsType: type, rsCode: code } = item.dataset;
    return { item, words: null, topic, year, type, code: code !== undefined };
  };

  /* A list and those that go on with it, each with the heading above it. */
  const partsOf = (form) => {
    const parts = [];
    let list = form.closest(".rs-list-papers");
    for (let next = list; next; next = next.nextElementSibling) {
      if (!next.classList.contains("rs-list-papers")) continue;
      if (next !== list && !("rsGoesOn" in next.dataset)) break;
      const above = next.previousElementSibling;
      const heading = next !== list && above && /^H[1-6]$/.test(above.tagName) ? above : null;
      /* Material has the table of contents twice: at the side, and in the drawer. */
      const links = heading?.id ? document.querySelectorAll(`.md-nav__link[href="#${CSS.escape(heading.id)}"]`) : [];
      const heads = [heading, ...[...links].map((link) => link.closest("li"))].filter(Boolean);
      const items = [...next.querySelectorAll("[data-rs-year]")].map(entryOf);
      parts.push({ items, heads, list: next, first: next === list });
    }
    return parts;
  };

  const AT_A_TIME = 50;
  const QUESTIONS = ["topic", "year", "type"];

  const start = (form, suffix) => {
    const parts = partsOf(form);
    const total = parts.reduce((sum, part) => sum + part.items.length, 0);
    const language = document.documentElement.lang || undefined;
    const output = form.querySelector(".rs-count");
    const reset = form.querySelector("[type=reset]");
    const value = (name) => form.elements[name]?.value || "";
    const names = ["words", ...QUESTIONS, "code"];

    const fits = (entry, wish) =>
      QUESTIONS.every((name) => !wish[name] || entry[name] === wish[name]) && (!wish.code || entry.code);

    /* The browser works a while on each paper that comes or goes: so many at a time that typing stays smooth. */
    let frame = 0;
    const toggle = (items) => {
      cancelAnimationFrame(frame);
      items.splice(0, AT_A_TIME).forEach((item) => (item.hidden = !item.hidden));
      if (items.length) frame = requestAnimationFrame(() => toggle(items));
    };

    /* What the first key would wait for is made ready while nobody waits. */
    const unread = parts.flatMap((part) => part.items);
    const prepare = (deadline) => {
      while (unread.length && deadline.timeRemaining() > 1) {
        const entry = unread.pop();
        entry.words ??= wordsOf(entry.item);
      }
      if (unread.length) requestIdleCallback(prepare);
    };

    const apply = () => {
      const wish = Object.fromEntries([...QUESTIONS, "words"].map((name) => [name, value(name)]));
      wish.code = form.elements.code?.checked ? "1" : "";
      const words = fold(wish.words).split(/\s+/).filter(Boolean);
      const changes = [];
      let shown = 0;
      for (const part of parts) {
        let here = 0;
        for (const entry of part.items) {
          let fit = fits(entry, wish);
          if (fit && words.length) {
            entry.words ??= wordsOf(entry.item);
            fit = words.every((word) => entry.words.includes(word));
          }
          if (entry.item.hidden === fit) changes.push(entry.item);
          here += fit;
        }
        for (const head of part.heads) head.hidden = !here;
        if (!part.first) part.list.hidden = !here;
        shown += here;
      }
      const [some, all] = [shown, total].map((number) => number.toLocaleString(language));
      output.textContent = output.dataset.rsWords.replace("{shown}", some).replace("{total}", all);
      reset.hidden = !names.some((name) => wish[name]);
      toggle(changes);
      return wish;
    };

    const remember = (wish) => {
      const address = new URL(location.href);
      for (const name of names) {
        if (wish[name]) address.searchParams.set(name + suffix, wish[name]);
        else address.searchParams.delete(name + suffix);
      }
      if (address.href !== location.href) history.replaceState(history.state, "", address);
    };

    const recall = () => {
      const asked = new URLSearchParams(location.search);
      for (const name of [...QUESTIONS, "words"]) {
        const field = form.elements[name];
        if (field && asked.has(name + suffix)) field.value = asked.get(name + suffix);
        if (field && !field.value && field.options) field.value = ""; /* a choice that is not there */
      }
      if (form.elements.code) form.elements.code.checked = asked.has(`code${suffix}`);
    };

    let waiting = 0;
    const later = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => remember(apply()), 60);
    };
    form.addEventListener("input", later);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => later());
    reset.addEventListener("click", () => form.elements.words.focus());
    const saver = form.querySelector("[data-rs-save]");
    const all = parts.flatMap((part) => part.items.map(({ item }) => item));
    const bibtexOf = (item) => item.querySelector("pre.rs-bibtex")?.textContent;
    saver.hidden = !all.some(bibtexOf);
    saver.addEventListener("click", () => {
      const texts = all.filter((item) => !item.hidden).map(bibtexOf).filter(Boolean);
      save(saver.dataset.rsSave, `${texts.join("\n\n")}\n`);
    });
    recall();
    apply();
    form.hidden = false;
    if (window.requestIdleCallback) requestIdleCallback(prepare);
  };

  /* A chip of the profile chooses the papers that it names, if the page has them. */
  const link = (chip, form) => {
    const { rsTopic: topic } = chip.dataset;
    const field = form.elements.topic;
    const known = [...(field?.options || field || [])].some((choice) => choice.value === topic);
    if (!known) return;
    let anchor = chip;
    if (chip.tagName !== "A") {
      anchor = document.createElement("a");
      for (const { name, value } of chip.attributes) anchor.setAttribute(name, value);
      anchor.append(...chip.childNodes);
      chip.replaceWith(anchor);
    }
    anchor.href = `?${new URLSearchParams({ topic })}`;
    anchor.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      form.reset();
      field.value = topic;
      form.dispatchEvent(new Event("input"));
      form.parentElement.scrollIntoView();
    });
  };

  const setUp = () => {
    document.querySelectorAll(".rs-paper-page pre.rs-bibtex").forEach(addTools);
    const forms = [...document.querySelectorAll("form.rs-filter[hidden]")];
    forms.forEach((form, index) => start(form, index ? index + 1 : ""));
    if (forms.length) document.querySelectorAll(".rs-chip[data-rs-topic]").forEach((chip) => link(chip, forms[0]));
    /* An address may lead to a paper that its own filter hides: then all are shown. */
    const target = location.hash.startsWith("#paper-") && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[hidden]")) document.querySelectorAll("form.rs-filter").forEach((form) => form.reset());
  };

  /* Material's instant navigation changes the page without loading it. */
  if (typeof document$ !== "undefined") document$.subscribe(setUp);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", setUp);
  else setUp();
})();
