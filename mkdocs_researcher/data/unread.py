"""Files in the data folder that are not read although they look like data files."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from mkdocs_researcher.errors import Severity, closest_match

YAML_ENDINGS = (".yml", ".yaml")
_READ = (*YAML_ENDINGS, ".bib")
DOCUMENTS = (".docx", ".doc", ".odt", ".pages", ".rtf", ".wps")
_PROGRAMS = (".xlsx", ".xls", ".ods", ".numbers", *DOCUMENTS, ".pdf")
_BIBTEX = (".bibtex", ".bibtx", ".biblatex")
# Copies that editors and people keep on purpose.
_COPIES = (".bak", ".orig", ".old", ".swp", ".swo", ".tmp", ".part", ".rej", ".save", "~")


def why_unread(path: Path, known: Collection[str]) -> tuple[str, Severity] | None:
    """Why a file or folder in the data folder is not read, with the remedy and the severity; None if it is no data.

    Args:
        path: the file or folder.
        known: names of the data files that macros read.
    """
    if path.name.startswith((".", "_", "#", "~$")) or path.name.lower().endswith(_COPIES):
        return None
    if path.is_dir():
        return _why_folder(path, known)
    if not path.is_file():
        return "cannot be read: it is not a file", "error"
    why = _why_file(path, known)
    return (why, "warning") if why else None


def _why_folder(path: Path, known: Collection[str]) -> tuple[str, Severity] | None:
    if path.suffix.lower() in _READ:
        return f"is a folder, so it is not read; put the data into a file of the name {path.name}", "error"
    return (f"is a folder, so it is not read; use the file {path.name}.yml", "warning") if path.name in known else None


def _why_file(path: Path, known: Collection[str]) -> str:
    first, _, rest = path.name.partition(".")
    inner = path.with_suffix("")
    if inner.suffix.lower() in _READ:
        return f"is not read because of its last ending; rename it to {inner.name}"
    if path.suffix.lower() in _BIBTEX:
        return f"is not read because of its ending; rename it to {inner.name}.bib"
    if path.suffix.lower() in DOCUMENTS and first not in known:
        first = "papers"
    if first not in known and closest_match(first.lower(), known, 0.8) is None:
        return ""
    if path.suffix.lower() == ".json":
        return f"is not read; rename it to {first}.yml (JSON is YAML), or use 'mkdocs-researcher import'"
    if path.suffix.lower() in _PROGRAMS:
        target = f"write its entries as text into files such as {first}.yml"
        return f"is the file of another program, which cannot be read; {target}"
    ending = f"of its ending '.{rest}'" if rest else "it has no ending"
    return f"is not read because {ending}; data files end with .yml, papers also with .bib: rename it to {first}.yml"
