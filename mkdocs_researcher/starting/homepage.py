"""The files of a new homepage, and of a new site of a lab."""

from __future__ import annotations

import base64
import datetime
import hashlib
import io
import json
import zipfile
from html import escape
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from mkdocs_researcher import __version__
from mkdocs_researcher.formats.source import Record
from mkdocs_researcher.formats.yaml_text import yaml_text
from mkdocs_researcher.macros.profile import native_language
from mkdocs_researcher.starting.owner import Owner

_FILES = Path(__file__).parent / "files"
_SELECTED = 3
# Marks what the owner has to write; `check` lists it.
TODO = "TODO"
IF_JAPANESE = "# native_language: ja   # if the name is Japanese; without this line it is Chinese\n"
PHOTO = "portrait"
WORKFLOW, GITLAB = ".github/workflows/pages.yml", ".gitlab-ci.yml"
ONLINE = "This page is online."
_PROFILE = """\
# Who you are.
"""
_MORE_OF_PROFILE = """\
# More fields; remove the "#" to use them:
# pronouns: she/her
# status: On the job market
"""
_COPY = """\
# mkdocs-researcher was installed from a folder on this computer, so the site contains a copy for its host. Once it is
# on PyPI, replace the next line with "mkdocs-researcher", and delete the folder packages.
"""
# The owner's initials, as portrait and as icon of the site until there are better ones. A picture knows nothing of the
# palette, so its color suits all of them.
_INITIALS = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" role="img" aria-label="{label}">
  <rect width="100" height="100" fill="#334155"/>
  <text x="50" y="50" dy=".36em" fill="#fff" font-family="Georgia, serif" font-size="{size}" text-anchor="middle">
    {initials}
  </text>
</svg>
"""
_AWARDS = """\
# Your awards. Remove the "# " before the lines below, and write your own.
# The CV shows them; on a page, {{ awards() }} does.
# - title: Best Paper Award
#   awarder: the conference or institution
#   date: 2025
"""
_TALKS = """\
# Your talks. Remove the "# " before the lines below, and write your own.
# The CV shows them; on a page, {{ talks() }} does.
# - title: The title of a talk
#   event: the conference or seminar
#   location: City
#   date: 2025-05
"""
_PAPERS = """\
# Your papers. Fill this file with `mkdocs-researcher import` from BibTeX, ORCID, OpenAlex or DBLP,
# or put a .bib file next to it.
"""


def homepage(owner: Owner, today: datetime.date) -> dict[str, str]:
    """All files of a new homepage: text by path below the site's folder, with forward slashes."""
    texts = {
        "mkdocs.yml": _config_text(owner, _name(owner)),
        **shared_files(_name(owner), owner.host),
        "docs/index.md": _home(owner),
        "docs/papers.md": _static("docs/papers.md"),
        "docs/cv.md": _static("docs/cv.md"),
        "data/profile.yml": _profile(owner),
        "data/papers.yml": _PAPERS + yaml_text(_papers(owner, today)),
        "data/education.yml": yaml_text(list(owner.education) or [_degree(today)]),
        "data/news.yml": _first_news(today, ONLINE if owner.papers else f"{TODO}: {ONLINE}"),
        "data/awards.yml": _AWARDS,
        "data/talks.yml": _TALKS,
    }
    if owner.experience:
        texts["data/experience.yml"] = yaml_text(list(owner.experience))
    if not owner.papers:
        texts["docs/images/sample.svg"] = _static("docs/images/sample.svg")
    return texts


def shared_files(name: str, host: str = "github") -> dict[str, str]:
    """The files of every new site apart from its pages and data."""
    return {
        "requirements.txt": f"{_COPY}./{WHEEL}\n" if is_from_folder() else f"{requirement()}\n",
        ".gitignore": _static("gitignore"),
        **({GITLAB: _static("gitlab-ci.yml")} if host == "gitlab" else {WORKFLOW: _static("github/pages.yml")}),
        "docs/images/icon.svg": _initials(name),
    }


def _first_news(today: datetime.date, text: str) -> str:
    return yaml_text([{"date": today.isoformat()[:7], "text": text}])


def requirement() -> str:
    """The line of `requirements.txt` that installs this package from where it was installed here (PEP 610)."""
    origin = _origin()
    url, source = str(origin.get("url", "")), origin.get("vcs_info")
    if url.startswith(("http://", "https://")):
        start = f"{source['vcs']}+{url}@{source['commit_id']}" if source else url
        return f"mkdocs-researcher @ {start}"
    return f"mkdocs-researcher>={__version__}"


def is_from_folder() -> bool:
    """Was this package installed from a folder of this computer, where no host can find it?"""
    return str(_origin().get("url", "")).startswith("file:")


def _origin() -> dict[str, Any]:
    """From where this package was installed (PEP 610); empty if from an index."""
    try:
        return dict(json.loads(distribution("mkdocs-researcher").read_text("direct_url.json") or "{}"))
    except (PackageNotFoundError, ValueError):
        return {}


def _initials(name: str) -> str:
    words = [word for word in name.removeprefix(TODO).split() if word[0].isalpha()] or ["?"]
    initials = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return _INITIALS.format(label=escape(name), initials=escape(initials.upper()), size=44 if len(words) > 1 else 56)


def _static(name: str) -> str:
    return (_FILES / name).read_text(encoding="utf-8")


def _name(owner: Owner) -> str:
    return owner.name or f"{TODO} Your Name"


def _config_text(owner: Owner, name: str) -> str:
    head: dict[str, Any] = {"site_name": name}
    if owner.url:
        head["site_url"] = owner.url
    text = yaml_text(head, for_others=True)
    if not owner.url:
        text += "# site_url: https://your-name.github.io/   # the address of your site, for feeds and search engines\n"
    return f"{text}\n{_static('mkdocs.yml')}"


def _profile(owner: Owner) -> str:
    record: dict[str, Any] = {
        "name": _name(owner),
        "native_name": owner.native_name,
        "avatar": f"images/{PHOTO}{Path(owner.photo).suffix.lower()}" if owner.photo else "images/icon.svg",
        "aliases": list(owner.aliases),
        "role": owner.role or f"{TODO}: your position",
        "affiliations": [{"name": owner.affiliation or f"{TODO}: your university or institute"}],
        "email": owner.email,
        "interests": list(owner.interests) or [f"{TODO}: a topic of your work"],
        "links": list(owner.links),
    }
    text = _PROFILE + yaml_text({name: value for name, value in record.items() if value}) + "\n" + _MORE_OF_PROFILE
    text += (
        ""
        if owner.photo
        else "# avatar: images/portrait.jpg   # put your photo into docs/images/, and delete the line with icon.svg\n"
    )
    if native_language(owner.native_name) == "zh":
        text += IF_JAPANESE
    text += "" if owner.native_name else "# native_name: 王小明   # your name in its own script\n"
    text += "" if owner.email else "# email: you@university.edu   # hidden from spam bots\n"
    return text + ("" if owner.links else "# links:\n#   - scholar: YOUR-ID\n#   - github: your-name\n")


def _papers(owner: Owner, today: datetime.date) -> list[Record]:
    if owner.papers:
        return [
            {**paper, "selected": "true"} if index < _SELECTED else paper for index, paper in enumerate(owner.papers)
        ]
    first: Record = {
        "title": f"{TODO}: the title of one of your papers",
        "authors": [_name(owner)],
        "venue": f"{TODO}: the journal or conference",
        "year": str(today.year),
        "image": "images/sample.svg",
        "image_alt": f"{TODO}: what the figure shows",
        "summary": f"{TODO}: what the paper shows, in one or two sentences.",
        "selected": "true",
    }
    second: Record = {
        "title": f"{TODO}: the title of another one, or delete it",
        "authors": [_name(owner)],
        "venue": f"{TODO}: where it appeared",
        "year": str(today.year - 1),
        "selected": "true",
    }
    return [first, second]


def _degree(today: datetime.date) -> Record:
    return {
        "institution": f"{TODO}: the university of your degree",
        "degree": f"{TODO}: the degree",
        "date": f"{today.year - 2} – present",
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


WHEEL = f"packages/mkdocs_researcher-{__version__}-py3-none-any.whl"
_METADATA = ("METADATA", "WHEEL", "entry_points.txt")
_DATE = (2026, 1, 1, 0, 0, 0)  # the same bytes at each call


def package_as_wheel() -> bytes:
    """The installed package, packed as it was when it was installed; empty if it is not installed."""
    try:
        installed = distribution("mkdocs-researcher")
    except PackageNotFoundError:
        return b""
    root = Path(__file__).parent.parent
    files = {
        path.relative_to(root.parent).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }
    info = f"mkdocs_researcher-{__version__}.dist-info"
    files |= {f"{info}/{name}": (installed.read_text(name) or "").encode() for name in _METADATA}
    files[f"{info}/RECORD"] = "".join([*map(_recorded, files.items()), f"{info}/RECORD,,\n"]).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _recorded(file: tuple[str, bytes]) -> str:
    """A line of RECORD (Python Packaging User Guide, "Recording installed projects")."""
    name, content = file
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(content)}\n"


# A lab

_LAB_PAGES = ("index", "people", "projects", "papers", "news", "join", "contact")
_LAB_DATA = ("people", "research", "projects", "papers", "sponsors")
_LAB_STATIC = (*(f"docs/{name}.md" for name in _LAB_PAGES), *(f"data/{name}.yml" for name in _LAB_DATA))
_LINKS = "\n{{ links() }}\n"


def lab_site(owner: Owner, today: datetime.date) -> dict[str, str]:
    """All files of a new site of a lab, as `homepage`; `role` of the owner is its research in a sentence."""
    name = owner.name or f"{TODO} Name of the Lab"
    texts = {path: _static(f"lab/{path}") for path in _LAB_STATIC}
    if owner.email or owner.links:
        texts["docs/contact.md"] += _LINKS
    return {
        "mkdocs.yml": _lab_config(owner, name),
        **shared_files(name, owner.host),
        **texts,
        "data/profile.yml": _lab_profile(owner, name),
        "data/news.yml": _first_news(today, f"{TODO}: {ONLINE}"),
    }


def _lab_config(owner: Owner, name: str) -> str:
    text = _config_text(owner, name)
    head, _, _ = text.partition("nav:\n")
    return head.replace("  - researcher\n", "  - researcher:\n      people_pages: true\n") + _static("lab/nav.yml")


def _lab_profile(owner: Owner, name: str) -> str:
    record: dict[str, Any] = {
        "type": "organization",
        "name": name,
        "tagline": owner.role or f"{TODO}: what you study, in one sentence.",
        "affiliations": [{"name": owner.affiliation or f"{TODO}: your department and university"}],
        "email": owner.email,
        "links": list(owner.links),
    }
    return "# The lab.\n" + yaml_text({key: value for key, value in record.items() if value})
