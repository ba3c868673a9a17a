"""What is worth knowing about the text of pages: links that lead nowhere, and what is shown as it is written."""

from __future__ import annotations

import contextlib
import functools
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from urllib.parse import unquote

from mkdocs_researcher.errors import Location, Problem, Severity, closest_match
from mkdocs_researcher.fields.spans import CODE_SPAN, html_tokens, spans, without
from mkdocs_researcher.fields.urls import SCHEMES, check_url, is_external, looks_like_host
from mkdocs_researcher.formats.source import shortened
from mkdocs_researcher.hosts.check.data_hints import LOCAL, LOCAL_MESSAGE, faults_of_picture
from mkdocs_researcher.hosts.check.opening import SourcePage, own_people_pages
from mkdocs_researcher.hosts.check.other_markup import (
    Hint,
    fences,
    lost_lines,
    misread_lines,
    other_markup,
    unclosed,
    unpaired,
    with_fences,
)
from mkdocs_researcher.hosts.check.page_html import Anchors, wrong_anchor, wrong_in_page, wrong_page
from mkdocs_researcher.hosts.mkdocs.people_pages import people_of
from mkdocs_researcher.importing.placeholders import placeholder_hint
from mkdocs_researcher.macros import BY_NAME
from mkdocs_researcher.rendering.page import Urls
from mkdocs_researcher.syntax.calls import find_calls, split_front_matter
from mkdocs_researcher.syntax.site import Site

_NO_ALT = re.compile(r"(?<!\\)!\[\s*\]\(")
_COMMENT, _COMMENT_END = re.compile("<!--"), re.compile("-->")
# The target of `[words](target "title")`, of `![words](target)`, and of `[name]: target`.
_TARGET = re.compile(
    r"(?<!\\)\]\(\s*(?:<([^<>\n]+)>|([\w./-]+(?: [\w./-]+)+\.\w{1,5})(?=\))|([^\s()<>]+(?:\([^\s()]*\)[^\s()]*)*))"
    r"|^ {0,3}\[(?!\^)[^\[\]\n]+\]:\s+<?([^\s<>]+)"
)
# Others are often made by plugins, such as feed.xml.
_CHECKED_ENDING = re.compile(
    r"\.(?:md|png|jpe?g|gif|svg|webp|avif|pdf|zip|docx?|pptx?|mp4|webm|csv|txt|ipynb|ya?ml|bib)$", re.I
)
_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\(([^()\s]+)\)")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
# `[words] (address)` and `(words)[address]`, which are shown as text.
_NO_LINK = re.compile(
    r"\]\s{1,3}\((?:https?://[^()\s]*|[\w./-]+\.md)\)|\([^()\n]*\)\[(?:https?://[^\[\]\s]*|[\w./-]+\.md)\]"
)
# A call in the words of a link.
_LINKED_CALL = re.compile(r"(?<!\\)\[[^\[\]\n]*(\{\{[^{}\n]*\}\})[^\[\]\n]*\]\(")
_NESTED = "{}() makes links itself, and no link can be in another one; remove the brackets around it, and the address"
_LINK_FORM = "a link is shown as text; write [words](address), without a space between the brackets"
# `[words][name]`, and the names that a page defines.
_REFERENCE = re.compile(r"(?<![\]\\])\[[^\[\]\n]+\]\[([^\[\]\n^<>]+)\](?![\[(])")
_DEFINED = re.compile(r"^ {0,3}\[([^\[\]\n]+)\]:", re.M)
_FOOTNOTE = re.compile(r"\[(\^[\w-]+)\](?!:)")
_WITH_FOOTNOTES = frozenset({"footnotes", "extra", "pymdownx.extra"})
_WITH_REFERENCES = frozenset({"autorefs", "mkdocstrings", "pymdownx.snippets"})
_HASH = "; # in the name of a file is written as %23: '{}'"
_NO_TAGS = "has no effect without the plugin 'tags'; add '- tags' below plugins:, or remove the line"
_CITATION = re.compile(r"\[(-?@[^\[\]\n]+)\]|\\cite[tp]?\{([^{}\n]+)\}")
_KEY = re.compile(r"[\w:.+/-]+")
# Where a code span ends at the latest: at empty lines, rows of tables, headings and items of lists.
_PARTS = r"(\n(?=[ \t]*(?:\n|\||#|[-*+] |\d+\. )))"
_IMAGE = "an image has no description for people who cannot see it; write ![what it shows](…)"
_IMAGES = "{count} images have no description for people who cannot see them; write ![what it shows](…)"
_MADE_FOLDERS = frozenset({"people", "papers"})
_MISSING = "'{address}' is not a file in {folder}/"


def page_hints(
    site: Site,
    pages: Sequence[SourcePage],
    anchors: Anchors,
    missing: Set[str],
    extensions: Set[str],
    *,
    knows_made: bool,
) -> Iterator[Problem]:
    """Everything worth knowing about the text of pages that is not an error.

    Args:
        missing: the addresses in data and calls whose page does not have their anchor.
        extensions: names of the Markdown extensions, plugins and custom fences of the site.
        knows_made: whether all generated pages are known; errors in data and settings hide some.
    """
    pages_of_people = functools.cache(functools.partial(_pages_of_people, site, pages))
    for path, page, text, error in pages:
        if error:
            continue
        file = site.library.display_path(path)
        visible = without(
            text, spans(text, _COMMENT, lambda opening: _COMMENT_END), lambda part: "\n" * part.count("\n")
        )
        lines, with_indented = [*_prose(visible)], [*_prose(visible, indented=True)]
        if "tags" in split_front_matter(text)[0] and not any(name.endswith("tags") for name in extensions):
            above = text.partition("\ntags")[0].count("\n") + 2
            yield Problem(Location(file, above), _NO_TAGS, "tags", "info")
        for number, message in (*unclosed(text), *_in_html(site, lines, with_indented, page)):
            yield Problem(Location(file, number), message, "", "warning")
        for number, (message, severity) in (
            *_placeholders(text),
            *misread_lines(with_indented, extensions),
            *fences(visible, extensions),
            *lost_lines(lines),
            *unpaired(lines),
            *_undescribed(lines, with_indented),
            *_in_lines(site, lines, {name.casefold() for name in _DEFINED.findall(visible)}, extensions),
        ):
            yield Problem(Location(file, number), message, "", severity)
        for number, line in lines:
            if message := _anchor_in_call(line, missing, anchors):
                yield Problem(Location(file, number), message, "", "info")
            for message, severity in _of_links(line, page, site.urls, anchors):
                yield Problem(Location(file, number), message, "", severity)
            for message in _missing_targets(site, line, page, pages_of_people if knows_made else None):
                yield Problem(Location(file, number), message, "", "warning")


def _missing_targets(
    site: Site, line: str, page: str, pages_of_people: Callable[[], Mapping[str, str]] | None
) -> Iterator[str]:
    """Messages about links to files that do not exist; none to generated pages without `pages_of_people`."""
    folder, lookup = site.library.display_path(site.settings.docs_dir), site.urls.lookup
    for address, target in _broken_links(line, page, lambda target: lookup(target) is None):
        kind = posixpath.basename(posixpath.dirname(target))
        if lookup(target) is not None:
            hint = _HASH.format(address.replace("#", "%23"))
        elif kind not in _MADE_FOLDERS:
            hint = site.urls.similar(target, page)
        elif pages_of_people:
            made = pages_of_people() if kind == "people" else site.library.published.paper_pages
            hint = _made_page(target, page, made) or site.urls.similar(target, page)
        else:
            continue
        yield _MISSING.format(address=shortened(address), folder=folder) + hint


def _made_page(target: str, page: str, made: Mapping[str, str]) -> str:
    """The end of a message about a link to a generated page: where the page of the person or paper is.

    Args:
        made: the pages of all people, or papers, by id.
    """
    by_name = {posixpath.splitext(posixpath.basename(path))[0]: path for path in made.values()} | dict(made)
    wanted = posixpath.splitext(posixpath.basename(target))[0]
    match = closest_match(wanted, by_name)
    if match is None:
        return ""
    shown = f"'{posixpath.relpath(by_name[match], posixpath.dirname(page) or '.')}'"
    return f"; the page of '{match}' is {shown}" if match == wanted else f", did you mean {shown}?"


def _pages_of_people(site: Site, pages: Sequence[SourcePage]) -> dict[str, str]:
    generated = {person: f"people/{person}.md" for person in people_of(site.library)}
    found = generated | own_people_pages(site, pages)
    return {person: path for person, path in found.items() if site.urls.lookup(path) is not None}


def _in_lines(
    site: Site, lines: Iterable[tuple[int, str]], defined: Set[str], extensions: Set[str]
) -> Iterator[tuple[int, Hint]]:
    for number, line in lines:
        for name in _FOOTNOTE.findall(line) if not extensions.isdisjoint(_WITH_FOOTNOTES) else ():
            if name.casefold() not in defined:
                yield (
                    number,
                    (f"the footnote [{name}] has no text; write it on a line of its own, after [{name}]:", "warning"),
                )
        for name in _REFERENCE.findall(line) if extensions.isdisjoint(_WITH_REFERENCES) else ():
            if name.casefold() not in defined:
                shown = f"[{name}]"
                yield number, (f"'{shown}' is shown as text; nothing on this page says {shown}: https://…", "warning")
        for message in _citations(line, site):
            yield number, (message, "warning")
        for hint in other_markup(line, extensions, is_page=True, files=site.library.paths):
            yield number, hint


def _placeholders(text: str) -> Iterator[tuple[int, Hint]]:
    for number, line in _prose(text):
        if hint := placeholder_hint(line, in_data=False):
            yield number, hint


def _anchor_in_call(line: str, missing: Set[str], anchors: Anchors) -> str:
    found = next((url for url in sorted(missing) if f'"{url}"' in line or f"'{url}'" in line), "")
    return wrong_anchor(found, "", anchors)


def _undescribed(
    lines: Sequence[tuple[int, str]], with_indented: Sequence[tuple[int, str]]
) -> Iterator[tuple[int, Hint]]:
    """The lines with images that have no description; the end of a tag may be indented."""
    tags = (tag for tag in html_tokens(_joined(with_indented)) if tag.name == "img" and not tag.is_end)
    in_html = Counter(tag.line for tag in tags if "alt" not in dict(tag.attributes))
    for number, line in lines:
        if count := in_html[number] + len(_NO_ALT.findall(line)):
            yield number, (_IMAGE if count == 1 else _IMAGES.format(count=count), "info")


def _joined(lines: Sequence[tuple[int, str]]) -> str:
    by_number = dict(lines)
    return "\n".join(by_number.get(number, "") for number in range(1, max(by_number, default=0) + 1))


def _in_html(
    site: Site, lines: Sequence[tuple[int, str]], with_indented: Sequence[tuple[int, str]], page: str
) -> Iterator[tuple[int, str]]:
    text = _joined(lines)
    if "<" in text:
        whole = _joined(with_indented)
        yield from wrong_in_page(text, whole, page, site.urls.lookup(page) or "", site.urls)


def _citations(line: str, site: Site) -> Iterator[str]:
    loaded = site.library.files.get("papers")
    ids = {paper.id for paper in loaded.entries} if loaded else set()
    for found in _CITATION.finditer(line):
        if cited := [key for key in _KEY.findall(found[1] or found[2]) if key in ids]:
            calls = " ".join(f"{{{{ cite('{key}') }}}}" for key in cited)
            yield f"{found[0]} is shown as text; write {calls}"


def _of_links(line: str, page: str, urls: Urls, anchors: Anchors) -> Iterator[tuple[str, Severity]]:
    if _NO_LINK.search(line):
        yield _LINK_FORM, "warning"
    for found in _LINKED_CALL.finditer(line):
        names = {call.name for call in find_calls(found[1])}.intersection(BY_NAME) - {"badge"}
        for name in sorted(names):
            yield _NESTED.format(name), "warning"
    for message in _targets_in(line, page, urls, anchors):
        yield message, "info"
    for message in _faults_of_targets(line):
        yield message, "warning"


def _targets_in(line: str, page: str, urls: Urls, anchors: Anchors) -> Iterator[str]:
    for address in _addresses(line):
        if LOCAL.match(address):
            yield LOCAL_MESSAGE
        if is_external(address) or "{" in address or "\\" in address:
            continue
        if message := wrong_anchor(address, page, anchors):
            yield message
        path = address.partition("#")[0].removesuffix(".html")
        if address.startswith("/") or not (address.startswith("#") or _ENDING.search(path)):
            yield from wrong_page(address, page, urls)


def _faults_of_targets(line: str) -> Iterator[str]:
    """Messages about addresses of a line that are mistyped, and pictures that browsers do not show."""
    for address in _addresses(line):
        scheme, colon, _ = address.partition(":")
        is_odd = "\\" in address or "@" in address or looks_like_host(address) or (colon and _is_like_web(scheme))
        if is_odd and not is_external(address) and "{" not in address and not address.endswith(".md"):
            with contextlib.suppress(UnicodeError):
                try:
                    check_url(address)
                except ValueError as error:
                    yield str(error)
    for picture in _PICTURE.findall(line):
        yield from faults_of_picture(picture)


def _is_like_web(scheme: str) -> bool:
    return scheme not in SCHEMES and closest_match(scheme, ("http", "https", "mailto", "file"), 0.7) is not None


def _broken_links(line: str, page: str, is_missing: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Links to pages and images that do not exist.

    Yields:
        Each target as written, and as a path below `docs_dir`.
    """
    for address in _addresses(line):
        path = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
        if is_external(address) or address.startswith(("/", "#")) or "{" in address or "\\" in address:
            continue
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(address)))
        if "#" in address and not is_missing(whole):
            yield address, whole
            continue
        if _CHECKED_ENDING.search(path):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
            if target.startswith("../") or is_missing(target):
                yield address, target


def _addresses(line: str) -> Iterator[str]:
    return (next(filter(None, found.groups())) for found in _TARGET.finditer(line))


def _prose(text: str, *, indented: bool = False) -> Iterator[tuple[int, str]]:
    """The lines of a page outside of code blocks, each with its number and without code spans."""
    lines = [(number, line, not part and (indented or line[:4] != "    ")) for number, line, part in with_fences(text)]
    paragraphs = re.split(_PARTS, "\n".join(line if is_prose else "" for _, line, is_prose in lines))
    plain = "".join(re.sub(CODE_SPAN, lambda code: "·" + "\n" * code[0].count("\n"), part) for part in paragraphs)
    yield from (
        (number, line) for (number, _, is_prose), line in zip(lines, plain.split("\n"), strict=False) if is_prose
    )
