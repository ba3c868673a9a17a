"""What a macro makes of data, where a golden file would hide the point."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import Shown, convert, make_site, write_project


def show(folder: Path, data: str, page: str) -> Shown:
    write_project(folder, {"data/visits.yml": data, "docs/index.md": ""})
    return convert(page, make_site(folder, mode="serve"))


@pytest.mark.parametrize("title", ["Plain", "A *b* c", "Map<String> & co", "A <Maß> B", "a_b", "$x$ [l](index.md)"])
def test_select_takes_a_title_as_it_is_written(title: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if "*" in title or "[" in title or "<" in title:
        reason = "select compares with the title without its marks, and <Maß> counts as one"
        request.applymarker(pytest.mark.xfail(strict=True, reason=reason))
    shown = show(tmp_path, f"- title: '{title}'\n", f'{{{{ entries("visits", select=["{title}"]) }}}}')
    assert shown.problems == ()


@pytest.mark.xfail(strict=True, reason="what goes on is sorted as newest, but its heading is the year it began in")
def test_headings_of_years_are_in_order(tmp_path: Path) -> None:
    data = "- {title: A, date: since 2023}\n- {title: B, date: 2025}\n- {title: C, date: 2023}\n"
    years = [h.get_text() for h in show(tmp_path, data, '{{ entries("visits", group_by="year") }}').soup.select("h2")]
    assert years == sorted(years, reverse=True)


@pytest.mark.xfail(strict=True, reason="a block whose options are no YAML is shown without them, and without a box")
def test_block_with_broken_options_is_boxed_under_serve(tmp_path: Path) -> None:
    shown = show(tmp_path, "[]", "/// paper | T\n    links: {a: b\n\n///\n")
    assert shown.problems
    assert shown.soup.select(".rs-error")
