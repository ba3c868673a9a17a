"""What may be wanting: papers without a year, or twice, pictures without words, dead links, what is left to write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs_researcher.data.files import LoadedFile
from mkdocs_researcher.errors import Location, Problem, Severity
from mkdocs_researcher.formats.source import shortened, texts_in
from mkdocs_researcher.formats.yaml.read import YamlError, positions, read_yaml
from mkdocs_researcher.hosts.check.duplicates import doubles
from mkdocs_researcher.hosts.check.links import dead_links
from mkdocs_researcher.importing.placeholders import placeholder_hint
from mkdocs_researcher.macros.papers.model import Paper
from mkdocs_researcher.syntax.site import Site

_MOST = 10
_FENCE = re.compile(r"\s*(```+|~~~+)")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_NO_ALT = re.compile(r"(?<!\\)!\[\s*\]\(([^()\s]*)|<img\b(?![^<>]*\balt\s*=)[^<>]*>", re.I)
_NO_YEAR = "has no year, so it stands last and is in no group of years; add 'year: …'"
_NO_LINKS = "has no link and no identifier; add 'links:', 'doi:' or 'arxiv:' if there is one"
_NO_WORDS = "has a picture without words for those who do not see it; add 'image_alt: …'"
_PICTURE = "a picture has no words for those who do not see it; write ![what it shows](…)"
_PICTURES = "{count} pictures have no words for those who do not see them; write ![what it shows](…)"
_NOWHERE = "'{address}' is a file that docs/ does not hold"  # in the words told of old pages, so that it is told once
_COMMENT = re.compile(r"<!--.*?-->", re.S)


def hints(site: Site, pages: Iterable[Path]) -> list[Problem]:
    """All that is worth knowing and no fault; of many of one kind in a file the first, and how many more there are."""
    found: dict[tuple[str, str], list[Problem]] = {}
    for kind, problem in (*_of_papers(site), *_of_data(site), *_of_pages(site, pages)):
        found.setdefault((kind, problem.place.file), []).append(problem)
    shown: list[Problem] = []
    for (_, file), problems in found.items():
        shown += problems[:_MOST]
        if len(problems) > _MOST:
            message = f"the same is true of {len(problems) - _MOST} more: {problems[-1].message}"
            shown.append(Problem(Location(file, problems[_MOST].place.line), message, "", problems[0].severity))
    return shown


def _of_papers(site: Site) -> Iterator[tuple[str, Problem]]:
    loaded = site.library.files.get("papers")
    if loaded is None:
        return
    for index, paper in zip(loaded.indexes, loaded.entries, strict=True):
        for message, severity in () if paper.hidden else _wants(paper):
            yield message, Problem(_title(loaded, index), message, "", severity)
    papers = [(index, paper) for index, paper in zip(loaded.indexes, loaded.entries, strict=True) if not paper.hidden]
    for number, kind, message, severity in doubles([paper for _, paper in papers]):
        yield kind, Problem(_title(loaded, papers[number][0]), message, "", severity)


def _title(loaded: LoadedFile[Paper], index: int | str) -> Location:
    return loaded.place((index, "title"))


def _wants(paper: Paper) -> Iterator[tuple[str, Severity]]:
    if paper.published_year is None and not paper.is_pending:
        yield _NO_YEAR, "info"
    if paper.image and paper.image_alt is None:
        yield _NO_WORDS, "info"
    identifiers = (paper.doi, paper.arxiv, paper.openreview, paper.acl, paper.pmid, paper.hal, paper.repo)
    if not paper.links and not any(identifiers) and not paper.is_pending:
        yield _NO_LINKS, "debug"  # a book or a thesis of old has none


def _of_data(site: Site) -> Iterator[tuple[str, Problem]]:
    """Texts in all data files, those of general entries among them."""
    for path in site.library.paths.values():
        if path.suffix.lower() not in {".yml", ".yaml"}:
            continue
        try:
            text = path.read_text(encoding="utf-8-sig")
            found = [
                (at, message)
                for at, said in texts_in(read_yaml(text))
                if (message := placeholder_hint(said, in_data=True))
            ]
            places = positions(text) if found else {}
        except (OSError, ValueError, YamlError):
            continue  # which is told by whoever needs the file
        for at, message in found:
            line, column = next((places[at[:end]] for end in range(len(at), -1, -1) if at[:end] in places), (0, 0))
            field = next((str(step) for step in reversed(at) if isinstance(step, str)), "")
            yield "left", Problem(Location(site.library.display_path(path), line, column), message, field, "info")


def _of_pages(site: Site, pages: Iterable[Path]) -> Iterator[tuple[str, Problem]]:
    for path in pages:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, ValueError):
            continue
        shown, page = site.library.display_path(path), path.relative_to(site.settings.docs_dir).as_posix()
        in_sight = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
        for number, line in _prose(text):
            if message := placeholder_hint(line, in_data=False):
                yield "left", Problem(Location(shown, number), message, "", "info")
        for number, line in _prose(in_sight):
            if count := len(_NO_ALT.findall(line)):
                message = _PICTURE if count == 1 else _PICTURES.format(count=count)
                yield "alt", Problem(Location(shown, number), message, "", "info")
            for address in dead_links(line, page, lambda place: site.urls.lookup(place) is None):
                message = _NOWHERE.format(address=shortened(address))
                yield "nowhere", Problem(Location(shown, number), message, "", "warning")


def _prose(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a page that are no code, each with its number and without code in it."""
    fence = ""
    for number, line in enumerate(text.splitlines(), 1):
        if mark := _FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        if not fence and not line.startswith("    "):
            yield number, _CODE.sub("", line)
