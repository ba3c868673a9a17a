"""What a macro makes of data, where a golden file would hide the point."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import Shown, convert, make_site, write_project


def show(folder: Path, data: str, page: str) -> Shown:
    write_project(folder, {"data/visits.yml": data, "docs/index.md": ""})
    return convert(page, make_site(folder, mode="serve"))


@pytest.mark.parametrize("title", ["Plain", "A *b* c", "Map<String> & co", "A <Maß> B", "a_b", "$x$ [l](index.md)"])
def test_select_takes_a_title_as_it_is_written(title: str, tmp_path: Path) -> None:
    shown = show(tmp_path, f"- title: '{title}'\n", f'{{{{ entries("visits", select=["{title}"]) }}}}')
    assert shown.problems == ()


def test_headings_of_years_are_in_order(tmp_path: Path) -> None:
    data = "- {title: A, date: since 2023}\n- {title: B, date: 2025}\n- {title: C, date: 2023}\n"
    years = [h.get_text() for h in show(tmp_path, data, '{{ entries("visits", group_by="year") }}').soup.select("h2")]
    assert years == sorted(years, reverse=True)


def test_block_with_broken_options_is_boxed_under_serve(tmp_path: Path) -> None:
    shown = show(tmp_path, "[]", "/// paper | T\n    links: {a: b\n\n///\n")
    assert shown.problems
    assert shown.soup.select(".rs-error")
