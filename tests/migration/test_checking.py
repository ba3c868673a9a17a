"""The build by which `migrate` checks what it wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import CONFIG, Project
from running import build_by_the_command, build_in_this_process

from mkdocs_researcher.migration.addresses import Addresses
from mkdocs_researcher.migration.check import checking
from mkdocs_researcher.migration.check.seen import seen_after
from mkdocs_researcher.migration.new_site import NewSite, OldPage
from mkdocs_researcher.migration.old_site import Line, OldSite

FILES = {"mkdocs.yml": CONFIG, "docs/index.md": "# Home\n\n{{ papers() }}\n", "data/papers.yml": "- title: One\n"}
CASES = {
    "whole": ({}, 0, ""),
    "a warning": ({"docs/index.md": "# Home\n\n[x](none.md)\n"}, 1, "WARNING -  Doc file 'index.md' contains a link"),
    "a problem": ({"data/papers.yml": "- titel: One\n"}, 1, "data/papers.yml:1:3: titel: unknown field"),
    "a wrong setting": ({"mkdocs.yml": CONFIG.replace("material", "nothing")}, 1, "ERROR   -  Config value 'theme'"),
    "no configuration": ({"mkdocs.yml": "site_name: [\n"}, 1, "Error: MkDocs encountered an error parsing"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_command_says_the_same_as_a_build_in_this_process(project: Project, name: str) -> None:
    files, code, message = CASES[name]
    project.write({**FILES, **files})
    reported = []
    for number, build in enumerate((build_by_the_command, build_in_this_process)):
        site = project.root.parent / f"site{number}"
        done = build(project.root, site)
        assert done.returncode == code, done.stderr
        assert (site / "index.html").is_file() == (name in {"whole", "a warning"})
        reported.append([line for line in done.stderr.splitlines() if line.startswith(checking._MESSAGES)])
    assert reported[0] == reported[1]
    assert message in "\n".join(reported[0])


def test_texts_of_data_are_on_one_page() -> None:
    meta = {
        "title": "Of *tides* and piers",
        "venue": "A Journal for Shores",
        "date": "2026-07-01 10:00:00",
        "slides": "https://slides.example.org/tides",
        "paperurl": "https://a.example.org/tides",
        "more": {"place": ["Room of boats", "Room 5 of boats"]},
    }
    head = [Line(f"{name}: {value}", "_talks/tides.md", number) for number, (name, value) in enumerate(meta.items(), 2)]
    head += [Line("    - Room of boats", "_talks/tides.md", 8), Line("    - Room 5 of boats", "_talks/tides.md", 9)]
    old = OldSite(Path("/nonexistent"))
    pages = [
        seen_after(
            '<div class="md-content__inner">Of tides and piers <a href="https://a.example.org/tides">A</a></div>'
        ),
        seen_after('<div class="md-content__inner">A journal, Shores, room of boats</div>'),
    ]
    new = NewSite(old, [], Addresses(old), data=[OldPage("_talks/tides.md", [], meta, head=head)])
    assert list(map(str, checking._compare_data(new, pages).missing)) == [
        "_talks/tides.md:3: is not on the new page: 'for'",
        "_talks/tides.md:5: is not on the new page: the link to https://slides.example.org/tides",
        "_talks/tides.md:9: is not on the new page: '5'",
    ]
    new.texts = {
        "docs/index.md": "{{ news() }} {{ talks(limit=1) }}",
        "data/talks.yml": "- venue: A Journal for Shores",
    }
    assert "_talks/tides.md:3" not in str(checking._compare_data(new, pages).missing)
