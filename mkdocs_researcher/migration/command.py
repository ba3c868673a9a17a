"""`migrate`: read the old site, write the new one, compare the two and report."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from mkdocs_researcher.errors import Location, Problem
from mkdocs_researcher.fields.text import counted
from mkdocs_researcher.migration.acad_homepage import AcadHomepage, OtherJekyll
from mkdocs_researcher.migration.academicpages import Academicpages
from mkdocs_researcher.migration.al_folio.reader import AlFolio
from mkdocs_researcher.migration.check.checking import Checked, Comparison, check_site
from mkdocs_researcher.migration.hugoblox.reader import HugoBlox
from mkdocs_researcher.migration.jekyll.reader import TemplateReader
from mkdocs_researcher.migration.luost26 import Luost26
from mkdocs_researcher.migration.new_site import MigrationError, NewSite, check_target, write_site
from mkdocs_researcher.migration.old_site import OldSite

Kind = type[TemplateReader] | type[HugoBlox]
KINDS: tuple[Kind, ...] = (Luost26, AlFolio, Academicpages, AcadHomepage, HugoBlox)
_PLACE = operator.attrgetter("location", "message")

_NO_TEMPLATE = (
    "is of no template that is known; pages are read with what the layouts show in them: compare each with the old one"
)


def read_site(old: Path, kind: str) -> tuple[Kind, NewSite]:
    """An old site as a new one.

    Raises:
        MigrationError: it is of no known kind, or holds no page.
    """
    site = OldSite(old)
    chosen = next((one for one in KINDS if (one.fits(site) if kind == "auto" else one.name == kind)), None)
    if chosen is None and kind == "auto" and site.holds("_config.yml"):
        chosen = OtherJekyll
        site.note(Location("_config.yml"), _NO_TEMPLATE, "info")
    if chosen is None:
        known = ", ".join(one.name for one in KINDS)
        raise MigrationError(f"{old.as_posix()} is of no kind that is known; if it is one of these, name it: {known}")
    site.report_submodules()
    return chosen, chosen(site).read()


class Result(NamedTuple):
    """The result of a migration."""

    lines: list[str]
    is_whole: bool


def migrate_site(kind: str, old: Path, new: Path, *, force: bool, say: Callable[[str], None]) -> Result:
    """Makes a new site of an old one.

    Raises:
        MigrationError: nothing was written.
    """
    check_target(old, new, force=force)
    say(f"reading {old.as_posix()} …")
    chosen, site = read_site(old, kind)
    say("building the new site and comparing it with the old one …")
    checked = check_site(site)
    write_site(site, new)
    notes = sorted(site.old.notes, key=_PLACE)
    lines = [f"{note.severity}: {note}" for note in notes]
    lines += [*(f"mkdocs: {line.strip()}" for line in checked.reported), *_written(site, new)]
    missing = list(checked.comparison.missing) if checked.comparison else []
    lines += [f"warning: {problem}" for problem in sorted(missing, key=_PLACE)]
    lines.append(f"{chosen.title}: {_figures(checked.comparison)}")
    lost = [note for note in notes if note.severity == "warning"]
    is_whole = not missing and not lost and checked.comparison is not None and checked.is_strict
    lines.append("nothing is missing" if is_whole else _verdict(missing, lost, checked))
    lines += _next(new, is_whole=is_whole, notes=notes)
    return Result(lines, is_whole)


def _written(site: NewSite, new: Path) -> Iterator[str]:
    for path in sorted(site.texts):
        yield f"wrote {(new / path).as_posix()}"
    folders = Counter(path.rpartition("/")[0] for path in site.copies)
    for folder, count in sorted(folders.items()):
        yield f"copied {counted(count, 'file')} to {(new / folder).as_posix()}"


def _figures(found: Comparison | None) -> str:
    if found is None:
        return "the new site could not be built, so it was not compared with the old one"
    text = f"the old pages have {found.words} words, {found.links} links and {found.images} pictures"
    if found.formulas:
        text = text.replace(" and ", ", ") + f" and {counted(found.formulas, 'formula')}"
    if found.drawn:
        text += f"; {counted(found.drawn, 'picture')} of a number became the number itself"
    if found.trackers:
        text += f"; {counted(found.trackers, 'counter')} of visitors left out"
    return text


def _verdict(missing: list[Problem], lost: list[Problem], checked: Checked) -> str:
    if checked.comparison is None:
        return "the new site cannot be built yet; fix what mkdocs reports above"
    places = len({(problem.location.file, problem.location.line) for problem in (*missing, *lost)})
    parts = []
    if places:
        parts.append(f"{counted(places, 'line')} of the old site could not be placed whole; they are named above")
    if not checked.is_strict:
        parts.append("`mkdocs build --strict` fails; what mkdocs reports is above")
    return "; ".join(parts)


def _next(new: Path, *, is_whole: bool, notes: list[Problem]) -> list[str]:
    steps = [f"next: cd {new.as_posix()} && mkdocs serve, and look at the pages beside the old ones"]
    if not is_whole:
        steps.insert(0, "next: put what is named above into the new pages or data files")
    if any("math" in note.message for note in notes):
        steps.append("next: add a script that sets formulas to extra_javascript in mkdocs.yml")
    return steps
