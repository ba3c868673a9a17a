"""Builds a migrated site aside, strictly, and compares each of its pages and files with the old ones."""

from __future__ import annotations

import fnmatch
import itertools
import os
import posixpath
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

from lxml.html import HtmlElement

from mkdocs_researcher.errors import Location, MacroError, Problem
from mkdocs_researcher.formats.source import shortened
from mkdocs_researcher.formats.yaml_text import texts_in
from mkdocs_researcher.migration.addresses import Addresses
from mkdocs_researcher.migration.check.seen import Seen, seen_after, seen_before, tree_of
from mkdocs_researcher.migration.new_site import NewSite, OldPage, write_site
from mkdocs_researcher.migration.old_site import Line, OldSite
from mkdocs_researcher.migration.words import words_of
from mkdocs_researcher.syntax.calls import find_calls, read_values

_NOW = {"now": "present", "current": "present", "today": "present", "ongoing": "present"}
_COMMANDS = re.compile(r"\\[A-Za-z]+")  # of LaTeX: texts in data show the signs they mean
_URL = re.compile(r"https?://[^\s\"'<>]+")
_MOST = 12
_DOI_OF_ARXIV = re.compile(r"^(?:dx\.)?doi\.org/10\.48550/arxiv\.", re.I)
_CITATION = re.compile(r"^scholar\.google\.[\w.]+/citations\?.*citation_for_view=([\w-]+:[\w-]+)")
_STARGAZERS = re.compile(r"^(github\.com/[^/]+/[^/]+)/stargazers$")  # which stars() replaces
_SCHOLAR = re.compile(
    r"scholar\.google\.[a-z.]+/citations\?(?:hl=[\w-]+&)*user=([\w-]+)(?:&(?:hl|view_op|sortby)=[\w-]+)*"
)
_FEWEST_IN_ORDER = 8
_DELIMITERS = re.compile(r"[\\()\[\]$]+")  # and breaks of lines
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)


@dataclass
class Comparison:
    """How much of an old site is in the new one."""

    words: int = 0
    links: int = 0
    images: int = 0
    formulas: int = 0
    drawn: int = 0
    trackers: int = 0
    missing: list[Problem] = field(default_factory=list)

    def add(self, other: Comparison) -> None:
        for name in vars(self):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def compare(before: Seen, after: Seen, addresses: Addresses, page: str = "") -> Comparison:
    """The parts of an old page that are on the new one."""
    counted = {name: sum(getattr(before, name).values()) for name in ("words", "links", "images", "drawn", "trackers")}
    found = Comparison(**counted, formulas=len(before.formulas))
    left_out = addresses.site.left_out
    missing: list[tuple[Line | str, str]] = [
        *_missing_words(before, after, left_out),
        *_missing_order(before, after, left_out),
    ]
    # A map or a film in a frame may be linked in place of being shown, and the other way round.
    there = {_same(url) for url in (*after.images, *after.links)}
    pictures = [url for url in before.images if not _is_said(url, after)]
    for urls, what in ((before.links, "the link to"), (pictures, "the picture")):
        gone = _missing_urls(urls, there, addresses, page)
        missing += [(url, f"{what} {url}") for url in gone if not _is_text(url, after)]
    linked = {url.partition("#")[2] for url in before.links}
    needed = before.anchors | (before.inner & linked)
    missing += [(name, f"the anchor '#{name}'") for name in sorted(needed - after.anchors)]
    bare = _DELIMITERS.sub("", after.source)
    missing += [
        (one, f"the formula '{shortened(one)}'") for one in before.formulas if _DELIMITERS.sub("", one) not in bare
    ]
    found.missing = [_problem(_place(before.lines, one), what) for one, what in missing]
    return found


def _place(lines: Sequence[Line], what: Line | str) -> Line:
    if isinstance(what, Line):
        return what
    start = what[:40]
    return next((line for line in lines if start in line.text), lines[0])


def _problem(line: Line, what: str) -> Problem:
    return Problem(line.place, f"is not on the new page: {what}", "", "warning")


def _compare_around(site: NewSite, pages: Sequence[Seen], home: HtmlElement) -> Iterator[Problem]:
    urls = {url for after in pages for url in (*after.links, *after.images)}
    there = {
        _same(str(url)) for url in (*urls, *(one.get("href") or one.get("src") or "" for one in home.iter("a", "img")))
    }
    said = {*words_of(home.text_content()), *_OF_FRAMES}.union(*((*after.words, *after.spellings) for after in pages))
    for line in site.around:
        before = seen_before([line])
        lost = list(_missing_urls(before.links, there, site.addresses, ""))
        if any(word not in said and not word.isdigit() for word in before.words):
            lost.append(f"'{shortened(unescape(line.text))}'")
        for one in lost:
            yield Problem(line.place, _AROUND.format(one), "", "warning")


def _is_text(url: str, after: Seen) -> bool:
    """Does a page show the signs of a link, as the old one did, or an address for mail without a link?"""
    bare = "".join(unquote(url).split())
    return f"]({bare}" in after.source or (url.startswith("mailto:") and url.removeprefix("mailto:") in after.source)


def _is_said(picture: str, after: Seen) -> bool:
    """Is a badge of another server on the page as words? They are in its address."""
    if not re.search(r"img\.shields\.io/(?:badge/|static/)", picture):
        return False
    said = unquote(picture.partition("shields.io/")[2]).replace("_", " ")
    words = words_of(re.sub(r"[?&](?!label=|message=)\w+=[^&]*", " ", said))
    plain = [word for word in words if word not in {"badge", "static", "v1", "label", "message", "svg"}]
    return bool(plain) and sum(bool(after.words[word]) for word in plain) * 2 >= len(plain)


# Addresses


def _missing_urls(urls: Iterable[str], there: set[str], addresses: Addresses, page: str) -> Iterator[str]:
    for url in urls:
        if not any(form in there for form in _forms(url, addresses, page)) and not _was_dead(url, addresses, page):
            yield url


def _forms(url: str, addresses: Addresses, page: str) -> Iterator[str]:
    """The canonical forms of an address of the old site: as written, seen from the page, and where a page has moved."""
    if new := addresses.repaired.get(url):
        yield _same(new)
    yield _same(url)
    if _ELSEWHERE.match(url) or url.startswith("#"):
        host = re.sub(r"^https?://(?:www\.)?", "", addresses.own).rstrip("/")
        whole = re.sub(r"^(?:https?:)?//(?:www\.)?", "", url)
        if host and (whole == host or whole.startswith(f"{host}/")):
            yield from _forms(whole.removeprefix(host) or "/", addresses, page)
        return
    _, hash_, anchor = url.partition("#")
    for whole in _wholes(url, addresses, page):
        yield _same(f"{whole}{hash_}{anchor}")
        if target := addresses.pages.get(whole) or addresses.pages.get(whole.removesuffix(".html")):
            yield _same(target if "#" in target and not anchor else f"{target.partition('#')[0]}{hash_}{anchor}")
            yield _same(target)


def _wholes(url: str, addresses: Addresses, page: str) -> Iterator[str]:
    bare = unquote(url.partition("#")[0].partition("?")[0]).removeprefix(addresses.base)
    for path in (bare, posixpath.join("/", page, bare), posixpath.join("/", posixpath.dirname(page), bare)):
        yield posixpath.normpath(f"/{path}").strip("/")


def _was_dead(url: str, addresses: Addresses, page: str) -> bool:
    """Did an address lead nowhere on the old site? That is reported where it is left out."""
    if _ELSEWHERE.match(url):
        return addresses.repaired.get(url) == ""
    if not url.partition("#")[0].partition("?")[0].strip("./"):
        return False
    for whole in _wholes(url, addresses, page):
        if whole in addresses.pages or whole.removesuffix(".html") in addresses.pages:
            return False
        names = (whole, f"{whole}/index.html", f"{whole}.html", f"{whole}.md")
        if any(addresses.site.holds(name) for name in names if not (name.startswith("_") and name.endswith(".md"))):
            return False
    return True


_AT = re.compile(r" ?[\[(]at[\])] ?", re.I)  # which hides an address for mail


def _same(url: str) -> str:
    """A URL in canonical form: independent of the page's depth, percent-encoding and http(s)."""
    url = url.strip()
    if re.match(r"(?:https?:)?//", url):
        bare = re.sub(r"^www\.", "", unquote(url.partition("//")[2])).rstrip("/")
        host = bare.partition("/")[0]
        bare = host + bare.rpartition(host)[2]  # of a whole address behind the start of one
        bare = _DOI_OF_ARXIV.sub("arxiv.org/abs/", bare)
        if cited := _CITATION.search(bare):
            return f"scholar:{cited[1]}"
        person = _SCHOLAR.fullmatch(bare)
        return f"scholar:{person[1]}" if person else _STARGAZERS.sub(r"\1", bare)
    if url.startswith(("mailto:", "tel:", "ftp:")):
        return _AT.sub("@", unquote(url))
    path, hash_, anchor = url.partition("#")
    path = posixpath.normpath(f"/{unquote(path.partition('?')[0])}") if path else ""
    path = re.sub(r"^(?:/\.\.)+", "", path)
    path = re.sub(r"/?(?:index\.(?:md|html)|\.md|\.html?)$|\.md$|\.html?$", "", path).rstrip("/")
    return path.lstrip("/").casefold() + hash_ + unquote(anchor)


# Words


def _now(word: str) -> str:
    return _NOW.get(word, word)


def _missing_words(before: Seen, after: Seen, left_out: Counter[str]) -> Iterator[tuple[Line, str]]:
    old, new = Counter[str](), Counter[str]()
    for counted, words in ((old, before.words), (new, after.words)):
        for word, count in words.items():
            counted[_now(word)] += count
    old.subtract(left_out)
    lack = {word: less for word, count in old.items() if (less := count - new[word] - after.spellings[word]) > 0}
    if not lack:
        return
    by_line = [(line, list(map(_now, words_of(line.text)))) for line in before.lines]
    # Where most words of a line are missing, the line is what is missing.
    by_line.sort(key=lambda one: -sum(word in lack for word in one[1]) / (len(one[1]) or 1))
    for line, listed in by_line:
        gone: list[str] = []
        for word in listed:
            if lack.get(word, 0) > 0:
                lack[word] -= 1
                gone.append(word)
        if gone:
            more = f" and {len(gone) - _MOST} more" if len(gone) > _MOST else ""
            yield line, f"'{' '.join(gone[:_MOST])}'{more}"


def _missing_order(before: Seen, after: Seen, left_out: Counter[str]) -> Iterator[tuple[Line, str]]:
    """Paragraphs whose words are there, but nowhere in their order: a sentence that is lost, or mixed up."""
    order = [word for block in after.blocks for word in block if not word.isdigit()]
    there = set(
        map(frozenset, itertools.pairwise(order))
    )  # either way: a list of papers writes `J. Ek`, and not `Ek, J.`
    for block in before.blocks:
        words = [word for word in block if not word.isdigit()]
        if len(words) < _FEWEST_IN_ORDER or all(left_out[word] for word in words):
            continue
        if any(not after.words[word] and not after.spellings[word] for word in words):
            continue  # the missing words are named
        pairs = list(map(frozenset, itertools.pairwise(words)))
        if sum(pair in there for pair in pairs) * 2 < len(pairs):
            start = set(words[:8])
            line = max(before.lines, key=lambda one: len(start.intersection(words_of(one.text))))
            yield line, f"'{shortened(' '.join(words))}' in this order"


_LONGEST = 600
_OF_PROGRAMS = frozenset("node_modules vendor google_scholar_crawler themes public resources exampleSite".split())
# What layouts of templates say themselves.
_OF_FRAMES = frozenset(
    "a about academic academicpages al all and are article articles awards back by cc copyright created email enjoy "
    "facebook far feed folio follow fork from github google here homepage honors hosted is jekyll last like "
    "linkedin luost26 me menu might minimal mistakes more navigation news next no of on orcid pages par photos "
    "posts powered previous profiles propulsé publications published read reading scholar see selected sitemap so some "
    "the theme this to toggle top twitter unsplash update updated view website which with x you ©".split()
)
_AROUND = "shows {}, and no page of the new site does; put it there yourself"
_LOST_FILE = "had an address on the old site, and is not in the new one"
_OTHER_HOME = "was the home page of the old site in place of a page of yours, which the new site shows"
_MOST_LINES = 40
_MESSAGES = ("WARNING", "ERROR", "Error", "  ", "Config", "mkdocs-researcher")  # how lines of them start
_MACHINERY = ("assets/js", "assets/css", "assets/libs", "layouts", "content", "data", "archetypes", "static/admin")
# Files at the top of repositories that are about the repository.
_ABOUT_REPOSITORY = frozenset({"404.html", "index.html", "search.html", "sitemap.html", "feed.html"})


class Checked(NamedTuple):
    """The result of building and comparing.

    Attributes:
        comparison: None if the site could not be built.
        reported: the messages of the build: warnings, or why it failed.
        is_strict: whether `mkdocs build --strict` passes.
    """

    comparison: Comparison | None
    reported: tuple[str, ...]
    is_strict: bool


def check_site(site: NewSite) -> Checked:
    """Builds a site in a temporary folder, and compares it with the old one."""
    with tempfile.TemporaryDirectory(prefix="mkdocs-researcher-") as folder:
        project, built = Path(folder) / "project", Path(folder) / "site"
        write_site(site, project)
        result = _build(project, built)
        lines = [line for line in result.stderr.splitlines() if line.startswith(_MESSAGES)][:_MOST_LINES]
        reported = tuple(line.replace(f"{project.as_posix()}/", "") for line in lines)
        is_strict = not result.returncode
        if not is_strict and not (built / "index.html").is_file():
            return Checked(None, reported or (result.stderr.strip()[-500:],), is_strict)
        return Checked(_compare(site, built), reported, is_strict)


def _build(project: Path, built: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(built)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    try:
        return subprocess.run(  # noqa: S603 - our own Python, and no shell
            command,
            cwd=project,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_LONGEST,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return subprocess.CompletedProcess(command, 1, "", f"Error: the new site could not be built: {error}")


def _compare(site: NewSite, built: Path) -> Comparison:
    whole, pages = Comparison(), [_page(built, page) for page in site.pages]
    for page, after in zip(site.pages, pages, strict=True):
        whole.add(compare(seen_before(page.lines), after, page.addresses or site.addresses, _address(page)))
    home = tree_of((built / "index.html").read_text(encoding="utf-8"))
    whole.add(_compare_data(site, pages, set(words_of(home.text_content()))))
    whole.links += sum(line.text.startswith("<a ") for line in site.around)
    whole.missing += _compare_around(site, pages, home)
    whole.missing += _lost_files(site, built)
    return whole


# Names in data files and front matter whose values no page shows: they are about the file, its address or its look.
_NO_TEXT = frozenset({"$schema", "type", "icon", "level", "network", "username", "image", "picture", "photo", "fluency",
                      "permalink", "redirect_from", "layout", "date", "email", "phone"})  # fmt: skip
_NO_TEXTS = frozenset({"meta", "design", "locale", "settings", "rendercv_settings", "locale_catalog"})
# Arguments by which a list shows a part of its entries.
_CHOICES = frozenset({"limit", "select", "selected", "year", "tag", "type"})


def _compare_data(site: NewSite, pages: Sequence[Seen], home: Collection[str] = ()) -> Comparison:
    """The texts and links of data and front matter, each of which is to be on one of the new pages.

    Lists that show a part of their entries, as on the old site, leave the others in the data files.
    """
    found = Comparison()
    there = [set(home), *(set(map(_now, (*after.words, *after.spellings))) for after in pages)]
    lists = [site.texts.get(f"data/{name}.yml", "") for name in _lists_in_part(site)]
    there += [set(words_of(text)) for text in lists]
    urls = {_same(url) for after in pages for url in (*after.links, *after.images)}
    urls |= {_same(url) for text in lists for url in _URL.findall(text)}
    said = {note.location[:2] for note in site.old.notes}
    for source in site.data:
        texts = [*_texts(source, site.old), *filter(None, [source.lines])]
        for lines in texts if (source.old, 0) not in said else ():
            before = seen_before([line._replace(text=_without_formulas(line.text)) for line in lines])
            words = [word for word in map(_now, before.words) if word != "↩" and not site.old.left_out[word]]
            gone = min(([word for word in words if word not in one] for one in there), key=len, default=words)
            pictures = (url for url in before.images if not any(_is_said(url, after) for after in pages))
            links = [*before.links, *pictures]
            missing = [f"'{' '.join(gone[:_MOST])}'"] if gone else []
            missing += [f"the link to {url}" for url in _missing_urls(links, urls, site.addresses, "")]
            found.add(Comparison(len(words), len(links)))
            found.missing += [_problem(lines[0], what) for what in missing if lines[0].place[:2] not in said]
    found.missing = list(dict.fromkeys(found.missing))
    return found


def _lists_in_part(site: NewSite) -> set[str]:
    """The names of data files of which a page shows a part."""
    found = set()
    for call in (call for path, text in site.texts.items() if path.endswith(".md") for call in find_calls(text)):
        try:
            values = read_values(call.inside)
        except MacroError:
            continue
        if _CHOICES.intersection(values.named):
            found.add(str(next(iter(values.positional), call.name)))
    return found


def _without_formulas(text: str) -> str:
    """A text of data without what the new page sets as formulas."""
    for opened, closed in (("\\(", "\\)"), ("\\[", "\\]")):
        head, *rest = text.split(opened)
        text = " ".join([head, *(part.partition(closed)[2] if closed in part else part for part in rest)])
    return _COMMANDS.sub(" ", text)


def _texts(source: OldPage, site: OldSite) -> Iterator[list[Line]]:
    for path, value in texts_in(source.meta):
        names = [name for name in path if name and isinstance(name, str)] or [""]
        is_address = value.startswith(("http://", "https://")) and not re.search(r"\s", value)
        is_text = any(map(str.isalpha, "".join(value.split(None, 1)[1:])))
        is_text = is_text or not (value.isascii() or re.search(r"[/\d]", value))
        is_text = is_text and not site.holds(value.lstrip("/"))
        if not (is_address or is_text) or names[-1] in _NO_TEXT or names[-1].startswith("_") or names[0] in _NO_TEXTS:
            continue
        line = next((line for line in source.head if _holds(line.text, value)), Line("", source.old, 1))
        yield [
            line._replace(text=text)
            for text in (f"[]({value})" if is_address else value.replace("><", "> <")).split("\n")
        ]


def _holds(line: str, value: str) -> bool:
    said = (line.partition(": ")[2] or line).strip(" \t'\"-")
    return len(said) > 3 and (said in value or value.startswith(said[:24]))


def _address(page: OldPage) -> str:
    return f"/{page.path}".removesuffix("/index.md").removesuffix(".md").strip("/")


def _page(built: Path, page: OldPage) -> Seen:
    path = built / _address(page) / "index.html"
    try:
        return seen_after(path.read_text(encoding="utf-8"), "/" + quote(path.relative_to(built).as_posix()))
    except OSError:
        return Seen()


def _lost_files(site: NewSite, built: Path) -> Iterator[Problem]:
    """Pages of HTML and files beside them that had addresses; found by walking the old folder, whoever copied what."""
    root = site.old.root
    left_out = _left_out(site)
    pages = {page.old for page in site.pages}
    is_hugo = not site.old.holds("_config.yml")  # which publishes what is in static/
    for folder, names, files in os.walk(root):
        here = Path(folder).relative_to(root).as_posix()
        names[:] = sorted(
            name for name in names if not name.startswith((".", "_")) and not (root / here / name).is_symlink()
        )
        if here.split("/")[0] in _OF_PROGRAMS:
            names.clear()
            continue
        for name in sorted(files):
            path = name if here == "." else f"{here}/{name}"
            if path == "index.html" and not is_hugo and path not in pages and not site.old.is_page(path):
                yield Problem(Location(path), _OTHER_HOME, "", "warning")
            is_out = any(fnmatch.fnmatch(path, one) or path.startswith(f"{one}/") for one in left_out)
            is_about = (name in _ABOUT_REPOSITORY and here == ".") or here.startswith(_MACHINERY)
            is_about = is_about or (is_hugo and here.split("/")[0] != "static")
            if not name.endswith((".html", ".htm")) or path in pages or is_out or is_about or site.old.is_page(path):
                continue
            path = path.removeprefix("static/") if is_hugo else path
            if not (built / path).is_file() and not (built / path).with_suffix("").is_dir():
                yield Problem(Location(path), _LOST_FILE, "", "warning")


def _left_out(site: NewSite) -> list[str]:
    config = site.old.data("_config.yml") if site.old.holds("_config.yml") else None
    listed = config.get("exclude") if isinstance(config, dict) else None
    return [str(one).strip("/") for one in listed] if isinstance(listed, list) else []
