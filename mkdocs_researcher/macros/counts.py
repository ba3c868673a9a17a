"""The model of `counts.json`: numbers from outside, written by `mkdocs-researcher update`."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, Field, Strict

from mkdocs_researcher.fields.dates.parse import DateField, PartialDate
from mkdocs_researcher.fields.urls import check_url
from mkdocs_researcher.macros.base import Data, DataFile, Model
from mkdocs_researcher.macros.papers.model import Paper

Source = Literal["Google Scholar", "OpenAlex", "Semantic Scholar"]
AnySource = Literal["GitHub", "Google Scholar", "OpenAlex", "Semantic Scholar"]
FoundBy = Literal["id", "DOI", "arXiv", "ACL", "PMID", "title"]
MOST = 1_000_000_000


def _check_address(value: str) -> str:
    """Only addresses of the web: nothing else comes from these sources."""
    if not value.startswith("https://"):
        raise ValueError("must be an address that starts with https://")
    return check_url(value)


WebAddress = Annotated[str, AfterValidator(_check_address)]
Number = Annotated[int, Strict(), Field(ge=0, le=MOST)]
Year = Annotated[int, Field(ge=1000, le=2999)]


class PaperCounts(Model):
    """The citations of a paper."""

    citations: Number = Field(description="How often it is cited.", examples=[23])
    source: Source = Field(description="Who says so.", examples=["OpenAlex"])
    by: FoundBy = Field(description="How the paper was found there.", examples=["DOI"])
    url: WebAddress | None = Field(None, description="Its page there.", examples=["https://openalex.org/W2741809807"])


class RepositoryCounts(Model):
    """The stars of a repository."""

    stars: Number = Field(description="Stars on GitHub.", examples=[412])


class AuthorCounts(Model):
    """The totals of the site's owner."""

    citations: Number = Field(description="How often all papers are cited.", examples=[147])
    h_index: Number | None = Field(None, description="So many papers are cited at least as often.", examples=[5])
    i10_index: Number | None = Field(None, description="Papers that are cited ten times or more.", examples=[3])
    per_year: dict[Year, Number] = Field({}, description="Citations by year.", examples=[{"2025": 61}])
    source: Source = Field(description="Who says so.", examples=["OpenAlex"])
    url: WebAddress | None = Field(None, description="The author's page there.", examples=["https://openalex.org/A1"])


class Counts(Model):
    """All numbers from outside; written by `mkdocs-researcher update`, never by hand."""

    updated: DateField = Field(description="Day of the last update.", examples=["2026-07-01"])
    sources: dict[AnySource, DateField] = Field(
        {}, description="Day on which each source last answered.", examples=[{"OpenAlex": "2026-07-01"}]
    )
    author: AuthorCounts | None = Field(
        None, description="Totals of the owner.", examples=[{"citations": 147, "h_index": 5, "source": "OpenAlex"}]
    )
    papers: dict[str, PaperCounts] = Field(
        {},
        description="Citations by the id of the paper.",
        examples=[{"tovanne2026ledger": {"citations": 23, "source": "OpenAlex", "by": "DOI"}}],
    )
    repositories: dict[str, RepositoryCounts] = Field(
        {}, description="Stars by repository, in small letters.", examples=[{"mira/ledger": {"stars": 412}}]
    )

    def day_of(self, source: AnySource) -> PartialDate:
        """The day on which a source last answered."""
        return self.sources.get(source, self.updated)


COUNTS = DataFile("counts", Counts, "set of counts", shape="single", ending=".json")


def counts_of(data: Data) -> Counts | None:
    """The numbers from outside, None if there are none or their file is broken (which is told by itself)."""
    found = data.optional(COUNTS)
    return found[0] if found else None


def citations_of(counts: Counts | None, paper: Paper) -> PaperCounts | None:
    """The citations of a paper, None if they are not known."""
    return counts.papers.get(paper.id) if counts else None


def stars_of(counts: Counts | None, repository: str) -> int | None:
    """The stars of a repository `owner/name` in any case of letters, None if they are not known."""
    found = counts.repositories.get(repository.lower()) if counts else None
    return found.stars if found else None


class Total(NamedTuple):
    """How often all papers together are cited.

    Attributes:
        citations: the number.
        sources: who says so.
        date: the oldest day on which one of them said so.
    """

    citations: int
    sources: tuple[str, ...]
    date: PartialDate


def total_of(counts: Counts) -> Total | None:
    """The owner's total as a source gives it; else the sum over the papers; None if neither is known."""
    if counts.author:
        return Total(counts.author.citations, (counts.author.source,), counts.day_of(counts.author.source))
    if not counts.papers:
        return None
    sources = sorted({paper.source for paper in counts.papers.values()})
    oldest = min((counts.day_of(source) for source in sources), key=lambda day: day.sort_key)
    return Total(sum(paper.citations for paper in counts.papers.values()), tuple(sources), oldest)
