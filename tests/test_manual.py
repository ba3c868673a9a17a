"""The manual is true: its code blocks are valid, the messages it quotes are printed, and it explains every message."""

from __future__ import annotations

import ast
import json
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import mkdocs.__main__
import pytest
import yaml
from building import CONFIG, EXAMPLE
from jinja2 import Environment
from support import PACKAGE, ROOT

from mkdocs_researcher.cli import main
from mkdocs_researcher.hosts.check.project import check_project

DOCS = EXAMPLE / "docs"
PAGES = sorted(
    path for path in DOCS.rglob("*.md") if path.parent != DOCS and path.parent.name not in {"layouts", "papers"}
)
FENCE = re.compile(r'( *)(`{3,})(\w*)(?: +title="([^"]*)")?\s*$')
TAB = re.compile(r'=== "([\w./-]+\.\w+)"\s*$')
# How a quoted message starts: as `mkdocs build` prints it.
MESSAGE = re.compile(r"(?:ERROR  |WARNING|INFO   ) -  ")
FOUND = re.compile(r"mkdocs-researcher found \d+ problems?:$")
# Plugins that the manual names and that the tests do not install.
ELSEWHERE = re.compile(r"'(macros|glightbox)' is not installed")
SETTINGS = CONFIG.replace("theme: material", "theme:\n  name: material\n  custom_dir: overrides")
UNTESTED = {"js", "powershell", "text"}


@dataclass(frozen=True)
class Block:
    """A code block of the manual.

    Attributes:
        language: as in the line that opens it.
        file: the file that its title or its tab names; empty if none.
        text: what is in it.
        line: the line that opens it.
        section: number of headings and of message blocks above it.
    """

    language: str
    file: str
    text: str
    line: int
    section: int

    @property
    def is_message(self) -> bool:
        return self.language == "text" and bool(MESSAGE.match(self.text))


def blocks_of(page: Path) -> list[Block]:
    found: list[Block] = []
    lines = iter(enumerate(page.read_text(encoding="utf-8").splitlines(), 1))
    section, tab = 0, ""
    for number, line in lines:
        if line.startswith("#"):
            section, tab = section + 1, ""
        elif line.startswith("==="):
            tab = match[1] if (match := TAB.match(line)) else ""
        elif match := FENCE.match(line):
            indent, fence, language, title = match.groups()
            inside = _until(lines, f"{indent}{fence}")
            text = "".join(f"{text.removeprefix(indent)}\n" for text in inside)
            block = Block(language, (title or tab if indent or title else "") or "", text, number, section)
            found.append(block)
            section += block.is_message
    return found


def _until(lines: Iterator[tuple[int, str]], end: str) -> Iterator[str]:
    for _, line in lines:
        if line == end:
            return
        yield line
    pytest.fail(f"a code block is not closed by {end.strip()}")


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two projects that blocks are put into: one with the data of the example site, one without any."""
    root = tmp_path_factory.mktemp("manual")
    full, bare = root / "full", root / "bare"
    shutil.copytree(EXAMPLE / "data", full / "data")
    for base in (full, bare):
        shutil.copytree(DOCS / "images", base / "docs" / "images")
        (base / "overrides").mkdir()
        (base / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
        (base / "docs" / "images" / "photo.jpg").touch()
        for name in (
            "researcher-fonts.css",
            "researcher.css",
            "researcher.js",
        ):  # `mkdocs-researcher assets` writes them
            (base / "docs" / "assets" / "researcher").mkdir(parents=True, exist_ok=True)
            (base / "docs" / "assets" / "researcher" / name).touch()
        for name in ("index.md", "papers.md", "cv.md", "talks.md"):
            (base / "docs" / name).write_text("# A page\n", encoding="utf-8")
        shutil.copy(DOCS / "reading.bib", base / "docs" / "reading.bib")
    return full, bare


def problems_in(base: Path, files: Mapping[str, str]) -> list[str]:
    """What `check` says of a project with these files besides, which are removed again."""
    before = {name: (base / name).read_bytes() for name in files if (base / name).is_file()}
    for name, text in files.items():
        (base / name).parent.mkdir(parents=True, exist_ok=True)
        (base / name).write_text(text, encoding="utf-8")
    try:
        return [f"{problem.severity}: {problem}" for problem in check_project(base).problems]
    finally:
        for name in files:
            (base / name).write_bytes(before[name]) if name in before else (base / name).unlink()


def files_of(blocks: Sequence[Block]) -> dict[str, str]:
    """The files that blocks make, by their paths in a project; calls without a file are pages."""
    files: dict[str, str] = {}
    for block in blocks:
        if block.language == "markdown" or _is_ours(block.file):
            name = block.file or f"docs/page-{block.line}.md"
            # Two blocks about one file of settings are two parts of it.
            files[name] = _with_settings(files.get(name, SETTINGS), block.text) if name == "mkdocs.yml" else block.text
    return files


def _is_ours(file: str) -> bool:
    return file.startswith(("data/", "docs/", "overrides/")) or file == "mkdocs.yml"


def _with_settings(before: str, text: str) -> str:
    """A configuration with the keys of another."""
    new = {line.split(":")[0] for line in text.splitlines() if re.match(r"\w", line)}
    kept, keep = [], True
    for line in before.splitlines():
        keep = line.split(":")[0] not in new if re.match(r"\w", line) else keep
        kept += [line] if keep else []
    return "\n".join([*kept, text])


def about(name: str, problems: Sequence[str]) -> list[str]:
    """The errors and warnings in a file, and those without which it would not be read."""
    return [
        text
        for text in problems
        if re.match(rf"(?:error|warning): {re.escape(name)}\b", text) and not ELSEWHERE.search(text)
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_code_blocks_of_the_manual(page: Path, bases: tuple[Path, Path]) -> None:
    blocks = blocks_of(page)
    wrong: list[str] = []
    for section in sorted({block.section for block in blocks}):
        group = [block for block in blocks if block.section == section]
        messages = [block for block in group if block.is_message]
        above = [block for block in blocks if block.section < section and not block.is_message]
        wrong += _unquoted(messages[0], group, bases) if messages else _invalid(group, above, bases)
    for block in blocks:
        try:
            _parse(block)
        except (ValueError, SyntaxError, yaml.YAMLError, click.ClickException) as error:
            wrong.append(f"line {block.line}: {error}")
    assert not wrong, "\n".join(wrong)


def _unquoted(message: Block, group: Sequence[Block], bases: tuple[Path, Path]) -> list[str]:
    """The quoted messages that the blocks above them do not give."""
    lines = [MESSAGE.sub("", line).removeprefix("mkdocs_researcher: ").strip() for line in message.text.splitlines()]
    expected = [line for line in lines if not FOUND.match(line)]
    files = files_of([block for block in group if block is not message])
    assert files, f"line {message.line}: no block above says what the message is about"
    given: list[list[str]] = [[text.split(": ", 1)[1] for text in problems_in(base, files)] for base in bases]
    missing = [[line for line in expected if line not in texts] for texts in given]
    best = min(range(2), key=lambda index: len(missing[index]))
    return [f"line {message.line}: not printed: {line}\n  but: {given[best]}" for line in missing[best]]


def _invalid(group: Sequence[Block], above: Sequence[Block], bases: tuple[Path, Path]) -> list[str]:
    """The errors of blocks, each with the others of its section, alone, or with those of the sections above."""
    wrong: list[str] = []
    files = files_of(group)
    if not files:
        return []
    together = [problems_in(base, files) for base in bases]
    for name in files:
        own = [block for block in group if (block.file or f"docs/page-{block.line}.md") == name]
        if any(about(name, problems) == [] for problems in together) and len(own) == 1:
            continue
        for block in own:
            beside = [other for other in group if other.file and other.file != block.file]
            found = [
                about(name, problems_in(base, files_of(others)))
                for base in bases
                for others in ([block], [*above, *beside, block])
            ]
            wrong += [f"line {block.line}: {text}" for text in min(found, key=len)]
    return wrong


def _parse(block: Block) -> None:
    """Reads a block of any other kind."""
    match block.language:
        case "yaml" if not _is_ours(block.file):
            list(yaml.safe_load_all(block.text))
        case "toml":
            tomllib.loads(block.text)
        case "json":
            json.loads(block.text)
        case "python":
            ast.parse(block.text)
        case "html" | "jinja":
            Environment(autoescape=True).parse(block.text)
        case "css":
            _check_classes(block.text)
        case "sh" | "bash":
            for line in block.text.splitlines():
                _parse_command(line)
        case language if language not in {*UNTESTED, "yaml", "markdown", "bibtex"}:
            raise ValueError(f"no test knows blocks of the language '{language}'")


def _check_classes(css: str) -> None:
    ours = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "assets" / "css").glob("*.css"))
    if unknown := [name for name in re.findall(r"\.rs-[\w-]+", css) if name not in ours]:
        raise ValueError(f"our style sheets have no {unknown}")


def _parse_command(line: str) -> None:
    """Reads the commands of a line that are ours or MkDocs', each with its options."""
    for command in re.split(r"&&|\||#", line):
        name, *words = command.split() or [""]
        program = {"mkdocs-researcher": main, "mkdocs": mkdocs.__main__.cli}.get(name)
        if program is None or not words or words[0].startswith("-"):
            continue
        context = click.Context(program, info_name=name)
        found = program.get_command(context, words[0])
        if found is None:
            raise ValueError(f"'{command.strip()}': {name} has no command '{words[0]}'")
        found.make_parser(click.Context(found, info_name=words[0])).parse_args(words[1:])


def test_the_readme(bases: tuple[Path, Path]) -> None:
    test_code_blocks_of_the_manual(ROOT / "README.md", bases)
    lines = next(block for block in blocks_of(ROOT / "README.md") if block.language == "sh").text.splitlines()
    assert lines[:2] == ["python3 -m venv homepage-env", "source homepage-env/bin/activate"]
    # From beside the clone, so that the homepage is not in a repository already.
    assert lines[2:5] == ["pip install ./mkdocs-researcher", "mkdocs-researcher new my-homepage", "cd my-homepage"]


def test_a_wrong_block_is_seen(tmp_path: Path, bases: tuple[Path, Path]) -> None:
    page = tmp_path / "page.md"
    for text in (
        '```yaml title="data/news.yml"\n- txet: x\n```\n',
        "```markdown\n{{ papers(years=2025) }}\n```\n",
        '```yaml title="mkdocs.yml"\nplugins:\n  - researcher:\n      paper_page: true\n```\n',
        "```sh\nmkdocs-researcher chekc\n```\n",
        "```sh\nmkdocs build --sctrict\n```\n",
        "```toml\n[build\n```\n",
        "```haskell\nmain\n```\n",
        '```markdown title="docs/index.md"\n{{ papr() }}\n```\n\n```text\nERROR   -  docs/index.md:1: not printed\n```\n',
    ):
        page.write_text(text, encoding="utf-8")
        with pytest.raises(AssertionError, match=r"line 1:|line 5:"):
            test_code_blocks_of_the_manual(page, bases)


# Messages

TROUBLESHOOTING = DOCS / "start" / "troubleshooting.md"
# Texts of new sites, tables of words, and names of things in other programs: no messages.
OTHER_MODULES = re.compile(r"wording/|starting/(?!owner|from_orcid)|migration/(papers/venues|project_file)")
# What is called with descriptions, patterns, tables and questions.
OTHER_CALLS = {
    "Field",
    "option",
    "argument",
    "compile",
    "sub",
    "search",
    "fullmatch",
    "split",
    "execute",
    "executemany",
}
OTHER_CALLS |= {
    "frozenset",
    "Identifier",
    "Service",
    "Macro",
    "DataFile",
    "row_macro",
    "row_arguments",
    "prompt",
    "confirm",
}
OTHER_TEXTS = {
    # Words of PyYAML, by which a message of ours is chosen.
    "mapping values are not allowed",
    "cannot start any token",
    "could not find expected",
    "did not find expected '-'",
    "did not find expected key",
    "block sequence entries are not",
    "did not find expected node",
    "control characters are not allowed",
    # The description of a field.
    "Names in order; a list",
}
# One of these words is in every message; tables of words and names of things have none of them.
WORDS_OF_MESSAGES = {
    *"is are was must cannot can has have needs need not no add put keep remove write use mean".split()
}
FIRST_WORDS = 5


def messages_in(source: str) -> Iterator[tuple[int, str]]:
    """Line and first words of each message in a module: of its first part, between placeholders, of three words."""
    for line, text in _texts(ast.parse(source)):
        words = {word.strip(",;:.") for word in text.split()}
        if "|" in text or text.count("\n") > 3 or not words & WORDS_OF_MESSAGES:
            continue
        for part in re.split(r"\0|\{[^{}]*\}|%s", text):
            start = part.strip(" '\"();:,.…#\n").split()
            if sum(bool(re.fullmatch(r"[a-z][a-z'-]*[,;:.]?", word)) for word in start) >= 3:
                yield line, _plain(" ".join(start[:FIRST_WORDS])).rstrip(",;:.(#")
                break


def _texts(node: ast.AST) -> Iterator[tuple[int, str]]:
    """All texts of a tree but docstrings, with \0 for what is filled in."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in OTHER_CALLS:
        return
    if isinstance(node, ast.JoinedStr):
        yield node.lineno, "".join(str(v.value) if isinstance(v, ast.Constant) else "\0" for v in node.values)
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    for child in ast.iter_child_nodes(node):
        yield from _texts(child)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[`*]", "", text.replace("\\|", "|")).split())


def test_every_message_is_in_troubleshooting() -> None:
    explained, missing, seen = _plain(TROUBLESHOOTING.read_text(encoding="utf-8")), [], set()
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if OTHER_MODULES.match(name):
            continue
        for line, words in messages_in(path.read_text(encoding="utf-8")):
            seen.add(words)
            if words not in explained and words not in OTHER_TEXTS:
                missing.append(f"{name}:{line}: {words} …")
    assert len(seen) >= 500
    assert not missing, "add to start/troubleshooting.md, with what to do:\n" + "\n".join(missing)


def test_messages_are_found() -> None:
    source = '''
"""Docstring that is not a message."""
MONTHS = "january february march"
def f(name):
    """It is not a message."""
    raise ValueError(f"'{name}' is not a known color, so nothing is shown")
class A:
    x = Field(description="It is not a message.")
    TEXT = "the file '{}' has no title; add one"
'''
    assert list(messages_in(source)) == [(6, "is not a known color"), (9, "has no title; add one")]
