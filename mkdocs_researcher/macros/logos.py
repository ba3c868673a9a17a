"""`logos("file")`: a strip of logos, such as those of sponsors, from a data file of any name."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from mkdocs_researcher.fields.links import UrlField
from mkdocs_researcher.fields.text import Text
from mkdocs_researcher.macros.base import Arguments, Data, DataFile, FileName, Flag, ListItem, Macro, View, view


class Logo(ListItem):
    """A logo and whose it is."""

    name: Text = Field(description="Name of the organization.", examples=["Tidal Computing Institute"])
    logo: UrlField | None = Field(None, description="The logo, of any size.", examples=["images/tci.svg"])
    logo_dark: UrlField | None = Field(
        None,
        description="Version for the dark scheme; without it, the logo has a white background there.",
        examples=["images/tci-dark.svg"],
    )
    url: UrlField | None = Field(None, description="Target of the link.", examples=["https://example.org"])


LOGOS = DataFile("logos", Logo, "logo")
"""Under whatever name the author chose."""


class LogosArguments(Arguments):
    """Arguments of `logos()`."""

    positional: ClassVar = ("file",)
    file: FileName = Field(description="Name of the file in the data folder, without ending.", examples=["sponsors"])
    names: Flag = Field(True, description="Names beside the logos; without them, larger logos.", examples=[False])


def _build_logos(data: Data, arguments: LogosArguments) -> View:
    logos = data.entries(LOGOS._replace(name=arguments.file))
    shown = view(logos=logos, with_names=arguments.names)
    return shown._replace(empty_reason="" if logos else f"data/{arguments.file}.yml has no logo")


MACROS = (Macro("logos", LogosArguments, _build_logos, "logos"),)
