"""Themes beside Material: one title, and text that can be read on dark ground, too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from building import Built, served
from environments import Environment
from playwright.sync_api import Browser, Page
from sites import build_in, site_in

DARK = [{"name": name} for name in ("darkly", "cyborg", "slate", "superhero")]
OTHERS = [
    {"name": "cerulean"},
    {"name": "mkdocs", "color_mode": "light"},
    {"name": "mkdocs", "color_mode": "dark"},
    {"name": "readthedocs"},
    {"name": "ivory"},
    {"name": "terminal"},
    {"name": "terminal", "palette": "dark"},
    {"name": "shadcn"},
    {"name": "simple-blog"},
]
HERO = "---\nprofile: none\n---\n\n{{ hero() }}\n\n## More\n\n{{ papers(limit=2, style='reference') }}\n\n{{ cards('focus') }}\n"


def _id(theme: dict[str, str]) -> str:
    return "-".join(theme.values())


def _param(theme: dict[str, str]) -> object:
    return pytest.param(theme, id=_id(theme), marks=pytest.mark.xdist_group(_id(theme)))


@pytest.fixture(scope="module", params=map(_param, [*DARK, *OTHERS]))
def themed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    theme = request.param
    project = site_in(
        tmp_path_factory.mktemp("theme") / "site", ["search", "researcher"], {"docs/landing.md": HERO}, {"theme": theme}
    )
    # Some of these themes warn about things of their own.
    built = build_in(Environment("themes"), project, strict=False)
    assert built.exit_code == 0, built.output
    assert [line for line in built.lines("WARNING") if "researcher" in line] == []
    return built


@pytest.mark.parametrize("path", ["index.html", "landing/index.html", "cv/index.html"])
def test_the_name_is_the_only_title(themed: Built, path: str) -> None:
    titles = [tag.get_text(" ", strip=True) for tag in themed.page(path).select("h1")]
    assert [title.partition(" 戸")[0] for title in titles] == ["Mira Tovanne"]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    context.add_init_script(path=AXE_FILE_PATH)
    # Some themes load fonts and scripts from elsewhere.
    context.route(lambda url: "127.0.0.1" not in url, lambda route: route.abort())
    yield context.new_page()
    context.close()


def test_text_can_be_read(themed: Built, page: Page, request: pytest.FixtureRequest) -> None:
    # Its links are gray and `!important`.
    own = "<a" if "simple-blog" in request.node.name else "-"
    with served(themed.site) as url:
        for path in ("", "papers/", "landing/", "notes/"):
            page.goto(url + path, wait_until="load")
            page.evaluate("document.querySelectorAll('.rs details').forEach(details => details.open = true)")
            found: list[dict[str, Any]] = page.evaluate(
                "() => axe.run({include: [['.rs']]}, {runOnly: ['color-contrast'], resultTypes: ['violations']})"
                ".then(result => result.violations.flatMap(one => one.nodes))"
            )
            assert [
                f"{node['html'][:120]} {node['failureSummary']}" for node in found if not node["html"].startswith(own)
            ] == [], path
