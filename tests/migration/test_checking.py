"""The build by which `migrate` checks what it wrote."""

from __future__ import annotations

import pytest
from building import CONFIG, Project
from running import build_by_the_command, build_in_this_process

from mkdocs_researcher.migration.check import checking

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
        reported.append([line for line in done.stderr.splitlines() if checking._is_message(line)])
    assert reported[0] == reported[1]
    assert message in "\n".join(reported[0])
