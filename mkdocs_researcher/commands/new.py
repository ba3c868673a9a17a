"""`mkdocs-researcher new`."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mkdocs_researcher.commands.shared import echo, write

if TYPE_CHECKING:
    from mkdocs_researcher.starting.owner import Owner

_NEXT = """
Next:

1. Start the preview, and open http://127.0.0.1:8000 in your browser:
  cd {folder}{install}
  mkdocs serve
2. Replace each TODO with your own text. This command lists the remaining ones:
  mkdocs-researcher check
3. Put it online: push the folder to {repository} on {host}
   {address} A site with a TODO is not published."""
_AT_HOST = {
    "github": 'GitHub. There, choose Settings, Pages,\n   and set Source to "GitHub Actions".',
    "gitlab": "GitLab. Its pipeline publishes the site; Deploy, Pages shows the address.",
}
_OF_YOUR_OWN = "a repository of your own"
# Files of a new repository, which do not count as content.
_OF_A_REPOSITORY = frozenset({".git", ".gitignore", ".gitattributes", "README.md", "LICENSE"})


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", default="", help="Your name, as on papers.")
@click.option("--native-name", default="", help="Your name in another script, such as 王小明.")
@click.option("--role", default="", help="Your position.")
@click.option("--affiliation", default="", help="Your university or institute.")
@click.option("--email", default="", help="Your email address.")
@click.option("--link", "links", multiple=True, help="github:mira, orcid:… or a URL; you can repeat the option.")
@click.option("--gitlab", is_flag=True, help="Publish it on GitLab Pages in place of GitHub Pages.")
@click.option("--photo", default="", metavar="FILE", help="Your photo, which is copied into the site.")
@click.option(
    "--project",
    "repository",
    default="",
    metavar="NAME",
    help="Repository of the site, such as homepage or octocat/homepage. [default: <you>.github.io]",
)
@click.option("--site-url", default="", metavar="URL", help="Address of the site. [default: that of its host]")
@click.option("--from-orcid", "orcid", default="", metavar="ID", help="Take name, links, papers and more from ORCID.")
@click.option("--lab", is_flag=True, help="A site for a lab: its people, projects, papers, news and sponsors.")
@click.option(
    "--languages",
    default="en",
    show_default=True,
    metavar="CODES",
    help="Languages of the pages, such as en,de, starting with the default.",
)
@click.option("--no-input", is_flag=True, help="Ask no questions.")
@click.option(
    "--force", is_flag=True, help="Write into a folder that contains files, overwriting those with the same names."
)
def new(
    folder: Path, orcid: str, gitlab: bool, lab: bool, languages: str, force: bool, no_input: bool, **answers: Any
) -> None:
    """Create a new homepage in the folder DIR.

    The site is small but complete, and includes a workflow that publishes it on GitHub Pages, or with --gitlab on
    GitLab Pages. With --lab, it is the site of a lab.

    In a terminal, the command asks for your name, position, links and so on, unless you give them as options.
    Everything that you should replace is marked TODO, and "mkdocs-researcher check" lists it.
    """
    from mkdocs_researcher.starting.owner import Owner, profile_errors

    _refuse_full(folder, force=force)
    if lab and orcid:
        raise click.UsageError("--from-orcid is for the homepage of a person; leave it out with --lab")
    given = Owner(host="gitlab" if gitlab else "github")
    for field, value in answers.items():
        for text in value if isinstance(value, tuple) else (value,):
            given = _with_option(given, field, text) if text else given
    codes = _languages(languages)
    if not no_input and not orcid:
        given = _asked(given, _LAB_QUESTIONS if lab else _QUESTIONS) if _is_asked(given) else given
    owner = _completed(given, orcid) if orcid else given
    if wrong := [*profile_errors(owner)]:
        raise click.ClickException(f"nothing was written: {'; '.join(wrong)}")
    try:
        files = {folder / path: text for path, text in _files(owner, codes, lab=lab).items()}
    except OSError as error:
        raise click.ClickException(f"nothing was written: {error.filename}: {error.strerror}") from None
    if not force and (folder / ".gitignore").exists():
        del files[folder / ".gitignore"]
    write(files, folder, force=force)
    echo(_next_steps(folder, owner, "\n  pip install -r requirements.txt" if len(codes) > 1 else ""))


def _next_steps(folder: Path, owner: Owner, install: str) -> str:
    address = f"It will be at {owner.url}." if owner.url else "Set site_url in mkdocs.yml to its address."
    repository = owner.repository or (f"{owner.user}/{owner.user}.{owner.host}.io" if owner.user else _OF_YOUR_OWN)
    host, shown = _AT_HOST[owner.host], shlex.quote(folder.as_posix())
    return _NEXT.format(folder=shown, install=install, repository=repository, host=host, address=address)


def _with_option(owner: Owner, field: str, text: str) -> Owner:
    try:
        return _with_answer(owner, field, text)
    except ValueError as error:
        option = {"links": "--link", "repository": "--project"}.get(field, f"--{field.replace('_', '-')}")
        raise click.BadParameter(str(error), param_hint=option) from None


def _with_answer(owner: Owner, field: str, text: str) -> Owner:
    from mkdocs_researcher.fields.urls import check_url
    from mkdocs_researcher.starting.owner import read_link, read_photo, read_repository

    value: Any = text
    if field == "links":
        value = (*owner.links, read_link(text))
    elif field == "photo":
        value = read_photo(text)
    elif field == "repository":
        value = read_repository(text, owner.user, owner.host)
    elif field == "site_url":
        value = check_url(text if "://" in text else f"https://{text}")
    return owner._replace(**{field: value})


def _files(owner: Owner, languages: list[str], *, lab: bool) -> dict[str, str | bytes]:
    from mkdocs_researcher.importing.counts import today
    from mkdocs_researcher.starting.homepage import PHOTO, WHEEL, homepage, is_from_folder, lab_site, package_as_wheel
    from mkdocs_researcher.starting.languages import in_languages

    made = lab_site(owner, today()) if lab else homepage(owner, today())
    texts: dict[str, str | bytes] = {**(made if languages == ["en"] else in_languages(made, languages, today()))}
    if is_from_folder():
        texts[WHEEL] = package_as_wheel()
    if owner.photo:
        texts[f"docs/images/{PHOTO}{Path(owner.photo).suffix.lower()}"] = Path(owner.photo).read_bytes()
    return texts


def _languages(given: str) -> list[str]:
    from mkdocs_researcher.starting.languages import known_languages

    try:
        codes = known_languages(given)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--languages") from None
    return codes or ["en"]


def _refuse_full(folder: Path, *, force: bool) -> None:
    try:
        there = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    except OSError as error:
        raise click.ClickException(f"{folder.as_posix()} cannot be read: {error.strerror}") from None
    if (full := [name for name in there if name not in _OF_A_REPOSITORY]) and not force:
        shown = ", ".join(full[:3]) + (" …" if len(full) > 3 else "")
        message = (
            f"nothing was written: {folder.as_posix()} contains files ({shown}); name another folder, or use --force"
        )
        raise click.ClickException(message)


def _is_asked(given: Owner) -> bool:
    from mkdocs_researcher.starting.owner import Owner

    if not (is_terminal := sys.stdin.isatty()) and given == Owner(host=given.host):
        echo(_NOT_ASKED, err=True)
    return is_terminal


def _asked(owner: Owner, questions: Mapping[str, str]) -> Owner:
    """Ask for what is not given: an empty answer leaves a TODO, an invalid one is asked for again."""
    missing = {field: question for field, question in questions.items() if not getattr(owner, field)}
    if missing:
        echo("Press Enter to skip a question. Missing answers are marked TODO.")
    for field, question in missing.items():
        before = None
        while before != owner:
            before, owner = owner, _right(owner, field, question.format(host=owner.host))
            if field != "links":
                break
    return owner


def _right(owner: Owner, field: str, question: str) -> Owner:
    from mkdocs_researcher.starting.owner import profile_errors

    while text := str(click.prompt(question, default="", show_default=False)).strip():
        try:
            completed = _with_answer(owner, field, text)
            wrong = [*profile_errors(completed)]
        except ValueError as error:
            wrong = [str(error)]
        if not wrong and field == "repository":
            echo(f"  {completed.repository}, so the site will be at {completed.url}")
        if not wrong:
            return completed
        echo(f"  {'; '.join(wrong)}")
    return owner


_LINK = "A link (github:mira, orcid:… or a URL; press Enter to finish)"
_REPOSITORY = "Repository of the site (such as octocat/octocat.{host}.io)"
_QUESTIONS = {
    "name": "Your name, as on papers",
    "native_name": "Your name in another script, if it has one",
    "role": "Your position",
    "affiliation": "Your university or institute",
    "email": "Your email address",
    "photo": "Your photo (drag the file into this window)",
    "links": _LINK,
    "repository": _REPOSITORY,
}
_LAB_QUESTIONS = {
    "name": "Name of the lab",
    "role": "What it studies, in one sentence",
    "affiliation": "Department and university",
    "email": "Email address of the lab",
    "links": _LINK,
    "repository": _REPOSITORY,
}
_NOT_ASKED = (
    "no questions were asked, because the input is not a terminal; "
    "use --name, --role, --affiliation, --email and --link"
)


def _completed(given: Owner, orcid: str) -> Owner:
    """The answers from ORCID; options take precedence."""
    from mkdocs_researcher.fields.identifiers import IDENTIFIERS
    from mkdocs_researcher.services.http import Fetcher, FetchError
    from mkdocs_researcher.starting.from_orcid import read_owner

    try:
        person = IDENTIFIERS["orcid"].normalize(orcid)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--from-orcid") from None
    echo(f"asking ORCID for {person} …", err=True)
    try:
        with Fetcher(given.email) as fetcher:
            found, notes = read_owner(person, fetcher)
    except FetchError as error:
        raise click.ClickException(f"nothing was written: {error}") from None
    for note in notes:
        echo(f"{note.severity}: {note}", err=True)
    said = {field: value for field, value in given._asdict().items() if value and field != "links"}
    links = [*found.links, *(link for link in given.links if link not in found.links)]
    return found._replace(**said, links=tuple(links))
