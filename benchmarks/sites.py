"""Sites to measure: invented papers and pages, the same at every run.

Three sites of the same pages and the same navigation:

- `floor`: plain MkDocs with Material, the list left empty;
- `ours`: the same with the plugin, 1.3 KB of YAML for each paper, and `{{ papers() }}` on the page;
- `html`: plain MkDocs again, with the list that our plugin wrote pasted into the page's Markdown. It is put there in
  the way that costs plain MkDocs least: one block of raw HTML with no blank line in it and without `md_in_html`, so
  that Python-Markdown sets it aside as it is. (A theme template that includes the list would cost less still, but that
  is no page that an author writes, and the search would not find it.)
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OWNER = "Mira Tovanne"
VARIANTS = ("floor", "ours", "html")
_WORDS = (
    "spectral",
    "layer",
    "memory",
    "agent",
    "graph",
    "sparse",
    "message",
    "network",
    "learning",
    "deep",
    "random",
    "matrix",
    "theory",
    "trained",
    "balance",
    "schedule",
    "tail",
    "exponent",
)
_GIVEN = (
    "Mira",
    "Pell",
    "Ines",
    "Sune",
    "Juro",
    "Wen",
    "Ayo",
    "Tomas",
    "Lena",
    "Kofi",
    "Ada",
    "Yuki",
    "Noor",
    "Ivan",
    "Zoe",
)
_FAMILY = (
    "Tovanne",
    "Okasha",
    "Calloway",
    "Brandvik",
    "Hassan",
    "Adeyemi",
    "Lindqvist",
    "Vrba",
    "Kim",
    "Zhang",
    "Alvarez",
    "Tanaka",
    "Haddad",
    "Petrov",
    "Walsh",
)
# From the list's start to the end of its last box; the theme has an <article> of its own around them.
_LIST = re.compile(
    r'<div class="rs rs-list-papers".*<article class="rs-paper.*?</article>\s*</div>\s*</div></div>', re.DOTALL
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


@dataclass(frozen=True)
class Plan:
    """A site to measure.

    Attributes:
        papers: how many papers the list has.
        plain_pages: how many other pages there are beside it, the home page among them.
    """

    papers: int
    plain_pages: int = 1

    @property
    def label(self) -> str:
        """What the table calls it."""
        pages = self.plain_pages + 1 if self.plain_pages == 1 else self.plain_pages
        return f"{pages} pages, {self.papers:,} papers"


def _sentence(rng: random.Random, count: int) -> str:
    return " ".join(rng.choice(_WORDS) for _ in range(count))


def _paper(rng: random.Random, number: int) -> str:
    authors = [f"{rng.choice(_GIVEN)} {rng.choice(_FAMILY)}" for _ in range(rng.randint(2, 7))]
    authors[rng.randrange(len(authors))] = OWNER
    emphasis = " *really*" if number % 5 == 0 else ""
    return f"""\
- id: p{number}
  title: {_sentence(rng, 8).capitalize()}{emphasis}
  authors: [{", ".join(authors)}]
  venue: Conference on {_sentence(rng, 3)}
  venue_short: CV{number % 20}
  year: {2000 + number % 26}
  type: conference
  doi: 10.1000/abc{number}
  repo: example/repo{number}
  links:
    Paper: https://example.org/p{number}.pdf
    Slides: https://example.org/s{number}.pdf
  abstract: >-
    {_sentence(rng, 60)}
    {_sentence(rng, 60)}
  tags: [theory, networks]
"""


def papers_yaml(count: int) -> Iterator[str]:
    """The entries of `papers.yml`, one after the other."""
    rng = random.Random(1)
    for number in range(count):
        yield _paper(rng, number)


def _page(rng: random.Random, title: str) -> str:
    parts = [f"# {title}"]
    for number in range(4):
        parts += [f"## {_sentence(rng, 3).capitalize()} {number}", _sentence(rng, 80)]
        parts += ["\n".join(f"- **{_sentence(rng, 2)}** {_sentence(rng, 12)}" for _ in range(4))]
        parts += [f"[{_sentence(rng, 2)}](publications.md) {_sentence(rng, 40)}"]
    return "\n\n".join(parts) + "\n"


def _write_pages(docs: Path, plan: Plan, body: str) -> None:
    docs.mkdir(parents=True, exist_ok=True)
    rng = random.Random(2)
    (docs / "index.md").write_text(_page(rng, "About"), encoding="utf-8")
    for number in range(1, plan.plain_pages):
        (docs / f"page{number}.md").write_text(_page(rng, f"Page {number}"), encoding="utf-8")
    (docs / "publications.md").write_text(f"# Publications\n\n{body}", encoding="utf-8")


def write_site(folder: Path, variant: str, plan: Plan) -> None:
    """Writes a site.

    Args:
        folder: where to.
        variant: one of `VARIANTS`; `html` needs `ours` to stand beside it, built.
        plan: the size.
    """
    folder.mkdir(parents=True, exist_ok=True)
    config = _CONFIG.format(owner=OWNER)
    body = ""
    if variant == "ours":
        config += "  - researcher\n"
        body = "{{ papers() }}\n"
        data = folder / "data"
        data.mkdir(exist_ok=True)
        (data / "profile.yml").write_text(_PROFILE.format(owner=OWNER), encoding="utf-8")
        with (data / "papers.yml").open("w", encoding="utf-8") as file:
            file.writelines(papers_yaml(plan.papers))
    elif variant == "html":
        body = finished_list(built_page(folder.parent / "ours").read_text(encoding="utf-8")) + "\n"
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    _write_pages(folder / "docs", plan, body)


def built_page(folder: Path) -> Path:
    """The page of publications of a site, as built."""
    return folder / "site" / "publications" / "index.html"


def finished_list(page: str) -> str:
    """The list out of a page that our plugin wrote, as one block without blank lines.

    Raises:
        ValueError: the page holds no list.
    """
    found = _LIST.search(page)
    if found is None:
        raise ValueError("our page holds no list of papers; has its markup changed?")
    symbols = _SYMBOLS.search(page, found.end())
    html = found[0] + (symbols[0] if symbols else "")
    return "\n".join(line for line in html.splitlines() if line.strip())
