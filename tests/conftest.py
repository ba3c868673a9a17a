from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from building import Built, Project, example_in, served, words_of_the_search
from hypothesis import settings, strategies
from material.plugins.search.plugin import SearchPlugin

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Tests tell what is right; how fast it is, the benchmarks tell.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# A test must not reach for the network, nor for a sandbox that a container does not have.
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.hookimpl(trylast=True)  # behind Hypothesis itself, before xdist
def pytest_sessionstart() -> None:
    """Lets Hypothesis write its tables of characters before the workers start: that takes 200 MB, reading them none."""
    strategies.text().validate()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leaves `tests/hosts` to `make hosts`: to collect it, every Python of the machine is asked for its version."""
    return True if collection_path.name == "hosts" and config.option.markexpr != "hosts" else None


def pytest_addoption(parser: pytest.Parser) -> None:
    text = "Write tests/golden/, and the tables of macros in the manual, anew from what the code gives."
    parser.addoption("--update-golden", action="store_true", help=text)


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(autouse=True, scope="session")
def user_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A cache folder of the tests' own, not that of who runs them."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("user_cache"))


@pytest.fixture(scope="session", autouse=True)
def _quick_search() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SearchPlugin, "_translate", words_of_the_search(SearchPlugin._translate))
        yield


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty folder for a project; it is no part of this repository, so git tells it nothing."""
    return Project(tmp_path / "project")


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The example site with a font for the owner's native name, built with `--strict`."""
    return example_in(tmp_path_factory.mktemp("example") / "project").build(strict=True)


@pytest.fixture(scope="session")
def example_url(example: Built) -> Iterator[str]:
    """Address of the example site, served on this machine."""
    with served(example.site) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without one the test is skipped, or fails if `RESEARCHER_BROWSER_REQUIRED` is 1."""
    names = [os.environ.get("RESEARCHER_CHROMIUM") or "", *_BROWSERS]
    path = next((found for name in names if name and (found := shutil.which(name))), None)
    if path is None:
        reason = f"no Chromium: none of {', '.join(_BROWSERS)} is installed, RESEARCHER_CHROMIUM names none"
        if os.environ.get("RESEARCHER_BROWSER_REQUIRED") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield chromium
        chromium.close()
