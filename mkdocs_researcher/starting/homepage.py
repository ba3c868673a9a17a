"""The files of a new homepage."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from mkdocs_researcher import __version__
from mkdocs_researcher.formats.records import Record
from mkdocs_researcher.formats.yaml.write import yaml_text
from mkdocs_researcher.starting.owner import Owner

_FILES = Path(__file__).parent / "files"
_SELECTED = 3
# Marks what the owner has to write; `check` lists it.
TODO = "TODO"
REQUIREMENTS = f"""\
mkdocs-researcher>={__version__}
# For a CV as PDF (cv_pdf: true in mkdocs.yml):
# mkdocs-researcher[pdf]>={__version__}
"""
_PROFILE = """\
# Who you are.
"""
_MORE_OF_PROFILE = """\
# More fields of a profile; remove the "#" to use them:
# avatar: images/portrait.jpg   # put the photo into docs/images/
# status: On the job market
"""
_PAPERS = """\
# Your papers. `mkdocs-researcher import` fills this file from BibTeX, ORCID, OpenAlex or DBLP.
# Or put a .bib file next to it.
"""


def homepage(owner: Owner, today: datetime.date) -> dict[str, str]:
    """All files of a new homepage.

    Args:
        owner: the owner.
        today: the date of the first news item.

    Returns:
        Text by path below the site's folder, with forward slashes.
    """
    texts = {
        "mkdocs.yml": config_text(owner, _name(owner)),
        "requirements.txt": REQUIREMENTS,
        ".gitignore": static("gitignore"),
        ".github/workflows/pages.yml": static("github/pages.yml"),
        ".github/workflows/update.yml": static("github/update.yml"),
        "docs/index.md": _home(owner),
        "docs/papers.md": static("docs/papers.md"),
        "docs/cv.md": static("docs/cv.md"),
        "data/profile.yml": _profile(owner),
        "data/papers.yml": _PAPERS + yaml_text(_papers(owner)),
        "data/education.yml": yaml_text(list(owner.education) or [_degree(owner)]),
        "data/news.yml": yaml_text([{"date": today.isoformat()[:7], "text": "This page is online."}]),
    }
    if owner.experience:
        texts["data/experience.yml"] = yaml_text(list(owner.experience))
    return texts


def static(name: str) -> str:
    """The text of a file that is the same in every new site."""
    return (_FILES / name).read_text(encoding="utf-8")


def _name(owner: Owner) -> str:
    return owner.name or f"{TODO} Your Name"


def config_text(owner: Owner, name: str) -> str:
    """`mkdocs.yml`.

    Args:
        owner: for the address of the site.
        name: name of the site.
    """
    head: dict[str, Any] = {"site_name": name}
    if owner.github:
        head["site_url"] = f"https://{owner.github}.github.io/"
    text = yaml_text(head, for_others=True)
    if not owner.github:
        text += "# site_url: https://your-name.github.io/   # where the site will be; for feeds and search engines\n"
    return f"{text}\n{static('mkdocs.yml')}"


def _profile(owner: Owner) -> str:
    record: dict[str, Any] = {
        "name": _name(owner),
        "aliases": list(owner.aliases),
        "role": owner.role or f"{TODO}: your position, such as Ph.D. candidate, computer science",
        "affiliations": [{"name": owner.affiliation or f"{TODO}: your university or institute"}],
        "email": owner.email,
        "interests": list(owner.interests),
        "links": list(owner.links),
    }
    text = _PROFILE + yaml_text({name: value for name, value in record.items() if value}) + "\n" + _MORE_OF_PROFILE
    text += "" if owner.email else "# email: you@university.edu   # written so that spam bots cannot read it\n"
    return text + ("" if owner.links else "# links:\n#   - scholar: YOUR-ID\n#   - github: your-name\n")


def _papers(owner: Owner) -> list[Record]:
    if owner.papers:
        return [
            {**paper, "selected": "true"} if index < _SELECTED else paper for index, paper in enumerate(owner.papers)
        ]
    titles = (f"{TODO}: the title of one of your papers", f"{TODO}: the title of another one, or delete it")
    authors, venue = [_name(owner)], f"{TODO}: where it appeared"
    return [{"title": title, "authors": authors, "venue": venue, "selected": "true"} for title in titles]


def _degree(owner: Owner) -> Record:
    return {
        "institution": f"{TODO}: the university of your degree",
        "degree": f"{TODO}: the degree, such as Ph.D. in Computer Science",
    }


def _home(owner: Owner) -> str:
    about = owner.bio or (
        f"{TODO}: Write two or three sentences about your research: the question, why it matters, and how you\n"
        "approach it."
    )
    parts = [
        "# About",
        about,
        "{{ timeline() }}",
        "## News\n\n{{ news(limit=5) }}",
        '## Selected papers\n\n{{ papers(style="feature", selected=True, more="papers.md") }}',
        "## Education\n\n{{ education() }}",
    ]
    return "\n\n".join(parts) + "\n"
