"""The model of a paper: one entry of `papers.yml`."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import BeforeValidator, Field, PrivateAttr, model_validator

from mkdocs_researcher.errors import MacroError, did_you_mean
from mkdocs_researcher.fields.dates.parse import DateField, PartialDate
from mkdocs_researcher.fields.identifiers import (
    AclId,
    ArxivId,
    Doi,
    HalId,
    HuggingFaceId,
    Isbn,
    OpenAlexId,
    OpenReviewId,
    Pmid,
    Repo,
    ScholarId,
    SemanticScholarId,
)
from mkdocs_researcher.fields.links import LinksField, UrlField
from mkdocs_researcher.fields.names.author_lists import Authors
from mkdocs_researcher.fields.names.person import Person
from mkdocs_researcher.fields.numbers import read_amount
from mkdocs_researcher.fields.status import status_of
from mkdocs_researcher.fields.text import LongText, Text, plain_text, slug
from mkdocs_researcher.fields.urls import is_video
from mkdocs_researcher.macros.base import Data, DataFile, Model, OrText, Texts

PaperType = Literal[
    "conference", "journal", "preprint", "workshop", "thesis", "book", "chapter", "report", "patent", "dataset",
    "software", "poster",
]  # fmt: skip
Status = Literal["published", "accepted", "under_review", "in_press"]


_OF_A_GROUP = r"(?i)\b(?:collaborations?|consortium|team|group|network|project|initiative|alliance|members)\b"
_FOR = r"(?i)(?:(?:for|on behalf of)\s+)?the\s+(?=\S)"
_ARXIV_DOI = "10.48550/arxiv."
_YEAR = re.compile(r"[12]\d{3}(?!\d)(?=\s*[(\[,;/–-])")
_COUNT = r"(?i)(?:[ivxlc]+\s*[+,]\s*)?\d+"
_PAGE_RANGE = re.compile(r"(?<=\d)\s*(?:--?-?|[–—‒−‐‑])\s*(?=\d)")


def _as_words(value: Any) -> Any:
    return [word.strip() for word in value.split(",") if word.strip()] if isinstance(value, str) else value


def _as_status(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    word = value.strip().lower()
    if word in get_args(PaperType):
        raise ValueError(f"'{value}' is a type of paper; write type: {word} in its place")
    return status_of(value) or word.replace(" ", "_").replace("-", "_")


def _check_award(value: Any) -> Any:
    if str(value).strip().lower() in {"true", "false", "yes", "no"}:
        raise ValueError(f"'{value}' does not say which; write its name, such as Best Paper, or leave out the line")
    return value


def _check_year(value: Any) -> Any:
    if isinstance(value, str) and not value.isdecimal() and (status := status_of(value)):
        raise ValueError(f"'{value}' is a status; write status: {status} in its place")
    if isinstance(value, str) and (found := _YEAR.match(value)) and value != found[0]:
        status = status_of(value[found.end() :].strip(" ()[],;"))
        raise ValueError(f"must be a year alone: write {found[0]}{f', and status: {status}' if status else ''}")
    if isinstance(value, str) and not value.isdecimal() and re.search(r"[0-9]{4}$", value):
        raise ValueError(f"must be a year alone: write date: {value} in place of this line")
    return value


Words = Annotated[tuple[str, ...], BeforeValidator(_as_words), OrText()]
Score = Annotated[float | str, BeforeValidator(read_amount)]


class Result(Model):
    """A figure that sums up a paper."""

    value: Score = Field(description="Number, percentage or short text.", examples=[38])
    unit: Text | None = Field(None, description="What it is counted in.", examples=["%"])
    text: Text = Field(description="What it says.", examples=["less perplexity after pruning"])


class _Marks(NamedTuple):
    """Facts about a paper that are not in its fields; see the properties of these names."""

    has_clean_bibtex: bool = False
    other_ids: tuple[str, ...] = ()
    has_derived_links: bool = False


_UNMARKED = _Marks()


class Paper(Model):
    """A paper, book, thesis, dataset or any other publication."""

    id: str = Field(
        "",
        description="Name of the paper in `paper()` and `select`. Default: first author, year and first word.",
        examples=["tovanne2026ledger"],
    )
    title: Text = Field(description="Title.", examples=["Reading the Ledger: Layer Spectra Without Shape Bias"])
    authors: Authors = Field(
        (),
        description="Names in order. A nested list is a group of equal contributors; marks may follow a name.",
        examples=[["Mira Tovanne*", "Pell Okasha*", "Sune Brandvik"]],
    )
    collaboration: Text | None = Field(
        None, description="Collaboration that the authors belong to, shown after them.", examples=["TIDES"]
    )
    venue: Text | None = Field(
        None, description="Where it appeared, in full.", examples=["Conference on Data and Learning"]
    )
    venue_short: Text | None = Field(None, description="Short name of the venue.", examples=["CoDaL"])
    badge: Text | None = Field(
        None,
        description="Text on the corner of the picture. Default: `venue_short` and the year.",
        examples=["CoDaL 2026"],
    )
    year: Annotated[int, BeforeValidator(_check_year)] | None = Field(
        None, ge=1000, le=2999, description="Year of publication.", examples=[2026]
    )
    date: DateField | None = Field(None, description="Date of publication.", examples=["2026-06"])
    type: PaperType | None = Field(None, description="Kind of publication.", examples=["conference"])
    status: Annotated[Status, BeforeValidator(_as_status), OrText()] | None = Field(
        None, description="Progress toward publication; default: `published`.", examples=["under_review"]
    )
    award: Annotated[Texts, BeforeValidator(_check_award)] = Field(
        (), description="Distinction, or a list of them.", examples=["Oral, 168 of 6105"]
    )
    note: Text | None = Field(None, description="Anything else about where it appeared.", examples=["To appear"])
    summary: Text | None = Field(
        None, description="One or two sentences for a general audience.", examples=["Nodes learn to stay silent."]
    )
    abstract: LongText | None = Field(None, description="The abstract.", examples=["We sub-sample …"])
    image: UrlField | None = Field(
        None, description="Picture, a path in `docs/` or an address.", examples=["images/ledger.png"]
    )
    image_dark: UrlField | None = Field(
        None, description="Picture for the dark color scheme.", examples=["images/ledger-dark.png"]
    )
    image_alt: str | None = Field(
        None, description="Description for people who cannot see the picture.", examples=["Three curves"]
    )
    image_caption: Text | None = Field(
        None,
        description="Caption of the picture on the paper's own page; default: `image_alt`.",
        examples=["**Figure 1.** Weights are cut into squares."],
    )
    results: tuple[Result, ...] = Field(
        (),
        description="Key figures for the paper's own page, each with `value`, `unit` and `text`.",
        examples=[[{"value": 38, "unit": "%", "text": "less perplexity"}]],
    )
    video: UrlField | None = Field(
        None,
        description="Short video instead of the picture. It plays while the pointer is over it.",
        examples=["images/ledger.mp4"],
    )
    links: LinksField = Field(
        (), description="Links in the order they are shown.", examples=[{"Paper": "https://example.org/a.pdf"}]
    )
    repo: Repo | None = Field(None, description="GitHub repository.", examples=["mira/ledger"])
    huggingface: HuggingFaceId | None = Field(
        None, description="Model, data set, space or paper at Hugging Face.", examples=["datasets/mira/ledger"]
    )
    doi: Doi | None = Field(None, description="Digital object identifier.", examples=["10.1000/182"])
    arxiv: ArxivId | None = Field(None, description="arXiv identifier.", examples=["2507.05257"])
    openreview: OpenReviewId | None = Field(None, description="OpenReview forum id.", examples=["7ywj1B3DuO"])
    acl: AclId | None = Field(None, description="ACL Anthology id.", examples=["2024.emnlp-main.75"])
    pmid: Pmid | None = Field(None, description="PubMed id.", examples=["31452104"])
    hal: HalId | None = Field(None, description="HAL id.", examples=["hal-01234567"])
    isbn: Isbn | None = Field(None, description="ISBN, with or without dashes.", examples=["978-3-16-148410-0"])
    scholar: ScholarId | None = Field(
        None, description="Google Scholar publication, `USER:PUB`.", examples=["ABCdefGHIjkl:u5HHmVD_uO8C"]
    )
    openalex: OpenAlexId | None = Field(None, description="OpenAlex work id.", examples=["W2741809807"])
    semantic_scholar: SemanticScholarId | None = Field(
        None, description="Semantic Scholar paper id.", examples=["204e3073870fae3d05bcbc2f6a8e263d9b72e776"]
    )
    tags: Words = Field((), description="Tags.", examples=[["spectra", "pruning"]])
    category: str | None = Field(None, description="Category such as an arXiv code.", examples=["cs.LG"])
    topic: str | None = Field(None, description="Topic to group by.", examples=["Learning dynamics"])
    project: str | None = Field(None, description="Id or title of its project.", examples=["ledger"])
    scores: dict[str, Score] = Field(
        default_factory=dict,
        description="Numbers or percentages to show, by label.",
        examples=[{"Novelty": "71%", "Rating": 8.5}],
    )
    selected: bool = Field(False, description="Shown by `papers(selected=True)`.", examples=[True])
    hidden: bool = Field(False, description="Hides the paper everywhere.", examples=[False])
    distinct: bool = Field(
        False,
        description="Keeps the paper separate from its preprint or publication; by default, the two are merged.",
        examples=[True],
    )
    genre: Text | None = Field(
        None,
        description="Kind of thesis or report in its own words, shown instead of the type.",
        examples=["Technical memo"],
    )
    series: Text | None = Field(
        None, description="Book series that it is part of.", examples=["Lecture Notes in Tides"]
    )
    event: Text | None = Field(
        None,
        description="Conference of a paper that appeared elsewhere, such as in a journal.",
        examples=["42nd Conference on High Tides"],
    )
    edition: str | None = Field(None, description="Edition of a book.", examples=["2"])
    version: str | None = Field(None, description="Version of software or data.", examples=["1.4"])
    volume: str | None = Field(None, description="Volume of the journal or series.", examples=["12"])
    number: str | None = Field(None, description="Number of the issue or report.", examples=["3"])
    chapter: str | None = Field(None, description="Chapter of a book.", examples=["4"])
    pages: str | None = Field(None, description="Pages.", examples=["101–118"])
    volumes: str | None = Field(None, description="Number of volumes of the whole work.", examples=["3"])
    original_date: DateField | None = Field(
        None, description="Date of the first edition of an old work.", examples=["1927"]
    )
    publisher: Text | None = Field(None, description="Publisher.", examples=["Pier Press"])
    editors: Authors = Field((), description="Editors.", examples=[["Sune Brandvik"]])
    translators: Authors = Field((), description="Translators.", examples=[["Ines Calloway"]])
    bibtex: str | None = Field(
        None, description="BibTeX entry to show instead of one made from the fields.", examples=["@article{…}"]
    )
    bibtex_show: bool = Field(True, description="`false` if readers should not copy the BibTeX.", examples=[False])

    # Pydantic sets each private attribute of each paper by itself, so there is one for all. None if nothing is marked.
    _marks: _Marks | None = PrivateAttr(None)

    @property
    def has_derived_links(self) -> bool:
        """Do the labels of `links` come from names of BibTeX fields? Then they are translated."""
        return self._marked.has_derived_links

    @property
    def has_clean_bibtex(self) -> bool:
        """Was `bibtex` generated from a `.bib` file? Then it needs no cleaning, unlike BibTeX in the author's YAML."""
        return self._marked.has_clean_bibtex

    @property
    def other_ids(self) -> tuple[str, ...]:
        """The ids of other versions of the work in the data, which are shown as this paper."""
        return self._marked.other_ids

    @property
    def _marked(self) -> _Marks:
        # Pydantic finds private attributes only after everything else: that takes ten times as long.
        return (self.__pydantic_private__ or {}).get("_marks") or _UNMARKED

    def mark(self, **facts: Any) -> None:
        """Sets `has_clean_bibtex`, `has_derived_links` or `other_ids`, which are not fields."""
        self._marks = self._marked._replace(**facts)

    @model_validator(mode="after")
    def _sort_identifiers_and_files(self) -> Paper:
        """A paper that is only at arXiv is a preprint; an image that is a video becomes the video."""
        # The model is frozen, but it is still being created here.
        is_arxiv_doi = self.doi is not None and self.doi.lower().startswith(_ARXIV_DOI)
        if self.doi and is_arxiv_doi and not self.arxiv:
            object.__setattr__(self, "arxiv", self.doi[len(_ARXIV_DOI) :])
        has_appeared = self.venue or self.venue_short or (self.doi and not is_arxiv_doi)
        if self.arxiv and not self.type and not has_appeared:
            object.__setattr__(self, "type", "preprint")
        if self.image and is_video(self.image):
            if not self.video:
                object.__setattr__(self, "video", self.image)
            object.__setattr__(self, "image", None)
        return self

    @model_validator(mode="after")
    def _complete(self) -> Paper:
        # The model is frozen, but it is still being created here.
        if self.collaboration and not self.authors:
            object.__setattr__(self, "authors", (Person(literal=plain_text(self.collaboration_name)),))
        if not self.id:
            first = self.authors[0] if self.authors else Person(literal="anonymous")
            words = slug(plain_text(self.title)).split("-")
            word = next((w for w in words if len(w) > 3 or w.isdigit()), words[0])
            name = f"{slug(first.family or first.literal)}{self.published_year or ''}{word}"
            object.__setattr__(self, "id", name)
        return self

    @property
    def collaboration_name(self) -> str:
        """The collaboration in full, `TIDES Collaboration`; Markdown, empty if there is none."""
        if not self.collaboration:
            return ""
        name = (
            re.sub(_FOR, "", self.collaboration, count=1) if re.match(_FOR, self.collaboration) else self.collaboration
        )
        if re.search(_OF_A_GROUP, name):
            return name
        return f"{name} Collaboration{'s' if re.search(r'[,;&]| and ', name) else ''}"

    @property
    def unnamed_collaboration(self) -> str:
        """The collaboration as `collaboration_name`, unless one of the authors is this collaboration."""
        name = self.collaboration_name
        if not name:
            return ""
        groups = (re.sub(_FOR, "", person.literal, count=1).casefold() for person in self.authors if person.literal)
        return "" if any(group in name.casefold() or name.casefold() in group for group in groups) else name

    @property
    def published_year(self) -> int | None:
        return self.year or (self.date.year if self.date else None)

    @property
    def when(self) -> PartialDate | None:
        """The date as given, else the year."""
        return self.date or (_whole_year(self.year) if self.year else None)

    @property
    def imprint(self) -> str:
        """Series, volume, number, pages and publisher: `12(3), 101–118`, `Notes in Tides 12, Pier Press`; Markdown."""
        return self._imprint("" if self.page_count else _PAGE_RANGE.sub("–", self.pages or ""))

    @property
    def page_count(self) -> str:
        """The number of pages of a book, if `pages` is a single number; empty otherwise."""
        return self.pages or "" if self.type == "book" and re.fullmatch(_COUNT, self.pages or "") else ""

    @property
    def issue(self) -> str:
        """The imprint without pages; Markdown."""
        return self._imprint("")

    @property
    def book_volume(self) -> str:
        """The volume of a book that is in no series and has no issues; empty for other works."""
        is_book = self.type in {"book", "chapter"} and not self.series and not self.number
        return self.volume or "" if is_book else ""

    def _imprint(self, pages: str) -> str:
        issue = f"({self.number})" if self.volume and self.number else self.number or ""
        part = ("" if self.book_volume else self.volume or "") + issue
        if self.series and self.series != self.venue:
            part = f"{self.series} {part}".strip()  # a volume of the series, not of the proceedings
        is_whole = self.type in {"book", "chapter", "thesis", "report"} or not self.venue
        publisher = self.publisher if is_whole and self.publisher != self.venue else ""
        return ", ".join(part for part in (part, pages, publisher) if part)

    @property
    def anchor(self) -> str:
        return f"paper-{slug(self.id)}"

    @property
    def other_anchors(self) -> list[str]:
        """The anchors that links to other versions of the work use."""
        return [f"paper-{slug(name)}" for name in self.other_ids]

    @property
    def is_pending(self) -> bool:
        return self.status in {"under_review", "accepted", "in_press"}


@functools.cache
def _whole_year(year: int) -> PartialDate:
    """Cached, because many papers share few years."""
    return PartialDate(year)


class PapersById(dict[str, Paper]):
    """Papers by id, in their order; the ids of other versions of a work find it, too."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        super().__init__((paper.id, paper) for paper in papers)
        self._others = {name: paper for paper in self.values() for name in paper.other_ids}

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or name in self._others

    def __missing__(self, name: str) -> Paper:
        return self._others[name]

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name) or self._others.get(name, default)


def visible_papers(data: Data) -> PapersById:
    """The papers that are not hidden, by id. Use it with `data.derived`, because every call needs it.

    Raises:
        MacroError: there is no data file of papers.
        BrokenDataError: the papers have problems.
    """
    return _by_id(data.entries(PAPERS))


def find_paper(data: Data, name: str) -> Paper:
    """The paper with an id, for the argument `id`; `MacroError` if there is none, or it is hidden."""
    papers = data.derived(visible_papers)
    if name in papers:
        return papers[name]
    if name in PapersById(data.entries(PAPERS)):
        raise MacroError(f"the paper '{name}' has 'hidden: true'", "id")
    raise MacroError(f"there is no paper '{name}'{did_you_mean(name, papers)}", "id")


def optional_papers(data: Data) -> PapersById:
    """Like `visible_papers`, but empty if there is no data file of papers or it is broken (reported by the loader)."""
    return _by_id(data.optional(PAPERS))


def _by_id(papers: Iterable[Paper]) -> PapersById:
    return PapersById(paper for paper in papers if not paper.hidden)


def _lint(paper: Paper) -> tuple[str, str] | None:
    """Two dates that contradict each other."""
    year, date = paper.year, paper.date
    if year is None or date is None or year == date.year:
        return None
    return "year", f"{year} contradicts the date {date}; remove one of the two"


PAPERS = DataFile("papers", Paper, "paper", key="id", bibtex=True, lint=_lint)


# Hues that stay distinct next to each other, also for most people who see fewer colors; more topics repeat them.
_HUES = (38, 265, 165, 325, 95, 215, 0, 295)


class Topics:
    """The topics of all papers, those with the most papers first.

    Attributes:
        field: the field that holds the topic: `category` if no paper has a `topic`.
    """

    def __init__(self, data: Data) -> None:
        papers = data.derived(optional_papers).values()
        self.field: Literal["topic", "category"] = "topic" if any(paper.topic for paper in papers) else "category"
        self.totals = Counter(topic for paper in papers if (topic := self.of(paper)))
        names = sorted(self.totals, key=lambda topic: (-self.totals[topic], topic.casefold()))
        self.hues = {topic: _HUES[index % len(_HUES)] for index, topic in enumerate(names)}

    def of(self, paper: Paper) -> str:
        """The topic of a paper, empty if it has none."""
        return (paper.topic if self.field == "topic" else paper.category) or ""
