"""The parts of every macro: models of data and of arguments, and a function from these to a view."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, ClassVar, Generic, Literal, NamedTuple, Protocol, TypeVar

from annotated_types import Ge, Interval, MinLen
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    Strict,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from mkdocs_researcher.errors import MacroError
from mkdocs_researcher.fields.dates.parse import PartialDate
from mkdocs_researcher.fields.numbers import AuthorCount, author_count
from mkdocs_researcher.fields.text import InlineMarkdown, Text
from mkdocs_researcher.fields.urls import PublishedPaths
from mkdocs_researcher.fields.validation import synonyms
from mkdocs_researcher.wording import Words as LanguageWords


class Model(BaseModel):
    """An entry of a data file. An unknown field is an error, because it may be a misspelled one.

    A field may have the name that other files use for the same thing; see `synonyms`.
    """

    # defer_build: a homepage uses few of the models, and building all of them takes longer than the page itself.
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, data: Any) -> Any:
        """Treat `field:` without a value as a missing field: users of templates leave such lines in place."""
        if not isinstance(data, dict):
            return data
        known = cls.model_fields
        given = {k: v for k, v in data.items() if (v is not None and v != "") or k not in known}
        return with_own_names(given, cls) if synonyms(cls) else given

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Adds the synonyms of fields, of which one may be given."""
        made = handler(schema)
        fields = handler.resolve_ref_schema(made)
        by_field: dict[str, list[str]] = {}
        for name, own in synonyms(cls).items():
            by_field.setdefault(own, [own]).append(name)
        for own, names in by_field.items():
            is_needed = own in fields.get("required", ())
            fields["properties"].update(dict.fromkeys(names, fields["properties"][own]))
            one: list[JsonSchemaValue] = [{"required": [name]} for name in names]
            fields.setdefault("allOf", []).append(
                {"oneOf": one if is_needed else [*one, {"not": {"anyOf": list(one)}}]}
            )
            if is_needed:
                fields["required"] = [name for name in fields["required"] if name != own]
        return made


def with_own_names(given: Mapping[str, Any], model: type[Model]) -> dict[str, Any]:
    """The fields of an entry, with synonyms under the names that the model has.

    A synonym stays where its field is given too; validation reports it as a second name of that field.
    """
    named = dict(given)
    for name, own in synonyms(model).items():
        if name in named and (named[name] in (None, "") or own not in named):
            value = named.pop(name)
            if value not in (None, ""):
                named[own] = value
    return named


class ListItem(Model):
    """An entry of a list to which files of other languages can refer."""

    id: str | None = Field(
        None, description="Name by which translations refer to the entry.", examples=["thesis-prize"]
    )


M = TypeVar("M", bound=Model)
D = TypeVar("D")


def as_list(value: Any) -> Any:
    """A single text as a list of one."""
    return [value] if isinstance(value, str) else value


class OrText:
    """Add a single text to the JSON Schema of a field."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string"}, handler(schema)]}


def text_as(field: str) -> BeforeValidator:
    """Read a text as the mapping with this field alone."""
    return BeforeValidator(lambda value: {field: value} if isinstance(value, str) else value)


TextList = Annotated[tuple[str, ...], BeforeValidator(as_list), OrText()]
Texts = Annotated[tuple[Text, ...], BeforeValidator(as_list), OrText()]
"""Several lines of Markdown; a single one needs no list."""


class DataFile(NamedTuple, Generic[M]):
    """A kind of file in the data folder.

    Attributes:
        name: file name without extension.
        noun: what one entry is called in messages.
        shape: a `list` of entries, a `mapping` of entries by their names, or a `single` entry.
        key: field that names an entry, unique in the file; empty if entries have no names.
        ending: `.json` for a file that `mkdocs-researcher update` writes.
        bibtex: whether `.bib` files also contain entries of this kind.
        lint: returns the field and the message of a warning about a valid entry, or None.
    """

    name: str
    model: type[M]
    noun: str
    shape: Literal["list", "mapping", "single"] = "list"
    key: str = ""
    ending: Literal[".yml", ".json"] = ".yml"
    bibtex: bool = False
    lint: Callable[[M], tuple[str, str] | None] | None = None

    @property
    def file_name(self) -> str:
        return self.name + self.ending

    def shows_nothing(self, entries: Sequence[object]) -> str:
        """The message about a call that shows none of the entries."""
        why = "that matches" if entries else "yet; add one, or remove this call"
        return f"data/{self.file_name} has no {self.noun} {why}"


class Data(Protocol):
    """The author's data as macros see it.

    Attributes:
        language: language of the page, as a code such as `en` or `de`.
        words: phrases in that language.
        person: id of the person whose page is made; empty on other pages.
        authors: how many authors a list shows unless the call says otherwise; None for the default of its style.
        published: paths of what the host adds to the site.
    """

    language: str
    words: LanguageWords
    person: str
    authors: AuthorCount | None
    published: PublishedPaths

    def entries(self, file: DataFile[M]) -> Sequence[M]:
        """All entries of a file.

        Raises:
            MacroError: the file does not exist; the message names the path to create.
            BrokenDataError: the file has problems.
        """

    def optional(self, file: DataFile[M]) -> Sequence[M]:
        """All entries of a file, none if it does not exist or is broken."""

    def bibliography(self, file: str) -> Sequence[Any]:
        """All works of a `.bib` file, as papers.

        Args:
            file: path from the project's folder.

        Raises:
            MacroError: there is no such file.
            BrokenDataError: it is not BibTeX.
        """

    def works(self) -> Sequence[Any]:
        """The works of all files that `bibliography` has read so far."""

    def has(self, name: str) -> bool:
        """Is there a data file of this name, of any format?"""

    def has_general(self, name: str) -> bool:
        """Is there a file of general entries of this name, rather than one for `cards()` or the like?"""

    def derived(self, make: Callable[[Data], D]) -> D:
        """The result of `make` for this data, computed once."""

    def cached(self, entry: object, key: Hashable, make: Callable[[], D]) -> D:
        """The result of `make` for an entry, from the last build under `serve` if the entry has not changed.

        Args:
            entry: an entry of the data.
            key: what is made, and everything it depends on beside the entry and the data other than papers.
        """

    def last_change(self) -> PartialDate | None:
        """The date of the last change to the site's sources, None if unknown."""


class Arguments(BaseModel):
    """The arguments of a macro; `positional` lists those that need no keyword, in order."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    positional: ClassVar[tuple[str, ...]] = ()


class Heading(NamedTuple):
    """A heading inside a list, as plain text or as a key of `wording`.

    Attributes:
        text: Markdown text, used when `key` is empty.
        key: key of the phrase in the site's language.
    """

    text: str = ""
    key: str = ""


class Part(NamedTuple):
    """The context of one template under an optional heading.

    Attributes:
        context: the variables that the first comment of the template lists; empty if there is only a heading, above
            those of the next parts.
        template: name of the template without extension, empty for the macro's own.
        depth: how many levels its headings are below those of parts with a depth of 0.
        total: how many papers are below the heading, shown beside it; 0 to show nothing.
    """

    context: dict[str, Any]
    heading: Heading | None = None
    template: str = ""
    depth: int = 0
    total: int = 0


class SearchEntry(NamedTuple):
    """An item of a long list for the index of the site's search: `title` is Markdown, `text` plain text."""

    anchor: str
    title: str
    text: str


class More(NamedTuple):
    """A link to the whole list, shown beside the section's heading.

    Attributes:
        url: page of the whole list.
        key: key of the phrase in `wording`.
        total: how many entries the whole list has, for phrases that say so.
    """

    url: str
    key: str
    total: int = 0


class CitedWorks(NamedTuple):
    """A list of works that a page cites, which can only be made when all citations of the page are known.

    Attributes:
        titles: titles of the works that the list would show if they were cited, by their ids; Markdown.
        is_numbered: whether citations show the number of a work.
        build: makes the list from the ids of the cited works, in the order of their first citation.
    """

    titles: Mapping[str, str]
    is_numbered: bool
    build: Callable[[Sequence[str]], View]


class View(NamedTuple):
    """The result of a macro.

    Attributes:
        parts: in the order to show.
        level: level (1 to 6) of the parts' headings; 0 for one below the heading above the call.
        search: entries for the site's search, for lists that are added to the page late.
        notes: infos for the author.
        empty_reason: warning for the author if nothing is shown; empty otherwise.
        names_page: whether the name in it becomes the page's `h1` if the page has none; `level` is then ignored.
        omitted_reason: warning for the author if entries of the data file are not shown; empty otherwise.
        cited_works: what is shown in place of the view once the page's citations are known; None for most macros.
    """

    parts: tuple[Part, ...]
    level: int = 0
    search: tuple[SearchEntry, ...] = ()
    more: More | None = None
    notes: tuple[str, ...] = ()
    empty_reason: str = ""
    names_page: bool = False
    omitted_reason: str = ""
    cited_works: CitedWorks | None = None


def view(**context: Any) -> View:
    """A view of one part without a heading."""
    return View((Part(context),))


A = TypeVar("A", bound=Arguments)
MacroLayout = Literal["landing", "cv", "list", "paper"]


class Macro(NamedTuple, Generic[A]):
    """A macro: `{{ name(arguments) }}`.

    Attributes:
        name: the name that authors write.
        build: pure function from data and arguments to a view.
        template: name of its template without extension.
        inline: for macros of other packages, as in `Traits`; those of ours are in the table `MACROS`.
        files: the data files that it reads.
        layout: for macros of other packages, as in `Traits`.
        templates: folder of templates, for macros of other packages; authors' own templates and ours come first.
        keeps: for macros of other packages, as in `Traits`.
    """

    name: str
    arguments: type[A]
    build: Callable[[Data, A], View]
    template: str
    inline: bool = False
    files: tuple[DataFile[Any], ...] = ()
    layout: MacroLayout = "list"
    keeps: bool = False
    templates: Path | None = None


def broken_macro(name: str, reason: str) -> Macro[Any]:
    """A macro of another package that cannot be used: its calls report the reason."""

    class AnyArguments(Arguments):
        model_config = ConfigDict(extra="allow")
        positional: ClassVar = tuple(f"argument_{number}" for number in range(1, 21))

    def build(_data: Data, _arguments: Arguments) -> View:
        raise MacroError(reason)

    return Macro(name, AnyArguments, build, "error")


def _as_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


T = TypeVar("T")
OneOrMore = Annotated[tuple[T, ...], BeforeValidator(_as_tuple)]
# No `Field` in a type that several fields share: Pydantic before 2.11.7 gives all of them the default of one.
Count = Annotated[int, Strict(), Ge(1)]
Flag = Annotated[bool, Strict()]
AuthorsArgument = Annotated[
    AuthorCount,
    BeforeValidator(author_count),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1}, {"const": "all"}]}),
]
"""How many authors a list shows at once."""
Word = Annotated[str, Strict(), MinLen(1)]
Words = Annotated[str, Strict(), MinLen(1), InlineMarkdown]
Year = Annotated[int, Strict(), Interval(ge=1000, le=2999)]


def _check_file_name(name: str) -> str:
    if not re.fullmatch(r"[\w-]{1,80}", name):
        if "," in name:
            names = ", ".join(f'"{part.strip()}"' for part in name.split(","))
            raise ValueError(f"'{name}' contains several names; write a list: [{names}]")
        raise ValueError(f"'{name}' is not the name of a data file; leave out folder and extension, as in 'visits'")
    return name


FileName = Annotated[Word, AfterValidator(_check_file_name)]
"""Name of a data file that the author chooses."""


def _as_date(value: Any) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise ValueError("must be a date such as 2024 or '2024-07'")
    return PartialDate.parse(value)


DateArgument = Annotated[
    PartialDate,
    BeforeValidator(_as_date),
    WithJsonSchema({"type": ["string", "integer"], "examples": [2024, "2024-07"]}),
]
