"""Caches never show: after any edit, a rebuilt site equals a build from scratch, byte for byte.

The cache is a black box here. The tests know only where its files may be (`.cache` of the project, the user's cache
folder) and one function of the program, `syntax.cache.program_version`.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from building import Built, Project
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mkdocs_researcher.rendering.environments import OWN_TEMPLATES
from mkdocs_researcher.syntax import cache
from mkdocs_researcher.wording import Words

Files = dict[str, str]
Edit = Callable[[Files], object]

CONFIG = """\
site_name: Mira
site_url: https://mira.example.org/
theme:
  name: null
  custom_dir: theme
extra_javascript: []
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
plugins:
  - search
  - researcher: {profile: header}
"""
# A theme of the author's own: Material's has nothing that matters here, and takes most of the time of a build.
THEME = """\
<!doctype html>
<html lang="{{ config.theme.language }}">
<head><title>{{ page.title }}</title>
{% for script in config.extra_javascript %}<script src="{{ script | url }}"></script>{% endfor %}
</head>
<body>
{% for item in nav %}<a href="{{ item.url | url }}">{{ item.title }}</a>{% endfor %}
{% for item in page.toc %}<a href="{{ item.url }}">{{ item.title }}</a>{% endfor %}
<main>{{ page.content }}</main>
</body>
</html>
"""
PAGE = """\
# Papers

{{ entries("visits") }}

{{ papers(group_by="year", numbered=True, filter=True) }}

And one again: {{ papers(year=[2002, 2003]) }}

{{ paper("p4") }}
"""
HOME = """\
# Home

{{ papers(limit=3, style="reference", more="papers.md") }}

{{ metrics() }}

{{ news() }}
"""
ICON = '<svg viewBox="0 0 24 24"><path d="M1 1h9v9z"/></svg>'


def paper(number: int) -> str:
    return f"""\
- id: p{number}
  title: 'The *{number}*th "law" of sand & stone < {number + 1} :sailboat:'
  authors: [Mira Tovanne*, Pell Okasha*, Ådne Straße, 李 明]
  venue: Conference on Numbers {number % 3}
  venue_short: CoN
  year: {2000 + number % 5}
  doi: 10.1000/n{number}
  repo: mira/n{number}
  image: images/p.svg
  links: {{Slides: slides.pdf, Mail: "mailto:mira{number}@example.org"}}
  abstract: {"A sentence of some words. " * 160}
"""


# Short data is not cached (a file below 200,000 characters, exports below 40,000), so this is long.
PAPERS = "".join(map(paper, range(12))) + f"# {'a comment ' * 20_000}\n"
FILES = {
    "mkdocs.yml": CONFIG,
    "docs/index.md": HOME,
    "docs/papers.md": PAGE,
    "docs/all.md": "# All\n\n{{ papers() }}\n",
    "docs/adne.md": "# Ådne\n\nA person.\n",
    "docs/slides.pdf": "",
    "docs/images/p.svg": ICON,
    "data/profile.yml": "name: Mira Tovanne\nlinks: [{github: mira}]\n",
    "data/people.yml": "- {name: Pell Okasha, url: 'https://pell.example.org'}\n- {id: adne, name: Ådne Straße}\n",
    "data/venues.yml": "CoN: {url: 'https://con.example.org', color: '#336699'}\n",
    "data/metrics.yml": "- {label: Papers, count: papers}\n",
    "data/news.yml": "- {date: 2025-03, text: 'First [words](papers.md)'}\n",
    "data/visits.yml": "- {title: A visit, date: 2024, papers: [p3], links: {Slides: slides.pdf}}\n",
    "data/mentees.yml": "- {name: Una Ré, papers: [p3]}\n",
    "data/papers.yml": PAPERS,
    "theme/main.html": THEME,
    "theme/.icons/material/presentation.svg": ICON,
    "theme/.icons/material/circle.svg": ICON,
}


# The edits. Any set of them can be made in the order of this table, since no two change the same words.


def change(file: str, old: str, new: str) -> Edit:
    def edit(files: Files) -> None:
        assert files[file].count(old) == 1, f"{file} has {old!r} {files[file].count(old)} times"
        files[file] = files[file].replace(old, new)

    return edit


def add(file: str, text: str) -> Edit:
    return lambda files: files.update({file: text})


def remove(file: str) -> Edit:
    return lambda files: files.pop(file)


def rename(old: str, new: str) -> Edit:
    """Moves a file, or all files of a folder (a path that ends with a slash)."""

    def edit(files: Files) -> None:
        for name in [name for name in files if name.startswith(old)]:
            files[name.replace(old, new, 1)] = files.pop(name)

    return edit


def both(*edits: Edit) -> Edit:
    return lambda files: [edit(files) for edit in edits]


def own_template(name: str, old: str, new: str) -> Edit:
    """A template of the author's own, ours but for some words."""

    def edit(files: Files) -> None:
        path = f"overrides/researcher/{name}"
        text = files.get(path) or (OWN_TEMPLATES / name).read_text(encoding="utf-8")
        assert old in text
        files[path] = text.replace(old, new)

    return edit


DATA, PAGES = "data/papers.yml", "docs/papers.md"
TWIN = "- {title: Sand, authors: [Mira Tovanne], year: 2024}\n"
MORE_BIB = "@misc{more, title={More}, author={Tovanne, Mira}, year=2020}\n@misc{p3, title={Below}, note={Below}}\n"
REFERENCES = '{{ papers(select=["p3", "p9"], style="reference") }}'
COUNTS = '{"updated": "2026-01-01", "repositories": {"mira/n4": {"stars": 77}}}'
PAPER_EDITS: Mapping[str, Edit] = {
    "a title": change(DATA, "The *7*th", "The *seventh*"),
    "a title with a link to another page": change(DATA, "The *9*th", "The [ninth](index.md)"),
    "math in a title": change(DATA, "The *8*th", "The $x^8$th"),
    "a year that moves a paper": change(DATA, "year: 2001\n  doi: 10.1000/n1\n", "year: 2004\n  doi: 10.1000/n1\n"),
    "a hidden paper": change(DATA, "repo: mira/n5\n", "repo: mira/n5\n  hidden: true\n"),
    "a paper that goes": change(DATA, paper(2), ""),
    "a new paper in front": change(DATA, "- id: p0\n", paper(99) + "- id: p0\n"),
    "papers that change places": both(
        change(DATA, paper(4), ""), change(DATA, "- id: p10\n", paper(4) + "- id: p10\n")
    ),
    "papers without ids": change(DATA, "- id: p0\n", TWIN + TWIN.replace("}", ", selected: true}") + "- id: p0\n"),
    "ids that differ in case": change(DATA, "- id: p6\n", "- id: P3\n"),
    "ids with the same anchor": change(DATA, "- id: p8\n", "- id: p.3\n"),
    "entries with YAML names": both(
        change(DATA, "- id: p0\n", "- &first\n  id: p0\n"),
        change(DATA, "- id: p1\n", "- <<: *first\n  summary: As the first\n  id: p1\n"),
    ),
    "an id like one that is made up": change(DATA, "- id: p11\n", TWIN.replace("{", "{id: tovanne2024sand, ") + "- id: p11\n"),
    "papers in BibTeX": add("data/more.bib", MORE_BIB),
    "other papers in BibTeX": add("data/more.bib", MORE_BIB.replace("{More}", "{Less}").replace("={Below}}", "={Under}}")),
    "a link to the page of a paper": change(DATA, "{Slides: slides.pdf, Mail: \"mailto:mira3@", "{Slides: papers/p2.md, Mail: \"mailto:mira3@"),
    "a lost link": change(DATA, 'links: {Slides: slides.pdf, Mail: "mailto:mira6@', 'links: {Film: f.mp4, Mail: "mailto:mira6@'),
    "a link to a lost anchor": change(DATA, 'Mail: "mailto:mira6@', 'Lost: all.md#nowhere, Mail: "mailto:mira6@'),
    "an unknown field": change(DATA, "doi: 10.1000/n7\n", "dio: 10.1000/n7\n"),
    "broken YAML": change(DATA, "'The *4*th", "The *4*th:"),
}  # fmt: skip
OTHER_DATA_EDITS: Mapping[str, Edit] = {
    "a co-author's address": change("data/people.yml", "pell.example.org", "okasha.example.org"),
    "the owner's name": change("data/profile.yml", "Mira Tovanne", "Pell Okasha"),
    "a venue's color": change("data/venues.yml", "#336699", "#aa2211"),
    "stars": add("data/counts.json", COUNTS),
    "news": change("data/news.yml", "First", "Second"),
    "a metric": change("data/metrics.yml", "label: Papers", "label: Works"),
    "entries": change("data/visits.yml", "A visit", "Two visits"),
    "words of the author": add("data/words.yml", "en:\n  abstract: Summary\n  news_of: What {name} did\n"),
}
PAGE_EDITS: Mapping[str, Edit] = {
    "an earlier call with the same ids": change(PAGES, "# Papers\n", f"# Papers\n\n{REFERENCES}\n"),
    "an earlier call with the same ids and icons": change(PAGES, "{{ entries", '{{ paper("p7") }}\n\n{{ entries'),
    "an earlier call with the same icons goes": change(PAGES, '{{ entries("visits") }}\n', ""),
    "calls that change places": both(
        change(PAGES, ' {{ papers(year=[2002, 2003]) }}', ""),
        change(PAGES, '{{ paper("p4") }}', '{{ paper("p4") }}\n\n{{ papers(year=[2002, 2003]) }}'),
    ),
    "a call twice": change("docs/all.md", "# All", "# All\n\n{{ papers(limit=6) }}"),
    "a call with an argument more": change("docs/index.md", 'style="reference"', 'style="reference", sort="title"'),
    "a heading with the words of a group": change(PAGES, '{{ papers(group', '## 2003\n\n{{ papers(group'),
    "a heading that makes calls deeper": change(PAGES, "again:", "again:\n\n### Once more\n\n"),
    "citations": change(PAGES, "Papers\n\n", 'Papers\n\n{{ cite("p7") }}, {{ cite("p4") }}\n\n{{ bibliography() }}\n\n'),
    "a list of cited works": add(
        "docs/cited.md", '# Cited\n\n{{ bibliography(cited=True, numbered=True) }}\n\n{{ cite(["p7", "p3"]) }}\n'
    ),
    "groups on two levels": change(PAGES, 'group_by="year", numbered=True', 'group_by=["type", "year"], numbered="down"'),
    "a wrong call": change("docs/index.md", "{{ metrics() }}", "{{ metrics(limt=3) }}"),
    "a page that becomes that of a person": change("docs/adne.md", "# Ådne", "---\nperson: adne\n---\n\n# Ådne"),
    "a page more": add("docs/deep/more.md", "# More\n\n{{ papers() }}\n"),
    "a file that goes": remove("docs/slides.pdf"),
    "a file that comes": add("docs/publications.bib", "mine"),
}  # fmt: skip
LOOK_EDITS: Mapping[str, Edit] = {
    "an icon redrawn": change("theme/.icons/material/presentation.svg", "M1 1h9v9z", "M2 2h8v8z"),
    "an icon that goes": remove("theme/.icons/material/presentation.svg"),
    "an icon that comes": add("theme/.icons/simple/doi.svg", ICON),
    "a template": own_template("_papers_entry.html.jinja", "rs-title", "my-title"),
    "other words in a template": own_template("_papers_entry.html.jinja", "rs-venue", "my-venue"),
    "a template that counts": own_template("papers.html.jinja", "{{ entry }}", "{{ loop.index }}{{ entry }}"),
    "a template that others include": own_template("_legend.html.jinja", "rs-legend", "my-legend"),
    "a template that fails": own_template(
        "_papers_reference_entry.html.jinja", "{% set paper = item.paper %}", "{{ x.y }}"
    ),
    "a page template": change("theme/main.html", "<main>", '<main class="my-page">'),
}
SETTING_EDITS: Mapping[str, Edit] = {
    "the language": change("mkdocs.yml", "name: null\n", "name: null\n  language: de\n"),
    "the site's address": change("mkdocs.yml", "https://mira.example.org/", "https://example.org/~mira/"),
    "the site's name": change("mkdocs.yml", "site_name: Mira", "site_name: Tovanne"),
    "the site's description": change("mkdocs.yml", "site_url: ", "site_description: Some words\nsite_url: "),
    "addresses of pages": change("mkdocs.yml", "theme:\n", "use_directory_urls: false\ntheme:\n"),
    "pages of papers": change("mkdocs.yml", "header}", "header, paper_pages: true}"),
    "how many authors are shown": change("mkdocs.yml", ": header", ": header, authors: 2"),
    "a hidden field of BibTeX": change("mkdocs.yml", ": header", ": header, bibtex_hide: [doi]"),
    "a Markdown extension": change("mkdocs.yml", "extensions:\n", "extensions:\n  - smarty\n"),
    "a function in a setting": change(
        "mkdocs.yml", "name:material.extensions.emoji.to_svg", "name:pymdownx.emoji.to_alt"
    ),
    "a script for math": change("mkdocs.yml", "javascript: []", "javascript: [mathjax.js]"),
}
MOVES: Mapping[str, Edit] = {
    "the folder of the templates": both(
        own_template("_papers_compact_entry.html.jinja", "rs-row", "my-row"),
        change(PAGES, "year=[2002, 2003]", 'year=[2002, 2003], style="compact"'),
        rename("overrides/researcher/", "mine/"),
        change("mkdocs.yml", ": header", ": header, templates_dir: mine"),
    ),
    "the name of a page": both(
        change("docs/index.md", "papers.md", "publications.md"),
        change("data/news.yml", "papers.md", "publications.md"),
        rename("docs/papers.md", "docs/publications.md"),
    ),
    "the folder of the data": both(
        change("data/venues.yml", "con.example.org", "con.example.net"),
        rename("data/", "content/"),
        change("mkdocs.yml", "{profile", "{data_dir: content, profile"),
    ),
}
PROGRAM, NO_CACHE = "another version of the program", "no cache"
EDITS: Mapping[str, Edit] = {
    **PAPER_EDITS,
    **OTHER_DATA_EDITS,
    **PAGE_EDITS,
    **LOOK_EDITS,
    **SETTING_EDITS,
    **MOVES,
    PROGRAM: lambda files: None,
}


PHRASE = Words.phrase


def another_phrase(words: Words, key: str, **values: object) -> str:
    """A phrase of another version of the program."""
    return "What it is about" if key == "abstract" else PHRASE(words, key, **values)


def files_after(state: frozenset[str]) -> Files:
    files = dict(FILES)
    for name, edit in EDITS.items():
        if name in state:
            edit(files)
    if NO_CACHE in state:
        change("mkdocs.yml", ": header", ": header, cache: false")(files)
    return files


# Building


TODAY = "1790000000"  # in the sitemap


class Outcome(NamedTuple):
    """What a visitor and the author get.

    Attributes:
        files: a hash of each file of the site.
        messages: exit code and messages of the build.
    """

    files: Mapping[str, str]
    messages: Sequence[str]


class Place:
    """A project that keeps its caches from build to build.

    Args:
        folder: an empty folder.
        serves: whether the builds are those of one server.
    """

    def __init__(self, folder: Path, *, serves: bool) -> None:
        self.project = Project(folder / "project")
        self.caches = (folder / "user_cache", self.project.root / ".cache")
        self.serves = serves
        self.started = False
        self.files: Files = {}

    def write(self, files: Files) -> None:
        """Writes what has changed, as an editor does it."""
        self.project.write({name: text for name, text in files.items() if self.files.get(name) != text})
        for name in self.files.keys() - files.keys():
            path = self.project.root / name
            path.unlink()
            for parent in path.parents:
                if parent == self.project.root or any(parent.iterdir()):
                    break
                parent.rmdir()
        self.files = files

    def build(self, state: frozenset[str], *, version: str = "") -> Outcome:
        """Builds the site after some edits.

        Args:
            state: the edits.
            version: what the program says of its version, if not the truth.
        """
        self.write(files_after(state))
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("NO_MKDOCS_2_WARNING", "1")
            patch.setenv("SOURCE_DATE_EPOCH", TODAY)
            patch.setenv("XDG_CACHE_HOME", str(self.caches[0]))
            if PROGRAM in state:
                patch.setattr(Words, "phrase", another_phrase)
                version = version or PROGRAM
            if version:
                patch.setattr(cache, "program_version", lambda: version)
            return self.outcome(self.again())

    def again(self) -> Built:
        if not self.serves:
            return self.project.quick_build()
        if not self.started:
            self.started = True
            self.project.start("serve")
        return self.project.rebuild()

    def outcome(self, built: Built) -> Outcome:
        files = {name: hashlib.sha256(content).hexdigest() for name, content in built.tree().items()}
        lines = built.output.replace(str(self.project.root), "…").splitlines()
        return Outcome(files, [str(built.exit_code), *(line for line in lines if "Documentation built in" not in line)])

    def kept(self) -> list[Path]:
        return [path for folder in self.caches for path in folder.rglob("*") if path.is_file()]


class Workshop:
    """Makes places, and remembers the results of builds from scratch."""

    def __init__(self, make_folder: Callable[[], Path]) -> None:
        self.make_folder = make_folder
        self.scratch: dict[tuple[frozenset[str], bool], Outcome] = {}

    def place(self, *, serves: bool = False) -> Place:
        return Place(self.make_folder(), serves=serves)

    def from_scratch(self, state: frozenset[str], *, serves: bool = False) -> Outcome:
        """The build of a new place without a cache; a server makes another site only where a build fails.

        A cache that is only empty would not do: one page could get what was kept of another in the same build.
        """
        made = self._made(state, serves=False)
        return self._made(state, serves=True) if serves and made.messages[0] != "0" else made

    def _made(self, state: frozenset[str], *, serves: bool) -> Outcome:
        key = (state, serves)
        if key not in self.scratch:
            place = self.place(serves=serves)
            self.scratch[key] = place.build(state | {NO_CACHE})
            shutil.rmtree(place.project.root.parent)
        return self.scratch[key]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(lambda: tmp_path_factory.mktemp("rebuilds"))


NOTHING: frozenset[str] = frozenset()
# What ends a build; a server shows a box in the place of the call.
MISTAKES = frozenset(["an unknown field", "broken YAML", "a wrong call", "a template that fails"])
BOTH_WAYS = pytest.mark.parametrize("serves", [False, True], ids=["builds", "server"])


def differences(one: Outcome, other: Outcome) -> list[str]:
    """The files and messages that only one has, or that differ."""
    files = sorted(one.files.items() ^ other.files.items())
    return [*dict(files), *(line for line in (*one.messages, *other.messages) if one.messages != other.messages)]


@pytest.mark.parametrize("name", EDITS)
def test_every_edit_changes_the_site(workshop: Workshop, name: str) -> None:
    """An edit that changes nothing would test nothing below; nor would one that ends the build by mistake."""
    before, after = workshop.from_scratch(NOTHING), workshop.from_scratch(frozenset([name]))
    assert (before.messages[0], after.messages[0]) == ("0", "1" if name in MISTAKES else "0")
    assert workshop.from_scratch(frozenset([name]), serves=True).files != before.files


# Each edit made and undone; those of pages with an edit of the data before they are undone.
EACH = [state for name in EDITS if name not in PAGE_EDITS for state in (frozenset([name]), NOTHING)]
AROUND = [frozenset(names) for name in PAGE_EDITS for names in ([name], [name, "a title"], ["a title"], [])]
# Edits that matter to each other.
TOGETHER = [
    *(["papers in BibTeX"], ["papers in BibTeX", "other papers in BibTeX"], ["papers in BibTeX", "a title"]),
    *(["papers without ids"], ["papers without ids", "an id like one that is made up"], ["an id like one that is made up"]),
    *(["pages of papers"], ["pages of papers", "a link to the page of a paper"]),
    ["pages of papers", "a link to the page of a paper", "a paper that goes"],
    *(["a template"], ["a template", "other words in a template"], ["a template", "a title"]),
    *(["a template that counts"], ["a template that counts", "a paper that goes"], ["a template that counts", "a title"]),
    *(["a page more"], ["a page more", "a title"], ["a page more", "a title with a link to another page"]),
    *(["math in a title", "a script for math"], ["math in a title"]),
    *(["a lost link"], ["a lost link", "a title"], ["a lost link", "a file that goes"]),
    *(["an unknown field"], ["an unknown field", "a title"], ["a title"]),
]  # fmt: skip
walks = st.lists(st.sampled_from(list(EDITS)), min_size=2, max_size=3, unique=True).flatmap(
    lambda names: st.lists(st.frozensets(st.sampled_from(names)), min_size=3, max_size=6)
)


@BOTH_WAYS
@settings(max_examples=5, derandomize=True, database=None)
@given(states=walks)
@example(states=EACH)
@example(states=AROUND)
@example(states=[frozenset(names) for names in TOGETHER])
def test_a_rebuilt_site_equals_a_build_from_scratch(
    workshop: Workshop, *, serves: bool, states: Sequence[frozenset[str]]
) -> None:
    place = workshop.place(serves=serves)
    if serves:
        states = [state - {PROGRAM} for state in states]  # which takes another server
    states = [NOTHING, *states, *states[-1:]]
    # All of them first: MkDocs has one set of plugins per process, so a build from scratch would end the server.
    outcomes = [place.build(state) for state in states]
    for number, outcome in enumerate(outcomes):
        expected = workshop.from_scratch(states[number], serves=serves)
        assert differences(outcome, expected) == [], f"after {[sorted(state) for state in states[: number + 1]][-6:]}"


@BOTH_WAYS
def test_cached_results_are_used(workshop: Workshop, *, serves: bool) -> None:
    """A new program under an old version gets the old words: without a cache the property above would test nothing."""
    place = workshop.place(serves=serves)
    place.build(NOTHING, version="1")
    assert serves or place.kept()
    changed = frozenset([PROGRAM])
    assert place.build(changed, version="1").files != workshop.from_scratch(changed).files


def test_another_process_builds_the_same(workshop: Workshop, tmp_path: Path) -> None:
    """A fresh process has nothing in memory and, here, no compiled templates."""
    state = frozenset(["a title", "stars", "a template", "the language", "pages of papers", "an icon redrawn"])
    folders = {name: tmp_path / name for name in ("XDG_CACHE_HOME", "TMPDIR")}
    for folder in folders.values():
        folder.mkdir()
    place = workshop.place()
    place.write(files_after(state))
    built = place.project.build(env={"SOURCE_DATE_EPOCH": TODAY, **{name: str(path) for name, path in folders.items()}})
    assert built.exit_code == 0, built.output
    assert place.outcome(built).files == workshop.from_scratch(state).files


def test_without_the_cache_nothing_is_kept(workshop: Workshop) -> None:
    place = workshop.place()
    place.build(frozenset([NO_CACHE]))
    assert place.kept() == []


@pytest.mark.parametrize(
    "damage",
    [lambda content: content[: len(content) // 2], lambda content: b"", lambda content: b"\xff{["],
    ids=["cut", "empty", "rubbish"],
)
def test_a_damaged_cache_is_as_good_as_none(workshop: Workshop, damage: Callable[[bytes], bytes]) -> None:
    place = workshop.place()
    place.build(NOTHING)
    damaged = [(path, damage(path.read_bytes())) for path in place.kept()]
    assert any(path.read_bytes() != content for path, content in damaged)
    for path, content in damaged:
        path.write_bytes(content)
    assert place.build(NOTHING) == workshop.from_scratch(NOTHING)


def test_the_cache_does_not_grow_with_the_number_of_builds(workshop: Workshop) -> None:
    place = workshop.place()
    sizes = []
    for name in OTHER_DATA_EDITS:
        place.build(frozenset([name]))
        sizes.append(sum(path.stat().st_size for path in place.kept()))
    assert max(sizes) < 2 * sizes[0]
