"""The files of a new site of a lab."""

from __future__ import annotations

import datetime
from typing import Any

from mkdocs_researcher.formats.yaml_text import yaml_text
from mkdocs_researcher.starting.homepage import ONLINE, TODO, config_text, first_news, shared_files, static
from mkdocs_researcher.starting.owner import Owner

_PAGES = ("index", "people", "projects", "papers", "news", "join", "contact")
_DATA = ("people", "research", "projects", "papers", "sponsors")
_STATIC = (*(f"docs/{name}.md" for name in _PAGES), *(f"data/{name}.yml" for name in _DATA))
_LINKS = "\n{{ links() }}\n"


def lab_site(owner: Owner, today: datetime.date) -> dict[str, str]:
    """All files of a new site of a lab, as `homepage`; `role` of the owner is its research in a sentence."""
    name = owner.name or f"{TODO} Name of the Lab"
    texts = {path: static(f"lab/{path}") for path in _STATIC}
    if owner.email or owner.links:
        texts["docs/contact.md"] += _LINKS
    return {
        "mkdocs.yml": _config(owner, name),
        **shared_files(name),
        **texts,
        "data/profile.yml": _profile(owner, name),
        "data/news.yml": first_news(today, f"{TODO}: {ONLINE}"),
    }


def _config(owner: Owner, name: str) -> str:
    text = config_text(owner, name)
    head, _, _ = text.partition("nav:\n")
    return head.replace("  - researcher\n", "  - researcher:\n      people_pages: true\n") + static("lab/nav.yml")


def _profile(owner: Owner, name: str) -> str:
    record: dict[str, Any] = {
        "type": "organization",
        "name": name,
        "tagline": owner.role or f"{TODO}: what you study, in one sentence.",
        "affiliations": [{"name": owner.affiliation or f"{TODO}: your department and university"}],
        "email": owner.email,
        "links": list(owner.links),
    }
    return "# The lab.\n" + yaml_text({key: value for key, value in record.items() if value})
