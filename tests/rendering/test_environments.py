"""Compiled templates: what is shipped, what is kept between builds, and what may not be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import jinja2
import pytest
from mkdocs.theme import Theme
from support import ROOT

from mkdocs_researcher.rendering import environments
from mkdocs_researcher.rendering.environments import compile_templates, compile_theme, keep_compiled, own_loader


def environment(folder: Path, **options: object) -> jinja2.Environment:
    folder.mkdir(exist_ok=True)
    return jinja2.Environment(loader=jinja2.FileSystemLoader(str(folder)), **options)  # type: ignore[arg-type]


def copies(cache: Path) -> list[Path]:
    return sorted((cache / "theme").glob("*"))


def render(env: jinja2.Environment) -> str:
    return env.get_template("page.html").render(name="<Mira>")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder, and a process that has compiled nothing."""
    monkeypatch.setattr(environments._ThemeCache, "in_memory", {})
    (tmp_path / "theme").mkdir()
    return tmp_path / "cache"


def another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environments._ThemeCache, "in_memory", {})


class TestTheme:
    @pytest.mark.parametrize("same_process", [True, False])
    def test_a_template_is_compiled_once(
        self, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, *, same_process: bool
    ) -> None:
        (tmp_path / "theme" / "page.html").write_text("Hello {{ name }}", encoding="utf-8")
        first = environment(tmp_path / "theme")
        keep_compiled(first, cache)
        assert render(first) == "Hello <Mira>"
        assert len(copies(cache)) == 1
        if not same_process:
            another_process(monkeypatch)
        second = environment(tmp_path / "theme")
        monkeypatch.setattr(second, "_generate", lambda *_: pytest.fail("compiled again"))
        keep_compiled(second, None if same_process else cache)
        assert render(second) == "Hello <Mira>"

    def test_a_changed_template_is_noticed(self, tmp_path: Path, cache: Path) -> None:
        for text in ("Hello {{ name }}", "Good day {{ name }}"):
            env = environment(tmp_path / "theme")
            (tmp_path / "theme" / "page.html").write_text(text, encoding="utf-8")
            keep_compiled(env, cache)
            assert render(env) == text.replace("{{ name }}", "<Mira>")

    def test_other_settings_have_other_copies(self, tmp_path: Path, cache: Path) -> None:
        """Code that was compiled without escaping must not serve an environment that escapes."""
        (tmp_path / "theme" / "page.html").write_text("{{ name }}{{ 'a' | loud }}", encoding="utf-8")

        def shout(text: str) -> str:
            return text.upper() + "!"

        shown = []
        for escape, loud in ((False, str.upper), (True, str.upper), (True, shout)):
            env = environment(tmp_path / "theme", autoescape=escape)
            env.filters["loud"] = loud
            keep_compiled(env, cache)
            shown.append(render(env))
        assert shown == ["<Mira>A", "&lt;Mira&gt;A", "&lt;Mira&gt;A!"]

    @pytest.mark.parametrize("length", [0, 2, 16, 20, 40, 200])
    def test_a_damaged_copy_is_made_again(
        self, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, length: int
    ) -> None:
        (tmp_path / "theme" / "page.html").write_text("{{ name }}", encoding="utf-8")
        for _ in range(2):
            another_process(monkeypatch)
            env = environment(tmp_path / "theme")
            keep_compiled(env, cache)
            assert render(env) == "<Mira>"
            (copy,) = copies(cache)
            whole = copy.read_bytes()
            copy.write_bytes(whole[:length])
        for content in (b"x" * len(whole), whole[:-1] + b"x"):
            another_process(monkeypatch)
            copy.write_bytes(content)
            env = environment(tmp_path / "theme")
            keep_compiled(env, cache)
            assert render(env) == "<Mira>"
            assert copy.read_bytes() == whole

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes of folders")
    @pytest.mark.parametrize("spoil", ["link", "mode"])
    def test_a_folder_that_others_can_write_is_not_used(self, tmp_path: Path, cache: Path, spoil: str) -> None:
        cache.mkdir()
        if spoil == "link":
            (tmp_path / "victim").mkdir()
            (cache / "theme").symlink_to(tmp_path / "victim")
        else:
            (cache / "theme").mkdir()
            (cache / "theme").chmod(0o777)
        (tmp_path / "theme" / "page.html").write_text("{{ name }}", encoding="utf-8")
        env = environment(tmp_path / "theme")
        keep_compiled(env, cache)
        assert render(env) == "<Mira>"
        assert copies(cache) == []

    def test_a_folder_that_cannot_be_created_is_not_a_problem(self, tmp_path: Path, cache: Path) -> None:
        cache.write_text("a file", encoding="utf-8")
        (tmp_path / "theme" / "page.html").write_text("{{ name }}", encoding="utf-8")
        env = environment(tmp_path / "theme")
        keep_compiled(env, cache)
        assert render(env) == "<Mira>"

    def test_shipped_templates_are_used_until_the_theme_changes(
        self, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Those that they include, too; a template that only the site has is compiled."""
        theme = tmp_path / "theme"
        (theme / "page.html").write_text("{% include 'name.html' %}{% include part %}", encoding="utf-8")
        (theme / "name.html").write_text("{{ name }}", encoding="utf-8")
        (theme / "own.html").write_text("!", encoding="utf-8")
        compile_theme(environment(theme), ["page.html", "missing.html"], tmp_path / "shipped")
        monkeypatch.setattr(environments, "_compiled_folders", lambda: [tmp_path / "shipped"])
        for text, compiled in (("{{ name }}", ["own.html"]), ("{{ name }}?", ["name.html", "own.html"])):
            another_process(monkeypatch)
            (theme / "name.html").write_text(text, encoding="utf-8")
            env = environment(theme)
            names: list[str] = []
            original = env.compile
            monkeypatch.setattr(
                env,
                "compile",
                lambda source, name, file, names=names, go=original: names.append(name) or go(source, name, file),
            )
            keep_compiled(env, None)
            assert env.get_template("page.html").render(name="Mira", part="own.html") == f"{text}!".replace(
                "{{ name }}", "Mira"
            )
            assert names == compiled

    def test_material_is_shipped_compiled(self, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """If this fails, run `make install` again: the installed templates are those of another version of the theme."""
        theme = Theme(name="material")
        theme.dirs.insert(0, str(environments.OWN_TEMPLATES.parent / "material"))
        env = theme.get_env()
        monkeypatch.setattr(env, "compile", lambda source, name, file: pytest.fail(f"{name} is compiled"))
        keep_compiled(env, cache)
        icon = ".icons/material/menu.svg"  # the theme includes it by a name in a variable
        for name in ("main.html", "base.html", "partials/header.html", "partials/nav-item.html", "404.html", icon):
            env.get_template(name)

    def test_a_cache_of_the_host_stays(self, tmp_path: Path) -> None:
        own = jinja2.FileSystemBytecodeCache(str(tmp_path))
        env = jinja2.Environment(bytecode_cache=own)
        keep_compiled(env, tmp_path)
        assert env.bytecode_cache is own


class TestOwn:
    @pytest.fixture
    def compiled(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A folder that replaces the compiled templates that were installed."""
        monkeypatch.setattr(environments, "COMPILED", "compiled_for_a_test")
        monkeypatch.syspath_prepend(tmp_path)
        environments._compiled_loader.cache_clear()
        yield tmp_path / "compiled_for_a_test"
        environments._compiled_loader.cache_clear()

    def rendered(self) -> str:
        env = environments.environment(own_loader())
        env.filters.update(dict.fromkeys(("inline", "url"), environments.with_context(str)))
        return env.get_template("error.html.jinja").render(name="x()", problems=["<a>"], inline=False)

    def test_compiled_templates_give_the_same_pages(self, compiled: Path) -> None:
        assert isinstance(own_loader(), jinja2.FileSystemLoader)
        from_source = self.rendered()
        compile_templates(compiled)
        environments._compiled_loader.cache_clear()
        assert isinstance(own_loader(), jinja2.ModuleLoader)
        assert self.rendered() == from_source
        assert "&lt;a&gt;" in from_source

    @pytest.mark.parametrize("fingerprint", ["", "other", None])
    def test_those_of_other_sources_or_another_jinja_are_not_used(
        self, compiled: Path, fingerprint: str | None
    ) -> None:
        compile_templates(compiled)
        path = compiled / "fingerprint.txt"
        path.unlink() if fingerprint is None else path.write_text(fingerprint, encoding="utf-8")
        environments._compiled_loader.cache_clear()
        assert isinstance(own_loader(), jinja2.FileSystemLoader)

    def test_compiling_is_the_same_every_time(self, tmp_path: Path) -> None:
        code = "import sys, pathlib; from mkdocs_researcher.rendering.environments import compile_templates as c; c(pathlib.Path(sys.argv[1]))"
        for seed in ("1", "2"):
            environ = {**os.environ, "PYTHONHASHSEED": seed}
            subprocess.run([sys.executable, "-c", code, str(tmp_path / seed)], check=True, cwd=ROOT, env=environ)
        one, other = ({path.name: path.read_bytes() for path in (tmp_path / seed).glob("*.*")} for seed in "12")
        assert one == other
        assert len(one) > 40
