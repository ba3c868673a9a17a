"""The files of a new site of a lab."""

from __future__ import annotations

import datetime
from typing import Any

from mkdocs_researcher.formats.yaml.write import yaml_text
from mkdocs_researcher.starting.homepage import TODO, config_text, shared_files
from mkdocs_researcher.starting.owner import Owner

_NAV = """\
nav:
  - Lab: index.md
  - People: people.md
  - Projects: projects.md
  - Papers: papers.md
  - News: news.md
  - Join us: join.md
  - Contact: contact.md
"""
_PAGES = {
    "index.md": """\
{{ hero() }}

## Research

{{ cards("research") }}

## Selected papers

{{ papers(selected=True, more="papers.md") }}

## People

{{ team(style="faces", alumni=False) }}

## News

{{ news(limit=4) }}

## With thanks to

{{ logos("sponsors") }}
""",
    "people.md": "# People\n\n{{ team() }}\n",
    "projects.md": "# Projects\n\n{{ projects() }}\n",
    "papers.md": '# Papers\n\n{{ papers(style="list", filter=True, group_by="year") }}\n',
    "news.md": '# News\n\n{{ news(style="years") }}\n',
    "join.md": f"""\
---
layout: list
---

# Join us

{TODO}: Write which positions are open, what you look for, and how to apply. Delete the page, and its line in
mkdocs.yml, if there is none.
""",
    "contact.md": f"""\
---
layout: list
---

# Contact

{TODO}: Write the address, and how to find the door.
""",
}
_LINKS = "\n{{ links() }}\n"
_PEOPLE = """\
# The members of the lab, in groups; the groups appear in the order of this file.
# More fields: photo (put it into docs/images/), email, links, interests, bio, native_name.
# Whoever has left keeps the entry, with date: 2021 – 2025 and now: where they are.
"""


def lab_site(owner: Owner, today: datetime.date) -> dict[str, str]:
    """All files of a new site of a lab.

    Args:
        owner: the lab: `name` is its name, `affiliation` its university; `role` is its research in a sentence.

    Returns:
        Text by path below the site's folder, with forward slashes.
    """
    name = owner.name or f"{TODO} Name of the Lab"
    has_links = bool(owner.email or owner.links)
    pages = {**_PAGES, "contact.md": _PAGES["contact.md"] + (_LINKS if has_links else "")}
    return {
        "mkdocs.yml": _config(owner, name),
        **shared_files(name),
        **{f"docs/{path}": text for path, text in pages.items()},
        "data/profile.yml": _profile(owner, name),
        "data/people.yml": _PEOPLE + yaml_text(_people()),
        "data/research.yml": yaml_text(_research()),
        "data/projects.yml": yaml_text(_projects()),
        "data/papers.yml": yaml_text(_papers()),
        "data/news.yml": yaml_text([{"date": today.isoformat()[:7], "text": "This page is online."}]),
        "data/sponsors.yml": yaml_text([{"name": f"{TODO}: who funds you; logo: images/logo.svg adds the logo"}]),
    }


def _config(owner: Owner, name: str) -> str:
    text = config_text(owner, name)
    head, _, _ = text.partition("nav:\n")
    return head.replace("  - researcher\n", "  - researcher:\n      people_pages: true\n") + _NAV


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


def _people() -> list[dict[str, Any]]:
    return [
        {
            "name": "Kira Mori",
            "group": "Head of lab",
            "role": f"{TODO}: replace Kira Mori and the others by your people",
            "bio": f"{TODO}: two sentences about the head of the lab.",
        },
        {"name": "Pell Okasha", "group": "Postdocs", "role": "Postdoc", "interests": [f"{TODO}: what Pell works on"]},
        {"name": "Noor Amin", "group": "Ph.D. students", "role": "First year"},
        {
            "name": "Hana Zhou",
            "group": "Ph.D. students",
            "role": "Ph.D.",
            "date": "2021 – 2025",
            "now": "postdoc, North Pier",
        },
    ]


def _research() -> list[dict[str, Any]]:
    text = f"{TODO}: one or two sentences about it."
    return [
        {"title": f"{TODO}: a topic", "text": text, "icon": "material/flask-outline"},
        {"title": f"{TODO}: another topic", "text": text, "icon": "material/brain"},
    ]


def _projects() -> list[dict[str, Any]]:
    return [
        {
            "id": "first-project",
            "title": f"{TODO}: a project",
            "text": f"{TODO}: what it is about, and who pays for it.",
            "people": ["kira-mori", "pell-okasha"],
        }
    ]


def _papers() -> list[dict[str, Any]]:
    return [
        {
            "title": f"{TODO}: the title of one of your papers, or put a .bib file next to this file",
            "authors": ["Noor Amin", "Pell Okasha", "Kira Mori"],
            "venue": f"{TODO}: where it appeared",
            "year": "2026",
            "project": "first-project",
            "selected": "true",
        }
    ]
