"""Damaged data files and pages: a message with file and line or a page, and never an exception or an endless loop.

The figure of the environment variable RESEARCHER_FUZZ sets how many mutants are tried; the seed is the same each time.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from pathlib import Path

import pytest
from building import EXAMPLE
from support import convert, make_site

from mkdocs_researcher.macros import MACROS

MUTANTS = int(os.environ.get("RESEARCHER_FUZZ", "160"))
PARTS = 4
PIECES = (
    *"\t\n\r\x00\x1b:-#'\"`{}[]()|>&*!%@,\\/=<",
    *(
        ": ",
        "- ",
        " #",
        "---\n",
        "...\n",
        "{{",
        "}}",
        "{{ papers(",
        "///",
        "/// paper | ",
        "```\n",
        "<!--",
        "-->",
        "<script>",
    ),
    *(
        "\ufeff",
        "\u202e",
        "\ud7ff",
        "&a ",
        "*a",
        "<<: *a\n",
        "!!python/object:os.system ",
        "~",
        "null",
        "2025.10",
        "9" * 40,
    ),
    *(
        "\\href{",
        "$\\frac$",
        "@article{x,",
        "\n  - ",
        "\n\n    ",
        "http://[",
        "javascript:alert(1)",
        "é",
        "中",
        "\U0001f3fb",
    ),
)
_PLACE = re.compile(r"^[^:\n]+\.\w+:\d+")
# Problems of a whole file or folder, which have no line.
_WHOLE = (
    "does not exist",
    "contains no BibTeX",
    "is not the name of a file",
    "has the same name",
    "is not read",
    "are unknown",
)


def first_entries(text: str, number: int) -> str:
    parts = re.split(r"(?m)^(?=- )", text)
    return "".join(parts[: number + 1])


def sources() -> dict[str, str]:
    """Short data files, and a page that calls every macro."""
    files = {f"data/{path.name}": path.read_text(encoding="utf-8") for path in sorted((EXAMPLE / "data").glob("*.yml"))}
    short = {name: first_entries(text, 3) for name, text in files.items()}
    short["data/counts.json"] = (EXAMPLE / "data" / "counts.json").read_text(encoding="utf-8")
    short["data/library.bib"] = (
        '@string{v = {Venue}}\n@article{one, title = {On {\\"U}ber $x^2$}, author = {Tovanne, Mira and others},\n'
        "  journal = v, year = 2024, month = jul}\n"
    )
    calls = "\n\n".join(
        f"{{{{ {name}() }}}}" for name in MACROS if name not in {"paper", "entries", "badge", "cite", "quote"}
    )
    blocks = "/// paper | A **title**\n    badge: ICML 2025\n    links: {Paper: 'https://a.org'}\n\nBody\n///\n\n/// news\n- 2025.07: x\n///\n"
    short["docs/index.md"] = f"# Home\n\n{calls}\n\n- {{{{ badge('a') }}}}\n\n{blocks}\n<div>{{{{ links() }}}}</div>\n"
    return short


def mutant(text: str, random_: random.Random) -> str:
    for _ in range(random_.randint(1, 4)):
        start = random_.randrange(len(text) + 1)
        end = min(len(text), start + random_.choice((1, 1, 3, 20, 200)))
        match random_.randrange(6):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:start] + random_.choice(PIECES) * random_.choice((1, 1, 1, 2, 50)) + text[start:]
            case 2:
                text = text[:start] + text[start:end] * 2 + text[end:]
            case 3:
                text = text[:start] + random_.choice(PIECES) + text[end:]
            case 4:
                text = text[:start]
            case _:
                other = random_.randrange(len(text) + 1)
                text = text[:other] + text[start:end] + text[other:]
    return text


@pytest.mark.parametrize("part", range(PARTS))
def test_a_mutant_is_shown_or_reported(part: int, tmp_path: Path) -> None:
    random_ = random.Random(part)
    originals = sources()
    for name, text in originals.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    without_line: Counter[str] = Counter()
    for _ in range(MUTANTS // PARTS):
        name = random_.choice(sorted(originals))
        changed = mutant(originals[name], random_)
        (tmp_path / name).write_bytes(changed.encode("utf-8", "surrogatepass"))
        page = (tmp_path / "docs/index.md").read_bytes().decode("utf-8", "replace")
        try:
            site = make_site(tmp_path)
            convert(page.replace("\r\n", "\n") if not page.startswith("---") else originals["docs/index.md"], site)
        except Exception as error:
            raise AssertionError(f"{name}: {type(error).__name__}: {error}\n{changed!r}") from error
        for problem in site.problems:
            is_written = "'mkdocs-researcher update' writes this file" in problem.message  # nobody edits it by line
            is_whole = is_written or any(words in problem.message for words in _WHOLE)
            if not is_whole and not _PLACE.match(str(problem)):
                without_line[str(problem)[:200]] += problem.severity != "info"
        (tmp_path / name).write_text(originals[name], encoding="utf-8")
    assert +without_line == Counter()
