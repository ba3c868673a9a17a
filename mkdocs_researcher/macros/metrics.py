"""`metrics()`: tiles with numbers, from `metrics.yml` or from what `mkdocs-researcher update` found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator, Field, model_validator

from mkdocs_researcher.errors import MacroError
from mkdocs_researcher.fields.dates import PartialDate
from mkdocs_researcher.fields.text import Text
from mkdocs_researcher.macros.base import Arguments, Data, DataFile, Macro, Model, View, view
from mkdocs_researcher.macros.counts_model import COUNTS, Counts, counts_of, total_of
from mkdocs_researcher.macros.paper_model import PAPERS

CountName = Literal["citations", "h_index", "i10_index", "papers"]
# The tiles of a site without metrics.yml, in order.
_BY_THEMSELVES: tuple[CountName, ...] = ("h_index", "papers", "citations")
_MOST_BARS = 7
_BARS = (12, 8, 24.0)
"""Distance, width and greatest height of the bars of a spark, in units of its drawing."""
# A number that a language may write in its own way without losing a digit.
_AMOUNT = re.compile(r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{0,5}[1-9])?")
_UNIT = re.compile(r"(.*\d)\s*(%)")


def _as_words(value: object) -> object:
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


class Metric(Model):
    """A tile."""

    label: Text | None = Field(None, description="What the number is; needed beside `value`.", examples=["Novelty"])
    value: Annotated[Text, BeforeValidator(_as_words)] | None = Field(
        None, description="The number, or any words.", examples=["64%"]
    )
    count: CountName | None = Field(
        None,
        description="In place of `value`: `citations`, `h_index`, `i10_index` (from `counts.json`) or `papers`.",
        examples=["h_index"],
    )
    bar: Annotated[float, Field(ge=0, le=100)] | None = Field(
        None, description="Length of a bar beside the number, 0 to 100.", examples=[64]
    )
    spark: tuple[Annotated[float, Field(ge=0, le=1e12)], ...] = Field(
        (), max_length=24, description="Numbers for small columns beside it, oldest first.", examples=[[4, 9, 17, 31]]
    )

    @model_validator(mode="after")
    def _has_one_number(self) -> Metric:
        if (self.value is None) == (self.count is None):
            raise ValueError("a tile needs either value: (a number of yours) or count: (one from counts.json)")
        if self.value is not None and self.label is None:
            raise ValueError("a tile with value: needs label:, which says what the number is")
        return self


METRICS = DataFile("metrics", Metric, "tile")


class MetricsArguments(Arguments):
    """`metrics()` takes no arguments."""


class Bar(NamedTuple):
    """A column of a spark."""

    x: int
    y: float
    height: float


class Tile(NamedTuple):
    """A tile as its template sees it.

    Attributes:
        label: Markdown, used when `key` is empty.
        key: key of the phrase that is the label.
        number: a number that was counted, None if it was written.
        amount: a number that was written, None if it was counted or holds more than digits.
        words: what was written, without its unit.
        unit: percent sign, empty if none.
        bar: 0 to 100, None for no bar.
        spark: columns.
    """

    label: str
    key: str
    number: int | None
    amount: float | None
    words: str
    unit: str
    bar: float | None
    spark: tuple[Bar, ...]


def spark_bars(numbers: Sequence[float]) -> tuple[Bar, ...]:
    """The columns of a spark; the tallest fills its height."""
    step, _, height = _BARS
    most = max(numbers, default=0) or 1
    sizes = [max(number / most * height, 1.0) for number in numbers]  # one that is zero is still seen
    return tuple(Bar(index * step, round(height - size, 1), round(size, 1)) for index, size in enumerate(sizes))


class _Numbers(NamedTuple):
    counts: Counts | None
    papers: int | None

    def get(self, name: CountName) -> int | None:
        if name == "papers":
            return self.papers
        if name == "citations":
            total = total_of(self.counts) if self.counts else None
            return total.citations if total else None
        author = self.counts.author if self.counts else None
        return getattr(author, name) if author else None

    def per_year(self) -> list[int]:
        """Citations of the last years, with those in which there were none."""
        years = self.counts.author.per_year if self.counts and self.counts.author else {}
        if not years:
            return []
        last = max(years)
        first = max(min(years), last - _MOST_BARS + 1)
        return [years.get(year, 0) for year in range(first, last + 1)]


def _numbers(data: Data) -> _Numbers:
    try:
        papers = data.entries(PAPERS)
    except MacroError:
        return _Numbers(counts_of(data), None)
    return _Numbers(counts_of(data), sum(not paper.hidden for paper in papers))


def _counted(metric: Metric, name: CountName, numbers: _Numbers) -> Tile | None:
    number = numbers.get(name)
    if number is None:
        return None
    spark = metric.spark or (numbers.per_year() if name == "citations" and metric.bar is None else ())
    key = "" if metric.label else name
    return Tile(metric.label or "", key, number, None, "", "", metric.bar, spark_bars(spark) if len(spark) > 1 else ())


def _written(metric: Metric) -> Tile:
    match = _UNIT.fullmatch(metric.value or "")
    words, unit = (match[1], match[2]) if match else (metric.value or "", "")
    amount = float(words) if _AMOUNT.fullmatch(words) else None
    return Tile(metric.label or "", "", None, amount, words, unit, metric.bar, spark_bars(metric.spark))


def _why_missing(name: CountName, numbers: _Numbers) -> str:
    if name == "papers":
        return "there is no data/papers.yml to count the papers of"
    if numbers.counts is None:
        return f"{name} is not known; run 'mkdocs-researcher update'"
    return f"{name} is not known; add your orcid: to the links of data/profile.yml and run 'mkdocs-researcher update'"


def _wanted(data: Data) -> Sequence[Metric]:
    try:
        return data.entries(METRICS)
    except MacroError as error:
        try:
            data.entries(COUNTS)
        except MacroError:
            message = f"{error.message}, or run 'mkdocs-researcher update', which writes counts.json beside it"
            raise MacroError(message) from None
        return [Metric(count=name) for name in _BY_THEMSELVES]


def build_metrics(data: Data, _arguments: MetricsArguments) -> View:
    """The tiles of `metrics.yml`; without it those of the numbers from outside."""
    wanted, numbers = _wanted(data), _numbers(data)
    tiles: list[Tile] = []
    notes: list[str] = []
    sources: tuple[str, ...] = ()
    date: PartialDate | None = None
    for metric in wanted:
        tile = _counted(metric, metric.count, numbers) if metric.count else _written(metric)
        if tile is None:
            notes.append(_why_missing(metric.count or "papers", numbers))
        else:
            tiles.append(tile)
            if metric.count not in (None, "papers") and numbers.counts and (total := total_of(numbers.counts)):
                sources, date = total.sources, total.date
    shown = view(tiles=tiles, sources=", ".join(sources), date=date)
    if tiles:
        return shown._replace(notes=tuple(notes))
    return View((), empty=f"shows nothing: {notes[0] if notes else 'data/metrics.yml has no tile'}")


MACROS = (
    Macro(
        "metrics",
        MetricsArguments,
        build_metrics,
        "metrics",
        icon="material/chart-box-outline",
        files=(METRICS,),
        keeps=True,
    ),
)
