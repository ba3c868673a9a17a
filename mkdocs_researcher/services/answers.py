"""What is asked of a source, and what it answers."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, NamedTuple, TypeVar

from pydantic import BaseModel, Field

from mkdocs_researcher.macros.counts import MAX_COUNT, AnySource, AuthorCounts, FoundBy
from mkdocs_researcher.macros.papers.model import Paper
from mkdocs_researcher.macros.profile import Profile

T = TypeVar("T")
Citations = Annotated[int, Field(ge=0, le=MAX_COUNT)]


class Shape(BaseModel):
    """Base of what interfaces answer: fields that we do not use may come and go."""


class CountRequest(NamedTuple):
    """What numbers are wanted.

    Attributes:
        papers: those that are not hidden.
        repositories: `owner/name` in small letters.
        profile: the owner, None if nothing is known.
        scholar: file or address of Google Scholar data, empty for none.
    """

    papers: Sequence[Paper] = ()
    repositories: Sequence[str] = ()
    profile: Profile | None = None
    scholar: str = ""

    def id_of_owner(self, pattern: str) -> str:
        """What the group of a regular expression finds in the addresses of the owner's links, else empty."""
        links = self.profile.links if self.profile else ()
        found = (re.match(pattern, link.url, re.IGNORECASE) for link in links)
        return next((match[1] for match in found if match), "")


class Found(NamedTuple):
    """The citations of a paper at one source."""

    citations: int
    by: FoundBy
    url: str = ""


@dataclass
class CountResult:
    """What a source said.

    Attributes:
        source: its name.
        papers: what was found, by id of the paper.
        heard: ids of the papers that it was asked for and had an answer to, if only that it does not know them.
        stars: stars by repository.
        repositories: those that it was asked for and had an answer to.
        author: totals of the owner.
        author_heard: whether it had an answer to the question for them.
        failure: why it stopped before the end, empty if it did not.
        day: day of its numbers, `YYYY-MM-DD`; empty for today.
    """

    source: AnySource
    papers: dict[str, Found] = field(default_factory=dict)
    heard: set[str] = field(default_factory=set)
    stars: dict[str, int] = field(default_factory=dict)
    repositories: set[str] = field(default_factory=set)
    author: AuthorCounts | None = None
    author_heard: bool = False
    failure: str = ""
    day: str = ""

    @property
    def gave_something(self) -> bool:
        """Whether it had an answer to anything."""
        return bool(self.heard or self.repositories or self.author_heard)


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    listed = list(items)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


def address_of(variable: str, usual: str, environment: Mapping[str, str] = os.environ) -> str:
    """The address of an interface; an environment variable can name another one."""
    return (environment.get(variable) or usual).rstrip("/")


def web_address(text: object) -> str:
    """An address that a page may link to, else nothing: what a source sends is not trusted."""
    is_plain = isinstance(text, str) and re.fullmatch(r"https://[A-Za-z0-9.-]+(?:/[\w./:?=&%,;~+-]*)?", text)
    return str(text) if is_plain else ""
