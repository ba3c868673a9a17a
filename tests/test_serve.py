"""A real `mkdocs serve`: what is edited shows, what is broken shows as a box, what is mended recovers."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from building import Project

PATIENCE = 20.0
CONFIG = "site_name: Test\ntheme: mkdocs\nplugins: [researcher]\n"
FILES = {
    "mkdocs.yml": CONFIG,
    "docs/index.md": "# Home\n\n{{ news() }}\n",
    "docs/rows.md": "# Rows\n\n{{ awards() }}\n",
    "data/news.yml": "- {date: 2025, text: First words}\n",
    "data/awards.yml": "- {title: A prize, date: 2025}\n",
    "overrides/researcher/rows.html.jinja": "<p>One {{ rows[0].title }}</p>\n",
}


class Server:
    """A running `mkdocs serve`.

    Args:
        project: what it serves.
        log: where its output goes.
        options: of `mkdocs serve`.
    """

    def __init__(self, project: Project, log: Path, *options: str) -> None:
        self.project = project
        self.log = log
        self.options = options
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def __enter__(self) -> Server:
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{self.port}", *self.options]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.project.root,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            )
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def wait_until_it_watches(self) -> None:
        """MkDocs begins to watch after its first build; until then an edit is lost."""
        self.wait("", lambda _: "Serving on" in self.log.read_text(encoding="utf-8"))

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def wait(self, path: str, is_right: Callable[[str], object]) -> str:
        """The page as soon as it is right."""
        html = ""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            with contextlib.suppress(OSError):
                html = self.get(path)
                if is_right(html):
                    return html
            time.sleep(0.05)
        output = self.log.read_text(encoding="utf-8")
        raise AssertionError(f"after {PATIENCE:.0f} s {path or 'the home page'} is still:\n{html}\n\n{output}")

    def wait_for(self, path: str, text: str) -> str:
        return self.wait(path, lambda html: text in html)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("serve")
    with Server(Project(folder / "project").write(FILES), folder / "output.txt") as running:
        running.wait_for("", "First words")
        running.wait_until_it_watches()
        yield running


def box(html: str) -> str:
    match = re.search(r'<div class="rs rs-error".*?</div>', html, re.DOTALL)
    return match[0] if match else ""


def test_an_edited_data_file_shows(server: Server) -> None:
    server.project.write({"data/news.yml": "- {date: 2025, text: Second words}\n"})
    assert not box(server.wait_for("", "Second words"))


def test_a_broken_data_file_shows_as_a_box_with_file_and_line_and_recovers(server: Server) -> None:
    server.project.write({"data/news.yml": "- date: 2025\n  txt: Third words\n"})
    shown = box(server.wait("", box))
    assert "data/news.yml:2:3: txt: unknown field, did you mean" in shown
    assert "text: is missing" not in shown  # the misspelled field explains it
    assert "A prize" in server.get("rows/")
    server.project.write({"data/news.yml": "- date: 2025\n  text: Fourth words\n"})
    assert not box(server.wait_for("", "Fourth words"))


def test_invalid_yaml_shows_as_a_box_and_recovers(server: Server) -> None:
    server.project.write({"data/news.yml": "- text: A: B\n"})
    assert "data/news.yml:1:9: not valid YAML" in box(server.wait("", box))
    server.project.write({"data/news.yml": "- {date: 2025, text: Fifth words}\n"})
    assert not box(server.wait_for("", "Fifth words"))


def test_a_broken_call_shows_as_a_box_and_recovers(server: Server) -> None:
    server.project.write({"docs/index.md": "# Home\n\nBefore\n\n{{ news(limt=3) }}\n\nAfter\n"})
    html = server.wait("", box)
    assert "docs/index.md:5: news(limt): news() has no such argument, did you mean" in box(html)
    assert "Before" in html
    assert "After" in html
    server.project.write({"docs/index.md": "# Home\n\n{{ news(limit=3) }}\n\nMended\n"})
    assert not box(server.wait_for("", "Mended"))


def test_a_broken_block_shows_as_a_box_and_recovers(server: Server) -> None:
    server.project.write({"docs/index.md": "# Home\n\n/// paper | T\n    bagde: x\n\nBody\n///\n"})
    shown = box(server.wait("", box))
    assert "docs/index.md:3: /// paper: bagde: unknown option, did you mean" in shown
    server.project.write({"docs/index.md": "# Home\n\n/// paper | T\n    badge: x\n\nBody\n///\n"})
    assert not box(server.wait_for("", "rs-paper"))


def test_an_edited_template_shows_and_a_broken_one_is_a_box(server: Server) -> None:
    assert "One A prize" in server.wait_for("rows/", "One A prize")
    template = "overrides/researcher/rows.html.jinja"
    server.project.write({template: "<p>Two {{ rows[0].title }}</p>\n"})
    server.wait_for("rows/", "Two A prize")
    server.project.write({template: "<p>{{ rows[0].titel }}</p>\n"})
    assert "rows.html.jinja" in box(server.wait("rows/", box))
    server.project.write({template: "<p>Three {{ rows[0].title }}</p>\n"})
    assert not box(server.wait_for("rows/", "Three A prize"))


def test_a_new_data_file_is_seen(server: Server) -> None:
    server.project.write({"docs/new.md": "# New\n\n{{ education() }}\n"})
    assert "data/education.yml, which does not exist; create it" in box(server.wait("new/", box))
    server.project.write({"data/education.yml": "- {institution: New University, date: 2025}\n"})
    assert not box(server.wait_for("new/", "New University"))
    (server.project.root / "data" / "education.yml").unlink()
    assert "data/education.yml, which does not exist; create it" in box(server.wait("new/", box))
    (server.project.root / "docs" / "new.md").unlink()


def test_a_profile_that_comes_goes_and_breaks(server: Server) -> None:
    assert "rs-profile" not in server.get("")
    server.project.write({"data/profile.yml": "name: Ann Onym\nrole: Captain\n"})
    assert "rs-profile" in server.wait_for("", "Captain")
    server.project.write({"data/profile.yml": "naem: Ann Onym\n"})
    assert "data/profile.yml:1:1: naem: unknown field, did you mean" in box(server.wait("", box))
    (server.project.root / "data" / "profile.yml").unlink()
    server.wait("", lambda html: "rs-profile" not in html and not box(html))


def test_an_edited_configuration_counts(server: Server) -> None:
    server.project.write({"data2/news.yml": "- {date: 2025, text: Elsewhere}\n"})
    server.project.write({"mkdocs.yml": CONFIG.replace("[researcher]", "[researcher: {data_dir: data2}]")})
    server.wait("rows/", box)
    server.project.write({"mkdocs.yml": CONFIG})
    server.wait_for("rows/", "A prize")


def test_no_problem_ends_the_server(server: Server) -> None:
    assert server.process.poll() is None
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_a_data_folder_that_comes_later_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("test_serve.PATIENCE", 4.0)  # a reload takes half a second
    files = {"mkdocs.yml": CONFIG, "docs/index.md": "# Home\n\n{{ news() }}\n"}
    with Server(Project(tmp_path / "project").write(files), tmp_path / "output.txt") as running:
        running.wait("", box)
        running.wait("", lambda _: "Serving on" in running.log.read_text(encoding="utf-8"))
        running.project.write({"data/news.yml": "- {date: 2025, text: First words}\n"})
        running.wait_for("", "First words")


def words(text: str) -> dict[str, str]:
    return {"data/news.yml": f"- {{date: 2025, text: {text}}}\n"}


def saved_atomically(project: Project, text: str) -> None:
    """As editors save: a temporary file, renamed."""
    for path, content in words(text).items():
        part = project.root / f"{path}~{os.getpid()}"
        part.write_text(content, encoding="utf-8")
        part.replace(project.root / path)


@pytest.mark.parametrize("name", ["data", "overrides/researcher", "overrides"])
def test_a_folder_that_goes_and_comes_back_is_seen(name: str, tmp_path: Path) -> None:
    project = Project(tmp_path / "project").write(FILES)
    folder, away = project.root / name, project.root / "away"

    def edit(text: str) -> None:
        project.write(words(text) if name == "data" else {"overrides/researcher/rows.html.jinja": f"<p>{text}</p>\n"})

    with Server(project, tmp_path / "output.txt") as running:
        page = "" if name == "data" else "rows/"
        running.wait_for(page, "First words" if name == "data" else "One A prize")
        running.wait_until_it_watches()
        folder.rename(away)
        running.wait(page, lambda html: box(html) if name == "data" else "One A prize" not in html)
        away.rename(folder)
        running.wait_for(page, "First words" if name == "data" else "One A prize")
        edit("After a rename")
        running.wait_for(page, "After a rename")
        shutil.rmtree(folder)
        running.wait(page, lambda html: "After a rename" not in html)
        edit("Made anew")
        running.wait_for(page, "Made anew")
        edit("And edited")
        running.wait_for(page, "And edited")
        shutil.rmtree(folder)
        edit("Replaced at once")
        running.wait_for(page, "Replaced at once")
        edit("And edited again")
        running.wait_for(page, "And edited again")
        assert "Traceback" not in running.log.read_text(encoding="utf-8")


def test_partial_and_atomic_saves(server: Server) -> None:
    server.project.write({"docs/index.md": FILES["docs/index.md"]})
    saved_atomically(server.project, "Saved as a whole")
    assert not box(server.wait_for("", "Saved as a whole"))
    server.project.write({"data/news.yml": "- {date: 2025, text: Half wri"})
    assert "data/news.yml:1:" in box(server.wait("", box))
    server.project.write(words("Half written and the rest"))
    assert not box(server.wait_for("", "Half written and the rest"))
    server.project.write({"data/news.yml": ""})
    server.wait("", lambda html: "the rest" not in html)
    saved_atomically(server.project, "Whole again")
    assert not box(server.wait_for("", "Whole again"))


def test_dirty_builds_the_pages_that_show_edited_data(tmp_path: Path) -> None:
    project = Project(tmp_path / "project").write(FILES)
    with Server(project, tmp_path / "output.txt", "--dirty") as running:
        running.wait_for("", "First words")
        running.wait_until_it_watches()
        project.write(words("Second words"))
        running.wait_for("", "Second words")
        project.write({"data/news.yml": "- text: A: B\n"})
        assert box(running.wait("", box))
        saved_atomically(project, "Third words")
        assert not box(running.wait_for("", "Third words"))
        (project.root / "data/news.yml").unlink()
        assert "does not exist" in box(running.wait("", box))
        project.write({"overrides/researcher/rows.html.jinja": "<p>Two {{ rows[0].title }}</p>\n"})
        running.wait_for("rows/", "Two A prize")
        assert "Traceback" not in running.log.read_text(encoding="utf-8")
