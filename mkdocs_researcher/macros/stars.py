"""`stars("owner/name")`: how many stars a repository has on GitHub."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from mkdocs_researcher.fields.identifiers import IDENTIFIERS, Repo
from mkdocs_researcher.macros.base import Arguments, Data, Macro, View, view
from mkdocs_researcher.macros.counts import counts_of, stars_of


class StarsArguments(Arguments):
    """Arguments of `stars()`."""

    positional: ClassVar = ("repo",)
    repo: Repo = Field(description="The repository on GitHub, `owner/name`.", examples=["mira/ledger"])


def _build_stars(data: Data, arguments: StarsArguments) -> View:
    counts = counts_of(data)
    stars = stars_of(counts, arguments.repo)
    date = counts.day_of("GitHub") if counts and stars is not None else None
    return view(repo=arguments.repo, stars=stars, url=IDENTIFIERS["repo"].url(arguments.repo), date=date)


MACROS = (Macro("stars", StarsArguments, _build_stars, "stars"),)
