"""What every macro is made of: models of data, arguments, and a function from the two to a view."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Annotated, Any, ClassVar, Generic, Literal, NamedTuple, Protocol, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from mkdocs_researcher.fields.dates.parse import PartialDate
from mkdocs_researcher.fields.text import Text


class Model(BaseModel):
    """An entry of a data file. An unknown field is an error: it may be a misspelt one."""

    # defer_build: a homepage uses few of the models; building all of them costs more than the page itself.
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, data: Any) -> Any:
        """Takes `field:` without a value for a field that is not there, as template users leave them."""
        if not isinstance(data, dict):
            return data
        known = cls.model_fields
        return {k: v for k, v in data.items() if (v is not None and v != "") or k not in known}


M = TypeVar("M", bound=Model)
D = TypeVar("D")


def as_list(value: Any) -> Any:
    """One text as a list of one."""
    return [value] if isinstance(value, str) else value


class OrText:
    """Tells the JSON Schema that a field takes one text, too."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The schema of the field, or text."""
        return {"anyOf": [{"type": "string"}, handler(schema)]}


TextList = Annotated[tuple[str, ...], BeforeValidator(as_list), OrText()]
Texts = Annotated[tuple[Text, ...], BeforeValidator(as_list), OrText()]
"""Several lines of Markdown; one alone needs no list."""


class DataFile(NamedTuple, Generic[M]):
    """A kind of file in the data folder.

    Attributes:
        name: file name without its ending.
        model: model of one entry.
        noun: what one entry is called in messages.
        shape: `list` of entries, `mapping` of entries by their names, or the `single` one.
        key: field that names an entry, unique in the file; empty if entries have no names.
        ending: `.json` for a file that a program writes.
        bibtex: whether `.bib` files hold entries of this kind, too.
        doubt: field and message of what is odd about an entry that is right by itself, None if nothing is.
    """

    name: str
    model: type[M]
    noun: str
    shape: Literal["list", "mapping", "single"] = "list"
    key: str = ""
    ending: Literal[".yml", ".json"] = ".yml"
    bibtex: bool = False
    doubt: Callable[[M], tuple[str, str] | None] | None = None

    @property
    def file_name(self) -> str:
        """The name with its ending."""
        return self.name + self.ending


class Data(Protocol):
    """The author's data as macros see it.

    Attributes:
        language: language of the site.
    """

    language: str

    def entries(self, file: DataFile[M]) -> Sequence[M]:
        """All entries of a file.

        Raises:
            MacroError: the file is absent; the message names the path to create.
            BrokenDataError: the file has problems of its own.
        """

    def optional(self, file: DataFile[M]) -> Sequence[M]:
        """All entries of a file, none if it is absent or broken."""

    def bibliography(self, file: str) -> Sequence[Any]:
        """All works of a `.bib` file of the project, as papers.

        Args:
            file: path from the project's folder.

        Raises:
            MacroError: there is no such file.
            BrokenDataError: it is no BibTeX at all.
        """

    def works(self) -> Sequence[Any]:
        """The works of all such files that were asked for so far."""

    def has(self, name: str) -> bool:
        """Whether there is data of this name, in whatever file."""

    def derived(self, make: Callable[[Data], D]) -> D:
        """What `make` makes of this data; it is made once."""

    def cached(self, entry: object, key: Hashable, make: Callable[[], D]) -> D:
        """What the last build under `serve` made of this entry, or else what `make` makes of it.

        Args:
            entry: an entry of the data.
            key: what is made, and everything it depends on beside the entry and the data other than papers.
            make: makes it.
        """

    def last_change(self) -> PartialDate | None:
        """The day of the last change to the site's sources, if it can be known."""

    def paper_page(self, paper_id: str) -> str | None:
        """The page of a paper, as a path below `docs_dir` that the filter `url` takes; None if it has none."""

    def bibtex_file(self) -> str | None:
        """The file of the site with all papers, a path below `docs_dir`; None where the host makes none."""

    def list_page(self) -> str | None:
        """The page that lists all papers, as a path below `docs_dir`; None if it is not known."""

    def cv_pdf(self) -> str | None:
        """The CV as PDF that the build makes, as a path below `docs_dir`; None if it makes none."""


class Arguments(BaseModel):
    """The arguments of a macro; the field `positional` lists those that need no keyword, in order."""

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
    """One template's context, under an optional heading; the template is the macro's if none is named.

    It stands `depth` levels below the parts with a depth of 0.
    """

    context: dict[str, Any]
    heading: Heading | None = None
    template: str = ""
    depth: int = 0


class SearchEntry(NamedTuple):
    """What the site's search finds of an item of a long list.

    Attributes:
        anchor: id of the item on the page.
        title: Markdown text.
        text: plain text.
    """

    anchor: str
    title: str
    text: str


class More(NamedTuple):
    """A link from a list to the whole of it, shown in the line of the section's heading.

    Attributes:
        url: page that holds all.
        key: key of the phrase in `wording`.
        total: how many entries the whole has.
    """

    url: str
    key: str
    total: int


class View(NamedTuple):
    """What a macro shows.

    Attributes:
        parts: contexts of the macro's template, in order.
        level: level (1 to 6) of the parts' headings; 0 for one below the heading above the call.
        search: what the site's search finds, if the list is long enough to reach the page late.
        more: link to the whole list.
        notes: things to tell the author that are no errors.
        empty: why nothing is shown, in words for the author; empty if something is.
        names_page: whether the name in it is the page's `h1`, unless the page has one; `level` then says nothing.
        gap: why entries of the macro's data file are not shown, in words for the author; empty if none is missing.
    """

    parts: tuple[Part, ...]
    level: int = 0
    search: tuple[SearchEntry, ...] = ()
    more: More | None = None
    notes: tuple[str, ...] = ()
    empty: str = ""
    names_page: bool = False
    gap: str = ""


def view(**context: Any) -> View:
    """A view of one part without a heading."""
    return View((Part(context),))


A = TypeVar("A", bound=Arguments)


class Macro(NamedTuple, Generic[A]):
    """A macro: `{{ name(arguments) }}`.

    Attributes:
        name: the word the author writes.
        arguments: model of its arguments.
        build: pure function from data and arguments to a view.
        template: name of its template without ending.
        inline: whether it can stand inside a line.
        icon: icon of the section that starts with it, a path such as `material/school-outline`.
        files: the data files that it reads.
        layout: layout of a page whose title is in what it shows, empty if there is never one in it.
        keeps: whether its output may serve the next build: it follows from data, arguments and page alone, and takes
            longer to make than to read.
    """

    name: str
    arguments: type[A]
    build: Callable[[Data, A], View]
    template: str
    inline: bool = False
    icon: str = ""
    files: tuple[DataFile[Any], ...] = ()
    layout: Literal["", "landing", "cv"] = ""
    keeps: bool = False
