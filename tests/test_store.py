"""The cache outside of the project: used where it can be, and never a reason for another result."""

from __future__ import annotations

import functools
import os
import sqlite3
import string
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from building import Project
from test_rebuilds import CONFIG, FILES

from mkdocs_researcher.data.files import LoadedFile
from mkdocs_researcher.data.library import Library
from mkdocs_researcher.macros.base import DataFile
from mkdocs_researcher.store import Output, Packed, Store, cache_file, pack, unpack

Outcome = tuple[dict[str, bytes], list[str]]
LONG = "Zürich \ud800 \r\n" * 400_000
_IS_ROOT = hasattr(os, "getuid") and os.getuid() == 0


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Our folder in the user's cache folder, which is not there yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user_cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    return tmp_path / "user_cache" / "mkdocs-researcher"


@pytest.fixture
def written(project: Project, cache: Path) -> Project:
    """A project with long lists that was never built."""
    return project.write(FILES)


def build(project: Project) -> Outcome:
    """All files and all messages of a build."""
    done = project.quick_build()
    return done.tree(), [line for line in done.output.splitlines() if "Documentation built in" not in line]


def databases(cache: Path) -> list[Path]:
    return sorted(cache.glob("*.sqlite"))


def read_papers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the data files that are read from now on."""
    read, asked = Library._load, []

    def load(library: Library, file: DataFile[Any]) -> LoadedFile[Any]:
        asked.append(file.name)
        return read(library, file)

    monkeypatch.setattr(Library, "_load", load)
    return asked


# What it is for


def test_a_second_build_is_the_first_byte_for_byte_and_reads_no_data(
    written: Project, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(written)
    assert len(databases(cache)) == 1
    asked = read_papers(monkeypatch)
    assert build(written) == first
    assert asked == []


def test_a_second_build_in_another_process_imports_nothing_that_reads_or_shows_data(
    written: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another_user_cache"))
    (tmp_path / "sitecustomize.py").write_text(
        "import atexit, sys\natexit.register(lambda: print('imported', *sorted(sys.modules)))\n", encoding="utf-8"
    )
    first, second = (set(written.build(env={"PYTHONPATH": str(tmp_path)}).output.split()) for _ in range(2))
    models = {"pydantic", "mkdocs_researcher.macros.papers.model", "mkdocs_researcher.rendering.renderer"}
    assert "imported" in second
    assert models <= first
    assert not models & second


def test_a_page_edited_after_the_data_was_saved_reports_the_data_once(written: Project) -> None:
    written.write({"data/papers.yml": FILES["data/papers.yml"].replace("slides.pdf", "slidez.pdf")})
    first = build(written)[1]
    written.write({"docs/papers.md": f"{FILES['docs/papers.md']}\n\n{{{{ papers(limit=3) }}}}\n"})
    for _ in range(2):
        done = build(written)[1]
        assert [line for line in done if "slidez" in line] == [line for line in first if "slidez" in line]


def test_warnings_are_reported_at_every_build(written: Project) -> None:
    written.write({"data/papers.yml": FILES["data/papers.yml"].replace("slides.pdf", "slidez.pdf")})
    first = build(written)
    (line,) = [line for line in first[1] if "slidez.pdf" in line]  # one line for all of them, with their number
    count = FILES["data/papers.yml"].count("slides.pdf")
    assert f" and {count - 4} more; -v lists all)" in line
    assert build(written) == first


def test_without_the_cache_nothing_is_written(project: Project, cache: Path) -> None:
    project.write({**FILES, "mkdocs.yml": CONFIG.replace("{profile: header}", "{profile: header, cache: false}")})
    build(project)
    assert not cache.exists()


def test_a_site_of_few_papers_has_no_file(project: Project, cache: Path) -> None:
    few = {"docs/papers.md": "{{ papers() }}", "docs/index.md": "", "data/papers.yml": "- {title: A}\n"}
    project.write({**FILES, **few})
    build(project)
    assert databases(cache) == []


# Where it is


def test_nothing_in_the_project_is_read_written_or_removed(written: Project, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    for name in ("precious.json", "x.kept", "y.part", ".gitignore", "z.sqlite", "a.code"):
        (victim / name).write_text("mine", encoding="utf-8")
    (written.root / ".cache").mkdir()
    (written.root / ".cache" / "mkdocs-researcher").symlink_to(victim)
    build(written)
    build(written)
    assert {path.name: path.read_text(encoding="utf-8") for path in victim.iterdir()} == dict.fromkeys(
        ("precious.json", "x.kept", "y.part", ".gitignore", "z.sqlite", "a.code"), "mine"
    )
    assert [path.name for path in (written.root / ".cache").iterdir()] == ["mkdocs-researcher"]


def test_a_cache_folder_in_the_project_is_not_used(written: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(written.root / ".cache"))
    build(written)
    assert not (written.root / ".cache").exists()


def link_to_folder(cache: Path, victim: Path) -> None:
    cache.parent.mkdir(parents=True)
    cache.symlink_to(victim)


def link_to_file(cache: Path, victim: Path) -> None:
    (file,) = databases(cache)
    file.unlink()
    file.symlink_to(victim / "precious.json")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
@pytest.mark.parametrize("link", [link_to_folder, link_to_file])
def test_no_link_is_followed(written: Project, cache: Path, tmp_path: Path, link: Callable[[Path, Path], None]) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "precious.json").write_text("{}", encoding="utf-8")
    if link is link_to_file:
        build(written)
    link(cache, victim)
    build(written)
    assert [path.name for path in victim.iterdir()] == ["precious.json"]
    assert (victim / "precious.json").read_text(encoding="utf-8") == "{}"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes of folders")
def test_a_folder_that_others_can_write_is_not_used(written: Project, cache: Path) -> None:
    cache.mkdir(parents=True)
    cache.chmod(0o777)
    build(written)
    assert list(cache.iterdir()) == []


# Damage


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100::997] = bytes(byte ^ 255 for byte in content[100::997])
    path.write_bytes(content)


def other_values(path: Path) -> None:
    with sqlite3.connect(path) as file:
        file.execute("UPDATE outputs SET value = x'00' || value")
    file.close()


def other_types(path: Path) -> None:
    with sqlite3.connect(path) as file:
        file.execute("UPDATE outputs SET value = 5")
    file.close()


def other_table(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE outputs (x)")
    file.close()


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "cut off": cut,
    "wrong bytes": flip,
    "empty": lambda path: path.write_bytes(b""),
    "not a database": lambda path: path.write_bytes(b"SQLite format 3\x00" + b"x" * 5000),
    "other values": other_values,
    "other types": other_types,
    "another table": other_table,
    "a folder": folder,
    "gone": Path.unlink,
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_file_changes_nothing(written: Project, cache: Path, name: str) -> None:
    first = build(written)
    (file,) = databases(cache)
    DAMAGE[name](file)
    assert build(written) == first
    assert build(written) == first


@pytest.mark.skipif(_IS_ROOT, reason="root can write everywhere")
def test_a_failed_write_changes_nothing(written: Project, cache: Path) -> None:
    first = build(written)
    (file,) = databases(cache)
    file.chmod(0o400)
    cache.chmod(0o500)
    try:
        written.write({"data/venues.yml": "CoN: {color: '#aa2211'}\n"})
        changed = build(written)
    finally:
        cache.chmod(0o700)
    assert changed != first
    assert build(written) == changed


def test_a_file_in_place_of_the_folder_changes_nothing(written: Project, cache: Path) -> None:
    first = build(written)
    for path in sorted(cache.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    cache.rmdir()
    cache.write_text("mine", encoding="utf-8")
    assert build(written) == first
    assert cache.read_text(encoding="utf-8") == "mine"


def test_a_second_build_at_the_same_time_goes_without(written: Project, cache: Path) -> None:
    first = build(written)
    (file,) = databases(cache)
    other = sqlite3.connect(file)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert build(written) == first
    finally:
        other.close()
    assert build(written) == first


# It stays small


def outputs(file: Path) -> set[str]:
    with sqlite3.connect(file) as connection:
        found = {key for (key,) in connection.execute("SELECT state || key FROM outputs")}
    connection.close()
    return found


def test_outputs_that_a_build_did_not_use_are_removed(written: Project, cache: Path) -> None:
    build(written)
    (file,) = databases(cache)
    first = outputs(file)
    written.write({"docs/papers.md": "# Papers\n\nNone.\n"})
    build(written)
    fewer = outputs(file)
    assert first - fewer
    assert len(fewer) < len(first)
    written.write({"data/venues.yml": "CoN: {color: '#aa2211'}\n"})
    build(written)
    assert not outputs(file) & first
    assert len(outputs(file)) == len(fewer)


def test_files_of_projects_that_are_not_built_any_more_are_removed(written: Project, cache: Path) -> None:
    build(written)
    (file,) = databases(cache)
    names = ("old.sqlite", "recent.sqlite", "old.txt", "theme/old.code")
    for name in names:
        (cache / name).write_bytes(b"")
        if "old" in name:
            os.utime(cache / name, (time.time() - 40 * 24 * 3600,) * 2)
    os.utime(file, (time.time() - 40 * 24 * 3600,) * 2)
    build(written)
    assert [name for name in names if (cache / name).exists()] == ["recent.sqlite", "old.txt"]
    assert file.exists()


# The store by itself


def test_only_missing_results_are_made_and_unused_ones_are_dropped() -> None:
    store, made = Store(rebuilds=True), []

    def length(word: str) -> int:
        made.append(word)
        return len(word)

    for state, words in enumerate([["a", "bb"], ["bb", "ccc", "a"], ["bb"], ["a", "bb"]]):
        store.begin(str(state))
        found = [store.one("length", word, functools.partial(length, word)) for word in words]
        assert found == [len(word) for word in words]
    assert made == ["a", "bb", "ccc", "a"]


def test_kinds_and_contexts_are_kept_apart() -> None:
    store = Store(rebuilds=True)
    store.begin("1")
    results = [store.one(kind, "x", object, context) for kind in "ab" for context in "cd"]
    assert len(set(results)) == 4
    assert [store.one(kind, "x", object, context) for kind in "ab" for context in "cd"] == results


def test_a_single_build_remembers_nothing() -> None:
    store = Store()
    store.begin("1")
    assert store.one("a", "x", object) is not store.one("a", "x", object)


def test_outputs_outlive_the_process_as_they_were(cache: Path, tmp_path: Path) -> None:
    output = Output({"n": [1, None, "ü"]}, ["short", "", pack(LONG), "\ud800"])
    file = cache_file(tmp_path / "project")
    for _ in range(2):
        store = Store()
        store.begin("state", file)
        if found := store.output("key"):
            assert found.facts == output.facts
            assert [unpack(text) for text in found.texts] == [unpack(text) for text in output.texts]
        store.save("key", output)
        store.end()
    assert found
    other = Store()
    other.begin("another state", file)
    assert other.output("key") is None
    other.end()


def test_a_full_file_is_read_and_makes_room_for_what_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mkdocs_researcher.store._MAX_PAGES", 100)
    file = tmp_path / "folder" / "full.sqlite"

    def found(keys: str) -> str:
        """The outputs of an earlier build that a build finds; it makes the others."""
        store, known = Store(), ""
        store.begin("state", file)
        for key in keys:
            if store.output(key):
                known += key
            else:
                store.save(key, Output({}, [key * 30_000]))
        store.end()
        return known

    letters = string.ascii_lowercase
    assert found(letters) == ""
    kept = found(letters)
    assert "" < kept < letters
    assert letters.startswith(kept)
    changed = f"A{letters[1:]}"
    assert [found(changed) for _ in range(3)] == [kept[1:], kept[1:], f"A{kept[1:]}"]


def test_only_long_texts_are_packed() -> None:
    assert pack("short") == "short"
    assert isinstance(pack(LONG), Packed)
    assert unpack(pack(LONG)) == LONG
