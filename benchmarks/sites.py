"""Sites to measure: invented papers and pages, the same at every run.

Three sites of the same pages and the same navigation:

- `floor`: plain MkDocs with Material, the list left empty;
- `ours`: the same with the plugin, 1.3 KB of YAML or BibTeX for each paper, and `{{ papers() }}` on the page;
- `html`: plain MkDocs again, with the list that our plugin wrote pasted into the page's Markdown. It is put there in
  the way that costs plain MkDocs least: one block of raw HTML without empty lines and without `md_in_html`, so
  that Python-Markdown sets it aside as it is. (A theme template that includes the list would cost less still, but that
  is no page that an author writes, and the search would not find it.)
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import papers
from papers import OWNER, Paper, sentence

VARIANTS = ("floor", "ours", "html")
# The name of the data file, and how a paper is written in it.
SOURCES: dict[str, Callable[[Paper], str]] = {"papers.yml": papers.as_yaml, "papers.bib": papers.as_bibtex}
YAML, BIBTEX = SOURCES
# From the list's start to the end of its last box, which a long list has in a piece of its own; the theme has an
# <article> of its own around them.
_LIST = re.compile(
    r'<div class="rs rs-list-papers".*<article class="rs-paper.*?</article>\s*(?:</div>\s*)?</div>\s*</div></div>',
    re.DOTALL,
)
_SYMBOLS = re.compile(r'<svg class="rs-symbols".*?</symbol></svg>', re.DOTALL)

_CONFIG = """\
site_name: {owner}
site_url: https://example.org/
theme:
  name: material
plugins:
  - search
"""
_PROFILE = """\
name: {owner}
role: Doctoral student
affiliations:
  - name: Harbour University
links:
  - github: example
  - scholar: ABCdefGHIjkl
"""
_CODE = """\
```python
def {name}(values: list[float], *, limit: int = {number}) -> float:
    \"\"\"Adds up what is below the limit.\"\"\"
    total = 0.0
    for index, value in enumerate(values):
        if index < limit:
            total += value
    return total
```"""


@dataclass(frozen=True)
class Plan:
    """A site to measure.

    Attributes:
        papers: how many papers the list has.
        plain_pages: how many other pages there are beside it, the home page among them.
        source: where the papers come from, a key of `SOURCES`.
        call: the call on the page of papers.
    """

    papers: int
    plain_pages: int = 1
    source: str = YAML
    call: str = "{{ papers() }}"

    @property
    def label(self) -> str:
        """Its name in the table."""
        pages = self.plain_pages + 1 if self.plain_pages == 1 else self.plain_pages
        return f"{pages} pages, {self.papers:,} papers{' from .bib' if self.source == BIBTEX else ''}"


def write_papers(path: Path, count: int, source: str = YAML) -> None:
    """Writes a file of papers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(map(SOURCES[source], papers.invent(count)))


def _list(rng: random.Random) -> str:
    items = (f"- **{sentence(rng, 2)}** {sentence(rng, 12)}, see `{sentence(rng, 1)}`" for _ in range(5))
    return "\n".join(items)


def _table(rng: random.Random) -> str:
    rows = (f"| {sentence(rng, 2)} | *{sentence(rng, 3)}* | {rng.randint(1, 99)} |" for _ in range(6))
    return "\n".join(["| What | How | How many |", "|---|---|---|", *rows])


def _page(rng: random.Random, title: str) -> str:
    """A page of some 1,700 words, as long as a page of documentation or a long note.

    Each section has prose with emphasis and links, a list, and a table or some code. With MkDocs' own extensions and
    nothing more it costs plain MkDocs as much as the pages from which the marks were taken, a thirtieth of the floor of
    two pages (some 16 ms where that takes 0.55 s). Lighter pages would make the floor lower than that of a real site.
    """
    parts = [f"# {title}"]
    for number in range(6):
        parts += [f"## {sentence(rng, 3).capitalize()} {number}", f"{sentence(rng, 50)}. *{sentence(rng, 3)}*."]
        parts += [f"{sentence(rng, 20)} [{sentence(rng, 2)}](publications.md), {sentence(rng, 20)}."]
        parts += [_list(rng)]
        parts += [_table(rng) if number % 2 else _CODE.format(name=sentence(rng, 1), number=number)]
        parts += [f"{sentence(rng, 30)} [{sentence(rng, 2)}](https://example.org/{number}) {sentence(rng, 20)}."]
    return "\n\n".join(parts) + "\n"


def write_pages(docs: Path, plan: Plan, body: str, front: str = "") -> None:
    """Writes the plain pages and the page of publications.

    Args:
        docs: the folder of pages.
        plan: how many.
        body: the text of the page of publications.
        front: what each page starts with; `{title}` in it becomes the page's title.
    """
    docs.mkdir(parents=True, exist_ok=True)
    rng = random.Random(2)
    titles = {"index": "About"} | {f"page{number}": f"Page {number}" for number in range(1, plan.plain_pages)}
    pages = {name: (title, _page(rng, title)) for name, title in titles.items()}
    pages["publications"] = ("Publications", f"# Publications\n\n{body}")
    for name, (title, text) in pages.items():
        (docs / f"{name}.md").write_text(front.format(title=title) + text, encoding="utf-8")


def write_site(folder: Path, variant: str, plan: Plan) -> None:
    """Writes a site.

    Args:
        folder: where to.
        variant: one of `VARIANTS`; `html` needs `ours` to stand beside it, built.
        plan: the size.
    """
    folder.mkdir(parents=True, exist_ok=True)
    body = config = ""
    if variant == "ours":
        config = "  - researcher\n"
        body = f"{plan.call}\n"
        write_papers(folder / "data" / plan.source, plan.papers, plan.source)
        (folder / "data" / "profile.yml").write_text(_PROFILE.format(owner=OWNER), encoding="utf-8")
    elif variant == "html":
        body = finished_list(built_page(folder.parent / "ours").read_text(encoding="utf-8")) + "\n"
    write_config(folder, config)
    write_pages(folder / "docs", plan, body)


def write_config(folder: Path, more: str) -> None:
    """Writes `mkdocs.yml`: Material with its search, and more plugins or what follows them."""
    (folder / "mkdocs.yml").write_text(_CONFIG.format(owner=OWNER) + more, encoding="utf-8")


def built_page(folder: Path) -> Path:
    """The page of publications of a site, as built."""
    return folder / "site" / "publications" / "index.html"


def finished_list(page: str) -> str:
    """The list out of a page that our plugin wrote, as one block without empty lines.

    Raises:
        ValueError: the page holds no list.
    """
    found = _LIST.search(page)
    if found is None:
        raise ValueError("our page holds no list of papers; has its markup changed?")
    symbols = _SYMBOLS.search(page, found.end())
    html = found[0] + (symbols[0] if symbols else "")
    return "\n".join(line for line in html.splitlines() if line.strip())
