"""The hash of everything that the output of a site depends on."""

from __future__ import annotations

from pathlib import Path

from mkdocs_researcher.syntax.cache import CacheKeys, cache_keys
from mkdocs_researcher.syntax.settings import Settings


def one() -> None: ...


def another() -> None: ...


def test_settings_that_cannot_be_compared_cache_nothing() -> None:
    settings = Settings(Path(), Path(), Path("none"), extension_configs={"smarty": {"x": object()}})
    assert cache_keys(settings, []) == CacheKeys()


def test_functions_in_settings_can_be_compared() -> None:
    settings = Settings(Path(), Path(), Path("none"), extension_configs={"pymdownx.emoji": {"emoji_index": one}})
    assert cache_keys(settings, []) == cache_keys(settings, [])
    other = Settings(Path(), Path(), Path("none"), extension_configs={"pymdownx.emoji": {"emoji_index": another}})
    assert cache_keys(settings, []) != cache_keys(other, [])
