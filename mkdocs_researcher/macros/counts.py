"""The model of `counts.json`: citations and stars, written by `mkdocs-researcher update`."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from annotated_types import Interval
from pydantic import AfterValidator, Field, Strict

from mkdocs_researcher.fields.dates.parse import DateField, PartialDate
from mkdocs_researcher.fields.urls import check_url
from mkdocs_researcher.macros.base import Data, DataFile, Model
from mkdocs_researcher.macros.papers.model import Paper

Source = Literal["Google Scholar", "OpenAlex", "Semantic Scholar"]
AnySource = Literal["GitHub", "Google Scholar", "OpenAlex", "Semantic Scholar"]
FoundBy = Literal["id", "DOI", "arXiv", "ACL", "PMID", "title"]
MAX_COUNT = 1_000_000_000


def _check_address(value: str) -> str:
    if not value.startswith("https://"):
        raise ValueError("must be a URL that starts with https://")
    return check_url(value)


WebAddress = Annotated[str, AfterValidator(_check_address)]
Number = Annotated[int, Strict(), Interval(ge=0, le=MAX_COUNT)]
Year = Annotated[int, Interval(ge=1000, le=2999)]


class PaperCounts(Model):
    """The citations of a paper."""

    citations: Number = Field(description="How often it is cited.", examples=[23])
    source: Source = Field(description="Source of the number.", examples=["OpenAlex"])
    by: FoundBy = Field(description="How the paper was found there.", examples=["DOI"])
    url: WebAddress | None = Field(None, description="Its page there.", examples=["https://openalex.org/W2741809807"])


class RepositoryCounts(Model):
    """The stars of a repository."""

    stars: Number = Field(description="Stars on GitHub.", examples=[412])


class AuthorCounts(Model):
    """The totals of the site's owner."""

    citations: Number = Field(description="How often all papers are cited.", examples=[147])
    h_index: Number | None = Field(None, description="The h-index.", examples=[5])
    i10_index: Number | None = Field(None, description="Papers that are cited ten times or more.", examples=[3])
    per_year: dict[Year, Number] = Field({}, description="Citations by year.", examples=[{"2025": 61}])
    source: Source = Field(description="Source of the number.", examples=["OpenAlex"])
    url: WebAddress | None = Field(None, description="The author's page there.", examples=["https://openalex.org/A1"])


class Counts(Model):
    """Everything that `mkdocs-researcher update` fetched; never written by hand."""

    updated: DateField = Field(description="Date of the last update.", examples=["2026-07-01"])
    sources: dict[AnySource, DateField] = Field(
        {}, description="Date of the last answer of each source.", examples=[{"OpenAlex": "2026-07-01"}]
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
        {}, description="Stars by repository, in lower case.", examples=[{"mira/ledger": {"stars": 412}}]
    )

    def day_of(self, source: AnySource) -> PartialDate:
        return self.sources.get(source, self.updated)


COUNTS = DataFile("counts", Counts, "set of counts", shape="single", ending=".json")


def counts_of(data: Data) -> Counts | None:
    """The data of `counts.json`; None if there is none or it is broken (reported by the loader)."""
    found = data.optional(COUNTS)
    return found[0] if found else None


def citations_of(counts: Counts | None, paper: Paper) -> PaperCounts | None:
    """The citations of a paper, None if unknown."""
    if not counts:
        return None
    found = (counts.papers.get(name) for name in (paper.id, *paper.other_ids))
    return next((count for count in found if count), None)


def stars_of(counts: Counts | None, repository: str) -> int | None:
    """The stars of a repository `owner/name` (case is ignored), None if unknown."""
    found = counts.repositories.get(repository.lower()) if counts else None
    return found.stars if found else None


class Total(NamedTuple):
    """How often all papers together are cited; `date` is that of the oldest source."""

    citations: int
    sources: tuple[str, ...]
    date: PartialDate


def total_of(counts: Counts) -> Total | None:
    """The owner's total as reported by a source, else the sum over the papers; None if both are unknown."""
    if counts.author:
        return Total(counts.author.citations, (counts.author.source,), counts.day_of(counts.author.source))
    if not counts.papers:
        return None
    sources = sorted({paper.source for paper in counts.papers.values()})
    oldest = min((counts.day_of(source) for source in sources), key=lambda day: day.sort_key)
    return Total(sum(paper.citations for paper in counts.papers.values()), tuple(sources), oldest)
