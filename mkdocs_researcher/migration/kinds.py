"""The kinds of sites that can be migrated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from mkdocs_researcher.migration.acad_homepage.reader import is_acad_homepage, read_acad_homepage
from mkdocs_researcher.migration.academicpages.reader import is_academicpages, read_academicpages
from mkdocs_researcher.migration.al_folio.reader import is_al_folio, read_al_folio
from mkdocs_researcher.migration.hugoblox.reader import is_hugoblox, read_hugoblox
from mkdocs_researcher.migration.luost26.reader import is_luost26, read_luost26
from mkdocs_researcher.migration.new_site import MigrationError, NewSite
from mkdocs_researcher.migration.old_site import OldSite


class Kind(NamedTuple):
    """A kind of old site.

    Attributes:
        name: what the command line calls it.
        title: what people call it.
        fits: whether a folder looks like one.
        read: makes a new site of it; raises `MigrationError`.
    """

    name: str
    title: str
    fits: Callable[[OldSite], bool]
    read: Callable[[OldSite], NewSite]


KINDS = (
    Kind("luost26", "luost26's academic homepage", is_luost26, read_luost26),
    Kind("al-folio", "al-folio", is_al_folio, read_al_folio),
    Kind("academicpages", "academicpages", is_academicpages, read_academicpages),
    Kind("acad-homepage", "AcadHomepage", is_acad_homepage, read_acad_homepage),
    Kind("hugoblox", "HugoBlox", is_hugoblox, read_hugoblox),
)


def read_site(old: Path, kind: str) -> tuple[Kind, NewSite]:
    """An old site as a new one.

    Args:
        old: its folder.
        kind: name of its kind, or `auto`.

    Raises:
        MigrationError: it is of no known kind, or holds no page.
    """
    site = OldSite(old)
    chosen = next((one for one in KINDS if (one.fits(site) if kind == "auto" else one.name == kind)), None)
    if chosen is None:
        known = ", ".join(one.name for one in KINDS)
        raise MigrationError(f"{old.as_posix()} is of no kind that is known; if it is one of these, name it: {known}")
    return chosen, chosen.read(site)
