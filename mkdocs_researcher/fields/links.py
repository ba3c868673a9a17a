"""Links that authors write: labels with URLs, in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from mkdocs_researcher.errors import did_you_mean
from mkdocs_researcher.fields.urls import check_url, quoted

_ADDRESS = re.compile(r"https?://(?:www\.|dx\.)?([^/?#]*)(.*)", re.I | re.S)
_ARXIV_ENDING = r"(?:v[0-9]+)?(?:\.pdf)?$"
_ICON = r"(?a)[\w-]+(?:/[\w-][\w.-]*)*"

UrlField = Annotated[
    str, AfterValidator(check_url), Field(examples=["https://example.org/paper.pdf", "images/overview.png"])
]


class Link(NamedTuple):
    """A link.

    Attributes:
        url: a checked URL or path; empty for a label without link, such as a WeChat id.
        icon: an icon of the theme such as `simple/github`, empty for none.
    """

    label: str
    url: str
    icon: str = ""


def as_text(value: object) -> str:
    """A scalar of YAML as its author wrote it; `ValueError` for anything else, and for one that YAML has changed."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None:
        raise ValueError("the value is missing")
    if isinstance(value, Mapping | list | tuple | set):
        raise ValueError("write one text here, not a list or a mapping")
    raise ValueError(f"YAML does not read {quoted(str(value))} as text: write it in quotes")


def read_link(label: object, value: object) -> Link:
    """A link from its label and its URL, or from its label and `{url, icon}`; the `ValueError` names the link."""
    is_whole = isinstance(value, Mapping)
    fields: Mapping[Any, Any] = value if isinstance(value, Mapping) else {"url": value}
    for key in fields if is_whole else ():
        if key not in ("label", "url", "icon"):
            raise ValueError(f"a link has no field '{key}'{did_you_mean(str(key), ('label', 'url', 'icon'))}")
    if not (name := "" if label is None else as_text(label)):
        raise ValueError("a link has no label: write 'Paper: https://…'")
    try:
        icon = as_text(fields.get("icon") or "") if is_whole else ""
        if icon and not re.fullmatch(_ICON, icon):
            raise ValueError(f"{quoted(icon)} is not an icon: write its path such as simple/github")
        if fields.get("url") is None:
            raise ValueError("it has no URL")
        return Link(name, check_url(as_text(fields["url"])), icon)
    except ValueError as error:
        raise ValueError(f"link {quoted(name)}: {error}") from None


def _read_item(label: object, value: object) -> Link:
    if isinstance(value, Link):
        return value
    if label is not None:
        return read_link(label, value)
    if isinstance(value, Mapping) and ("label" in value or "url" in value):
        return read_link(value.get("label"), value)
    if isinstance(value, Mapping) and len(value) == 1:
        return read_link(*next(iter(value.items())))
    raise ValueError("write a link as 'Paper: https://…' or as {label: Paper, url: https://…}")


def merge_links(written: tuple[Link, ...], more: tuple[Link, ...]) -> tuple[Link, ...]:
    """The written links, then those of `more` whose label and URL are not among them."""
    if not more:
        return written
    labels = {link.label.casefold() for link in written}
    addresses = {_address(link.url) for link in written}
    new = (link for link in more if link.label.casefold() not in labels and _address(link.url) not in addresses)
    return (*written, *new)


def _address(url: str) -> str:
    match = _ADDRESS.match(url)
    if not match:
        return url
    host, rest = match[1].lower(), match[2].rstrip("/")
    if host == "doi.org":
        return host + rest.lower()  # DOI names are case-insensitive (ISO 26324)
    if host == "arxiv.org":
        rest = re.sub(_ARXIV_ENDING, "", rest)
    return host + rest


@dataclass(frozen=True, slots=True, eq=False)  # hashed by identity, as its schema cannot be
class LinkList:
    """Marks `tuple[Link, ...]` as a field written as an ordered mapping or as a list.

    Problems have the label or the index in their `loc`, so that they can be located in the file. `read` makes a link
    from a key and a value; the key is None in a list.
    """

    read: Callable[[object, object], Link]
    schema: Mapping[str, Any]

    def _items(self, value: object) -> dict[object, tuple[object, object]]:
        if isinstance(value, Mapping):
            if {"label", "url"} <= value.keys() <= {"label", "url", "icon"}:
                raise ValueError("start each link with a dash: '- label: …'")
            return {key: (key, item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return {index: (None, item) for index, item in enumerate(value)}
        if value is None:
            return {}
        if isinstance(value, str) and "/" in value:
            address = value if "//" in value else f"https://{value}"
            raise ValueError(f"write each link on an indented line below, after its name, such as 'website: {address}'")
        raise ValueError("links are written as lines such as 'Paper: https://…', or as a list of {label, url, icon}")

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        item = core_schema.no_info_plain_validator_function(lambda pair: self.read(*pair))
        items = core_schema.dict_schema(core_schema.any_schema(), item)
        return core_schema.no_info_after_validator_function(
            lambda links: tuple(links.values()),
            core_schema.no_info_before_validator_function(self._items, items),
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda links: [link._asdict() for link in links]
            ),
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(self.schema)


LINK_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"label": {"type": "string"}, "url": {"type": "string"}, "icon": {"type": "string"}},
    "required": ["label", "url"],
    "additionalProperties": False,
}

LinksField = Annotated[
    tuple[Link, ...],
    LinkList(
        _read_item,
        {
            "anyOf": [
                {
                    "type": "object",
                    "additionalProperties": {"anyOf": [{"type": "string"}, {**LINK_SCHEMA, "required": ["url"]}]},
                },
                {"type": "array", "items": {"anyOf": [LINK_SCHEMA, {"type": "object", "maxProperties": 1}]}},
            ],
            "examples": [{"Paper": "https://example.org/paper.pdf", "Slides": "slides/talk.pdf"}],
        },
    ),
]
