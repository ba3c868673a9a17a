/* mkdocs-researcher: the script. It only improves what works without it.
 *
 * 1 BibTeX: buttons that copy and save an entry; 2 lists of papers: choosing by words, topic, year, type, member,
 * project and code.
 * The words that it shows stand in attributes of the page, in the page's language. */
(() => {
  "use strict";

  /* Some themes load each script twice. */
  if (window.mkdocsResearcher) return;
  window.mkdocsResearcher = true;

  /* ---- 1. BibTeX ---- */
  const button = (words, action) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "rs-link";
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

  const fileOf = (pre) => `${keyOf(pre.textContent).replace(/[^\w.-]+/g, "-")}.bib`;

  const addTools = (pre) => {
    const list = pre.closest("[data-rs-copied]");
    if (!list || pre.nextElementSibling) return;
    const words = list.dataset;
    const tools = document.createElement("div");
    tools.className = "rs-bibtex__tools";
    const copied = button(words.rsCopy, (self) => copy(pre, self, words.rsCopy, words.rsCopied));
    copied.setAttribute("aria-live", "polite");
    tools.append(copied, button(words.rsSave, () => save(fileOf(pre), pre.textContent)));
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
    const { rsTopic, rsYear, rsType, rsMember, rsProject, rsCode } = item.dataset;
    const values = (text) => (text ? text.split("\t") : []);
    return {
      item,
      shown: !item.hidden,
      words: null,
      topic: values(rsTopic),
      year: values(rsYear),
      type: values(rsType),
      member: values(rsMember),
      project: values(rsProject),
      code: rsCode === undefined ? [] : ["1"],
    };
  };

  /* Long lists come in pieces; see .rs-some in the style sheet. */
  const piecesOf = (list) => {
    const pieces = [...list.querySelectorAll(".rs-some")];
    return (pieces.length ? pieces : [list]).map((element) => ({
      element: pieces.length ? element : null,
      entries: [...element.querySelectorAll("[data-rs-year]")].map(entryOf),
    }));
  };

  /* The element of a heading that shows how many papers are below it. */
  const noteOf = (heading) => heading?.querySelector("[data-rs-note]") || heading;

  /* A heading, and its links in the table of contents: Material has it twice, at the side and in the drawer. */
  const headsOf = (heading) => {
    const links = heading?.id ? document.querySelectorAll(`.md-nav__link[href="#${CSS.escape(heading.id)}"]`) : [];
    return [heading, ...[...links].map((link) => link.closest("li"))].filter(Boolean);
  };

  const headingAbove = (element) => {
    const above = element?.previousElementSibling;
    return above && /^H[1-6]$/.test(above.tagName) ? above : null;
  };

  /* A list and those that go on with it, each with the heading above it, and with the group of lists that have a
     further heading in common. */
  const partsOf = (form) => {
    const parts = [];
    let group = null;
    let list = form.closest(".rs-list-papers");
    for (let next = list; next; next = next.nextElementSibling) {
      if (!next.classList.contains("rs-list-papers")) continue;
      if (next !== list && !("rsGoesOn" in next.dataset)) break;
      const heading = next !== list ? headingAbove(next) : null;
      const higher = headingAbove(heading);
      if (higher) group = { heads: headsOf(higher), note: noteOf(higher), shown: 0 };
      const pieces = piecesOf(next);
      parts.push({ pieces, heads: headsOf(heading), note: noteOf(heading), list: next, first: next === list, group });
    }
    return parts;
  };

  const QUESTIONS = ["topic", "year", "type", "member", "project", "code"];
  const NAMES = ["words", ...QUESTIONS];

  /* What the filter knows in numbers: the count of each answer follows all the other answers. */
  const tally = (entry, wish, counts) => {
    const missed = QUESTIONS.filter((name) => wish[name] && !entry[name].includes(wish[name]));
    if (missed.length > 1) return false;
    for (const name of missed.length ? missed : QUESTIONS) {
      const some = counts[name];
      some.set("", (some.get("") || 0) + 1); /* "All" */
      for (const value of entry[name]) some.set(value, (some.get(value) || 0) + 1);
    }
    return !missed.length;
  };

  /* The places where the counts stand: in a pill, or in brackets at the end of a choice. */
  const countersOf = (form) =>
    [...form.querySelectorAll("[type=radio], [type=checkbox], option")].flatMap((field) => {
      const small = field.tagName === "OPTION" ? null : field.parentElement.querySelector("small");
      const [, words] = (small ? null : /^(.*\()[^()]*\)$/s.exec(field.textContent)) || [];
      if (!small && !words) return [];
      const write = (text) => (small ? (small.textContent = text) : (field.textContent = `${words}${text})`));
      const text = small ? small.textContent : field.textContent.slice(words.length, -1);
      return [{ name: field.name || field.parentElement.name, value: field.value, text, write }];
    });

  const start = (form, suffix) => {
    const parts = partsOf(form);
    const entries = parts.flatMap((part) => part.pieces.flatMap((piece) => piece.entries));
    const written = new Intl.NumberFormat(document.documentElement.lang || undefined);
    const output = form.querySelector(".rs-count");
    const said = form.querySelector(".rs-filter__said");
    const reset = form.querySelector("[type=reset]");
    const counters = countersOf(form);

    /* What the first key would wait for is made ready while nobody waits. */
    const unread = [...entries];
    const prepare = (deadline) => {
      while (unread.length && deadline.timeRemaining() > 1) {
        const entry = unread.pop();
        entry.words ??= wordsOf(entry.item);
      }
      if (unread.length) requestIdleCallback(prepare);
    };

    const answers = () => {
      const wish = Object.fromEntries(NAMES.map((name) => [name, form.elements[name]?.value || ""]));
      wish.code = form.elements.code?.checked ? "1" : "";
      return wish;
    };

    const hasWords = (entry, words) => {
      if (words.length) entry.words ??= wordsOf(entry.item);
      return words.every((word) => entry.words.includes(word));
    };

    const showPiece = ({ element, entries: some }, fitting) => {
      let here = 0;
      for (const entry of some) {
        const fit = fitting(entry);
        if (entry.shown !== fit) entry.item.hidden = !(entry.shown = fit);
        here += fit;
      }
      if (element && element.dataset.rsShown !== `${here}`) {
        element.dataset.rsShown = here;
        element.hidden = !here;
        element.style.setProperty("--rs-n", here);
        element.classList.toggle("rs-some--cut", here < some.length);
      }
      return here;
    };

    const write = (counts) => {
      for (const counter of counters) {
        const text = written.format(counts[counter.name].get(counter.value) || 0);
        if (text !== counter.text) counter.write((counter.text = text));
      }
    };

    /* A heading says how many papers are below it, and is hidden when there are none. */
    const head = ({ heads, note }, count) => {
      for (const element of heads) element.hidden = !count;
      if (!note?.dataset.rsNote) return;
      const { rsOne, rsMany } = output.dataset;
      note.dataset.rsNote = count === 1 ? rsOne : rsMany.replace("{n}", written.format(count));
    };

    /* Choices keep their width when their numbers get shorter. */
    const hold = () => {
      for (const field of form.querySelectorAll("select:not([style])")) {
        field.style.minWidth = `min(100%, ${field.offsetWidth}px)`;
      }
    };

    const apply = () => {
      const wish = answers();
      const words = fold(wish.words).split(/\s+/).filter(Boolean);
      const counts = Object.fromEntries(QUESTIONS.map((name) => [name, new Map()]));
      const fitting = (entry) => hasWords(entry, words) && tally(entry, wish, counts);
      const groups = new Set(parts.map((part) => part.group).filter(Boolean));
      for (const group of groups) group.shown = 0;
      let shown = 0;
      for (const part of parts) {
        const here = part.pieces.reduce((sum, piece) => sum + showPiece(piece, fitting), 0);
        head(part, here);
        if (!part.first) part.list.hidden = !here;
        if (part.group) part.group.shown += here;
        shown += here;
      }
      for (const group of groups) head(group, group.shown);
      write(counts);
      const [some, all] = [shown, entries.length].map(written.format);
      const number = document.createElement("b");
      number.textContent = some;
      const [before, after] = output.dataset.rsWords.replace("{total}", all).split("{shown}");
      output.replaceChildren(before, number, after);
      said.textContent = shown ? "" : said.dataset.rsNone;
      reset.hidden = !NAMES.some((name) => wish[name]);
    };

    /* A chip leads to "topic", and people write "category". */
    const asked = (query, name) =>
      query.get(name + suffix) || (name === "topic" && query.get(`category${suffix}`)) || "";

    const remember = () => {
      const wish = answers();
      const address = new URL(location.href);
      const query = address.searchParams;
      for (const name of [...NAMES, "category"]) {
        if (wish[name]) query.set(name + suffix, wish[name]);
        else if (query.has(name + suffix)) query.delete(name + suffix);
      }
      if (address.href !== location.href) history.replaceState(history.state, "", address);
    };

    /* What the address asks for; gives what no paper here has. */
    const recall = () => {
      const query = new URLSearchParams(location.search);
      return NAMES.map((name) => {
        const value = asked(query, name);
        const field = form.elements[name];
        const has = (answer) => fold(answer) === fold(value);
        if (!value) return "";
        if (name === "words") field.value = value;
        else if (!field) return entries.some((entry) => entry[name].some(has)) ? "" : name === "code" ? name : value;
        else if (name === "code") field.checked = value !== "0";
        else {
          const choices = [...(field.options || field)];
          const meant =
            choices.find((choice) => choice.value === value) ||
            choices.find((choice) => has(choice.value) || choice.dataset.rsId === value);
          if (!meant) return value.slice(0, 60);
          field.value = meant.value;
        }
        return "";
      }).filter(Boolean);
    };

    /* To change the address the browser walks through all of the page, so it follows when the typing pauses. */
    let waiting = 0;
    let pause = 0;
    const later = (event) => {
      const typed = event?.target === form.elements.words;
      clearTimeout(waiting);
      clearTimeout(pause);
      waiting = setTimeout(() => {
        hold();
        apply();
        if (typed) pause = setTimeout(remember, 600);
        else remember();
      }, 60);
    };
    form.addEventListener("input", later);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => later());
    form.elements.words.addEventListener("change", remember); /* the field is left */
    reset.addEventListener("click", () => form.elements.words.focus());
    const saver = form.querySelector("[data-rs-save]");
    const bibtexOf = ({ item }) => item.querySelector("pre.rs-bibtex")?.textContent;
    saver.hidden = !entries.some(bibtexOf);
    saver.addEventListener("click", () => {
      const texts = entries.filter((entry) => entry.shown).map(bibtexOf).filter(Boolean);
      save(saver.dataset.rsSave, `${texts.join("\n\n")}\n`);
    });
    const strange = recall();
    apply();
    form.hidden = false;
    if (location.search) remember();
    if (strange.length) said.textContent = said.dataset.rsStrange.replace("{values}", strange.join(", "));
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

  /* A "%" that starts no escape is part of the id. */
  const fragment = () => {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return location.hash.slice(1);
    }
  };

  const setUp = () => {
    document.querySelectorAll(".rs-paper-page pre.rs-bibtex").forEach((pre) => {
      addTools(pre);
      const saver = document.querySelector("[data-rs-save-entry]");
      saver.hidden = false;
      saver.onclick = () => save(fileOf(pre), pre.textContent);
    });
    /* Of the place that a page of a paper keeps for its picture, a small one needs little. */
    document.querySelectorAll('.rs-wide img:not([src*=".svg"])').forEach(async (image) => {
      await image.decode().catch(() => {});
      if (image.naturalHeight < 240) image.parentElement.style.minHeight = 0;
    });
    /* A short video plays while the pointer is over it, unless the visitor wants no motion. */
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    document.querySelectorAll(".rs-fig video").forEach((video) => {
      video.onpointerenter = ({ pointerType }) => isStill || pointerType !== "mouse" || video.play().catch(() => {});
      video.onpointerleave = () => video.pause();
    });
    const forms = [...document.querySelectorAll("form.rs-filter[hidden]")];
    forms.forEach((form, index) => start(form, index ? index + 1 : ""));
    if (forms.length) document.querySelectorAll(".rs-topic[data-rs-topic]").forEach((chip) => link(chip, forms[0]));
    /* An address may lead to a paper that its own filter hides: then all are shown. */
    const target = location.hash.startsWith("#paper-") && document.getElementById(fragment());
    if (target && target.closest("[hidden]")) document.querySelectorAll("form.rs-filter").forEach((form) => form.reset());
  };

  /* The title of a paper moves from the list to its page and back, where browsers animate the change of pages. */
  const move = (event) => {
    const { entry, from } = event.activation || window.navigation?.activation || {};
    const other = event.viewTransition && (event.type === "pageswap" ? entry : from)?.url;
    const link = other && [...document.querySelectorAll(".rs-title a")].find((title) => title.href === other);
    if (link) link.style.viewTransitionName = "rs-title";
    if (link) event.viewTransition.finished.then(() => (link.style.viewTransitionName = ""));
  };
  addEventListener("pageswap", move);
  addEventListener("pagereveal", move);

  /* Material's instant navigation changes the page without loading it. */
  if (typeof document$ !== "undefined") document$.subscribe(setUp);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", setUp);
  else setUp();
})();
