"""What is kept between builds, and what may not be."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import jinja2
import pytest

from mkdocs_researcher.rendering.environments import keep_compiled


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def environment(folder: Path, **options: object) -> jinja2.Environment:
    folder.mkdir(exist_ok=True)
    return jinja2.Environment(loader=jinja2.FileSystemLoader(str(folder)), **options)  # type: ignore[arg-type]


def kept(temporary: Path) -> list[Path]:
    return sorted(path for path in temporary.rglob("*") if path.is_file())


def render(env: jinja2.Environment) -> str:
    return env.get_template("page.html").render(name="<Mira>")


def test_a_template_is_compiled_once(tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = environment(tmp_path / "theme")
    (tmp_path / "theme" / "page.html").write_text("Hello {{ name }}", encoding="utf-8")
    keep_compiled(first)
    assert render(first) == "Hello <Mira>"
    assert len(kept(temporary)) == 1

    second = environment(tmp_path / "theme")
    monkeypatch.setattr(second, "_generate", lambda *_: pytest.fail("compiled again"))
    keep_compiled(second)
    assert render(second) == "Hello <Mira>"


def test_a_changed_template_is_noticed(tmp_path: Path, temporary: Path) -> None:
    for text in ("Hello {{ name }}", "Good day {{ name }}"):
        env = environment(tmp_path / "theme")
        (tmp_path / "theme" / "page.html").write_text(text, encoding="utf-8")
        keep_compiled(env)
        assert render(env) == text.replace("{{ name }}", "<Mira>")


def test_other_settings_have_other_copies(tmp_path: Path, temporary: Path) -> None:
    """Code that was compiled without escaping must not serve an environment that escapes."""
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "page.html").write_text("{{ name }}{{ 'a' | loud }}", encoding="utf-8")

    def shout(text: str) -> str:
        return text.upper() + "!"

    shown = []
    for escape, loud in ((False, str.upper), (True, str.upper), (True, shout)):
        env = environment(tmp_path / "theme", autoescape=escape)
        env.filters["loud"] = loud
        keep_compiled(env)
        shown.append(render(env))
    assert shown == ["<Mira>A", "&lt;Mira&gt;A", "&lt;Mira&gt;A!"]


def test_languages_have_their_own_copies(tmp_path: Path, temporary: Path) -> None:
    """Jinja works out a filter of a constant while it compiles."""
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "page.html").write_text("{{ 'x' | say }}", encoding="utf-8")
    for language in ("en", "de"):
        env = environment(tmp_path / "theme")
        env.filters["say"] = lambda _, language=language: language
        keep_compiled(env, language)
        assert render(env) == language


@pytest.mark.parametrize("content", [b"", b"j2", bytes(range(64))])
def test_a_broken_copy_is_made_anew(tmp_path: Path, temporary: Path, content: bytes) -> None:
    for _ in range(2):
        env = environment(tmp_path / "theme")
        (tmp_path / "theme" / "page.html").write_text("{{ name }}", encoding="utf-8")
        keep_compiled(env)
        assert render(env) == "<Mira>"
        (copy,) = kept(temporary)
        copy.write_bytes(content)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes of folders")
def test_a_folder_that_others_can_write_is_not_used(tmp_path: Path, temporary: Path) -> None:
    folder = temporary / f"_jinja2-cache-{os.getuid()}"
    folder.symlink_to(tmp_path)  # Jinja would set the mode of a folder right; a link is what others could lay there
    env = environment(tmp_path / "theme")
    (tmp_path / "theme" / "page.html").write_text("{{ name }}", encoding="utf-8")
    keep_compiled(env)
    assert env.bytecode_cache is None
    assert render(env) == "<Mira>"


def test_a_folder_that_is_none_is_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    env = environment(tmp_path / "theme")
    (tmp_path / "theme" / "page.html").write_text("{{ name }}", encoding="utf-8")
    keep_compiled(env)
    assert render(env) == "<Mira>"


def test_a_cache_of_the_host_stays(tmp_path: Path) -> None:
    own = jinja2.FileSystemBytecodeCache(str(tmp_path))
    env = jinja2.Environment(bytecode_cache=own)
    keep_compiled(env)
    assert env.bytecode_cache is own
