"""The hash of all that the output of a site depends on."""

from __future__ import annotations

from pathlib import Path

from mkdocs_researcher.syntax.cache_key import Hashes, state_of
from mkdocs_researcher.syntax.settings import Settings


def one() -> None: ...


def another() -> None: ...


def test_settings_that_cannot_be_compared_keep_nothing() -> None:
    settings = Settings(Path(), Path(), Path("none"), extension_configs={"smarty": {"x": object()}})
    assert state_of(settings, []) == Hashes()


def test_functions_in_settings_can_be_compared() -> None:
    settings = Settings(Path(), Path(), Path("none"), extension_configs={"pymdownx.emoji": {"emoji_index": one}})
    assert state_of(settings, []) == state_of(settings, [])
    other = Settings(Path(), Path(), Path("none"), extension_configs={"pymdownx.emoji": {"emoji_index": another}})
    assert state_of(settings, []) != state_of(other, [])
