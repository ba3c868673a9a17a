"""`metrics()`: tiles with numbers, from `metrics.yml` or from `counts.json`."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Annotated, Literal, NamedTuple, get_args

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from mkdocs_researcher.errors import MacroError, closest_match
from mkdocs_researcher.fields.dates.parse import PartialDate
from mkdocs_researcher.fields.text import Text
from mkdocs_researcher.macros.base import Arguments, Data, DataFile, ListItem, Macro, View, view
from mkdocs_researcher.macros.counts import COUNTS, Counts, counts_of, total_of
from mkdocs_researcher.macros.papers.model import PAPERS

CountName = Literal["citations", "h_index", "i10_index", "papers"]
# The tiles of a site without metrics.yml, in order.
_DEFAULT_TILES: tuple[CountName, ...] = ("h_index", "papers", "citations")
_MAX_BARS = 7
# Distance and maximum height of the columns of a spark, in units of its `viewBox`.
_STEP, _HEIGHT = 12, 24.0
# A number that can be formatted for a language without losing a digit.
_AMOUNT = re.compile(r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{0,5}[1-9])?")
_UNIT = re.compile(r"(.*\d)\s*(%)")
_NO_WORDS = re.compile(r"(?i)true|false|yes|no|[+-]?\.?(?:nan|inf|infinity)")
_COUNTS = get_args(CountName)
_NAMES = ", ".join(_COUNTS)
_WHOLE = 100
_MIN_NUMBERS, _MAX_NUMBERS = 2, 24
_HIGHEST = 1_000_000_000_000


def _as_words(value: object) -> object:
    """The text of a tile. YAML makes `true` or `.nan` of some words; no visitor would understand these."""
    if isinstance(value, bool) or (isinstance(value, (str, float)) and _NO_WORDS.fullmatch(str(value).strip())):
        raise ValueError(f"'{value}' is not a number; write one such as 64, 64% or 1.2k, or a text")
    return str(value) if isinstance(value, (int, float)) else value


def _as_count(value: object) -> object:
    if value is None or value in _COUNTS or (isinstance(value, str) and closest_match(value, _COUNTS)):
        return value  # pydantic reports a near miss with its closest match
    given = f"'{value}'" if isinstance(value, (str, int, float)) else "this"
    raise ValueError(f"{given} is not counted; write one of {_NAMES}, or value: and your own number")


def _as_number(value: object) -> float:
    try:
        number = float(str(value))
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or isinstance(value, bool):
        raise ValueError(f"must be a number such as 4 or 0.5, not '{value}'")
    return number


def _as_length(value: object) -> float:
    number = _as_number(value.rstrip().removesuffix("%") if isinstance(value, str) else value)
    if not 0 <= number <= _WHOLE:
        raise ValueError(f"must be from 0 to {_WHOLE}, the length of the bar in percent, not '{value}'")
    return number


def _as_height(value: object) -> float:
    number = _as_number(value)
    if not 0 <= number <= _HIGHEST:
        limit = "at least 0" if number < 0 else f"at most {_HIGHEST:,}"
        raise ValueError(f"must be {limit}, because it is the height of a column, not '{value}'")
    return number


def _as_spark(value: object) -> object:
    if not isinstance(value, (list, tuple)) or _MIN_NUMBERS <= len(value) <= _MAX_NUMBERS:
        return value
    remedy = "remove the oldest" if len(value) > _MAX_NUMBERS else "remove the line, or write bar: for a single number"
    bounds = f"{_MIN_NUMBERS} to {_MAX_NUMBERS}"
    raise ValueError(f"needs {bounds} numbers, oldest first, but has {len(value)}; {remedy}")


class Metric(ListItem):
    """A tile."""

    label: Text | None = Field(None, description="What the number means; required with `value`.", examples=["Novelty"])
    value: Annotated[Text, BeforeValidator(_as_words)] | None = Field(
        None, description="The number, or any text.", examples=["64%"]
    )
    count: Annotated[CountName | None, BeforeValidator(_as_count)] = Field(
        None,
        description="Instead of `value`: `citations`, `h_index`, `i10_index` (from `counts.json`) or `papers`.",
        examples=["h_index"],
    )
    bar: Annotated[float, BeforeValidator(_as_length), Field(ge=0, le=_WHOLE)] | None = Field(
        None, description="Length of a bar beside the number, 0 to 100.", examples=[64]
    )
    spark: Annotated[
        tuple[Annotated[float, BeforeValidator(_as_height), Field(ge=0, le=_HIGHEST)], ...], BeforeValidator(_as_spark)
    ] = Field((), description="Numbers for small columns instead of a bar, oldest first.", examples=[[4, 9, 17, 31]])

    @field_validator("count")
    @classmethod
    def _beside_no_value(cls, count: CountName | None, info: ValidationInfo) -> CountName | None:
        if count and info.data.get("value") is not None:
            raise ValueError("cannot be used with value:, because a tile shows one number; remove one of the two lines")
        return count

    @field_validator("spark")
    @classmethod
    def _beside_no_bar(cls, spark: tuple[float, ...], info: ValidationInfo) -> tuple[float, ...]:
        if spark and info.data.get("bar") is not None:
            raise ValueError("cannot be used with bar:, because a tile shows one of them; remove one of the two lines")
        return spark

    @model_validator(mode="after")
    def _has_a_number(self) -> Metric:
        if self.value is None and self.count is None:
            raise ValueError(f"has no number; add value: with the number, or count: with one of {_NAMES}")
        if self.value is not None and self.label is None:
            raise ValueError("has no label; add one that says what the number is, such as 'label: Talks'")
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
        number: a number from `counts.json` or of papers, None if the author wrote the value.
        amount: the number that the author wrote, None if there is none or it contains more than digits.
        words: the value as written, without its unit.
        bar: 0 to 100, None for no bar.
    """

    label: str
    key: str
    number: int | None
    amount: float | None
    words: str
    unit: str
    bar: float | None
    spark: tuple[Bar, ...]


def _spark_bars(numbers: Sequence[float]) -> tuple[Bar, ...]:
    tallest = max(numbers, default=0) or 1
    sizes = [max(number / tallest * _HEIGHT, 1.0) for number in numbers]  # zero is still visible
    return tuple(Bar(index * _STEP, round(_HEIGHT - size, 1), round(size, 1)) for index, size in enumerate(sizes))


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
        """Citations of the last years, including years without citations."""
        years = self.counts.author.per_year if self.counts and self.counts.author else {}
        if not years:
            return []
        last = max(years)
        first = max(min(years), last - _MAX_BARS + 1)
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
    return Tile(metric.label or "", key, number, None, "", "", metric.bar, _spark_bars(spark) if len(spark) > 1 else ())


def _written(metric: Metric) -> Tile:
    match = _UNIT.fullmatch(metric.value or "")
    words, unit = (match[1], match[2]) if match else (metric.value or "", "")
    amount = float(words) if _AMOUNT.fullmatch(words) else None
    return Tile(metric.label or "", "", None, amount, words, unit, metric.bar, _spark_bars(metric.spark))


def _left_out(names: Sequence[CountName], numbers: _Numbers) -> str:
    """Why tiles are left out, and how to get their numbers; empty if none is."""
    reasons = []
    if "papers" in names:
        reasons.append("the tile papers is left out, because there is no data/papers.yml to count")
    if unknown := list(dict.fromkeys(name for name in names if name != "papers")):
        way_out = "run 'mkdocs-researcher update', which fetches them"
        if numbers.counts is not None:
            way_out = "add your orcid: to the links of data/profile.yml and run 'mkdocs-researcher update'"
        noun, verb = ("tile", "is") if len(unknown) == 1 else ("tiles", "are")
        reasons.append(f"the {noun} {', '.join(unknown)} {verb} left out, because the numbers are unknown; {way_out}")
    return "; ".join(reasons)


def _metrics(data: Data) -> Sequence[Metric]:
    try:
        return data.entries(METRICS)
    except MacroError as error:
        try:
            data.entries(COUNTS)
        except MacroError:
            message = f"{error.message}, or run 'mkdocs-researcher update', which writes counts.json beside it"
            raise MacroError(message) from None
        return [Metric(count=name) for name in _DEFAULT_TILES]


def _build_metrics(data: Data, _arguments: MetricsArguments) -> View:
    """The tiles of `metrics.yml`; without that file, tiles of the numbers in `counts.json`."""
    metrics, numbers = _metrics(data), _numbers(data)
    tiles: list[Tile] = []
    missing: list[CountName] = []
    sources: tuple[str, ...] = ()
    date: PartialDate | None = None
    for metric in metrics:
        tile = _counted(metric, metric.count, numbers) if metric.count else _written(metric)
        if tile is None:
            missing.append(metric.count or "papers")
        else:
            tiles.append(tile)
            if metric.count not in (None, "papers") and numbers.counts and (total := total_of(numbers.counts)):
                sources, date = total.sources, total.date
    reason = _left_out(missing, numbers)
    if not tiles:
        return View((), empty_reason=f"shows nothing: {reason or 'data/metrics.yml has no tile'}")
    shown = view(tiles=tiles, sources=", ".join(sources), date=date)
    if reason and data.optional(METRICS):
        return shown._replace(omitted_reason=reason)
    return shown._replace(notes=(reason,) if reason else ())


MACROS = (Macro("metrics", MetricsArguments, _build_metrics, "metrics", files=(METRICS,)),)
