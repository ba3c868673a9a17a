"""Small MkDocs projects, built for real, and what is read off the sites."""

from __future__ import annotations

import contextlib
import functools
import http.server
import logging
import os
import posixpath
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from bs4 import BeautifulSoup, Tag
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from small_font import font_with

REPOSITORY = Path(__file__).parent.parent
EXAMPLE = REPOSITORY / "example_site"
CONFIG = """\
site_name: Mira Tovanne
theme: material
plugins:
  - search
  - researcher
"""
_PROBLEM = re.compile(r"^(?:\w+ +-  )?(?:mkdocs_researcher: )?\s*([^\s:][^:]*\.\w+(?::\d+)*: .+)$")
_URL_ATTRIBUTES = ("href", "src", "poster", "data", "action", "xlink:href")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)


@dataclass(frozen=True)
class Built:
    """What a build came to.

    Attributes:
        exit_code: as the shell sees it.
        output: what the author reads.
        site: folder of the pages.
    """

    exit_code: int
    output: str
    site: Path

    def html(self, path: str = "index.html") -> str:
        return (self.site / path).read_text(encoding="utf-8")

    def page(self, path: str = "index.html") -> BeautifulSoup:
        return BeautifulSoup(self.html(path), "html.parser")

    def pages(self) -> Iterator[tuple[str, BeautifulSoup]]:
        """Every page with its path, one after the other: all trees of a site at once take 60 MB."""
        for path in self.site.rglob("*.html"):
            yield path.relative_to(self.site).as_posix(), self.page(str(path))

    def tree(self) -> dict[str, bytes]:
        """Every file of the site."""
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes()
            for path in sorted(self.site.rglob("*"))
            if path.is_file()
        }

    def problems(self) -> list[str]:
        """The lines that name a place in a file of the author, in order."""
        return [match[1] for line in self.output.splitlines() if (match := _PROBLEM.match(line))]

    def lines(self, level: str) -> list[str]:
        """The messages of a level such as `WARNING`."""
        return [line.split(" -  ", 1)[1] for line in self.output.splitlines() if line.startswith(level)]


class Project:
    """A project in a folder.

    Args:
        root: the folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, files: Mapping[str, str | bytes]) -> Project:
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def without_todos(self) -> Project:
        """Writes something else for each TODO, as the author of a new site does before it is published."""
        for path in self.root.rglob("*"):
            if path.suffix in {".yml", ".md"} and ".github" not in path.parts:
                text = path.read_text(encoding="utf-8").replace("TODO: ", "Done, ").replace("TODO", "Done")
                path.write_text(text, encoding="utf-8")
        return self

    def build(self, *arguments: str, strict: bool = False, env: Mapping[str, str] | None = None) -> Built:
        """`mkdocs build` as the author runs it."""
        command = [sys.executable, "-m", "mkdocs", "build", *(["--strict"] if strict else []), *arguments]
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **(env or {})}
        done = subprocess.run(
            command,
            cwd=self.root,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        return Built(done.returncode, done.stdout + done.stderr, self.root / "site")

    def quick_build(self, strict: bool = False) -> Built:
        """The same within this process: a third of the time. What is no message for the author is raised."""
        return self._build_here(strict, starts=True)

    def start(self, command: str = "build") -> None:
        """Starts MkDocs with another command."""
        load_config(str(self.root / "mkdocs.yml")).plugins.on_startup(command=command, dirty=False)

    def rebuild(self, strict: bool = False) -> Built:
        """A build by the plugins that were started last, as `mkdocs serve` does it when a file has changed."""
        return self._build_here(strict, starts=False)

    def _build_here(self, strict: bool, *, starts: bool) -> Built:
        records = _Records()
        logger = logging.getLogger("mkdocs")
        before = logger.level
        logger.addHandler(records)
        logger.setLevel(logging.INFO)
        code = 0
        try:
            config = load_config(str(self.root / "mkdocs.yml"), strict=strict or None)
            if starts:
                config.plugins.on_startup(command="build", dirty=False)
            build(config)
        except SystemExit as error:
            code = int(error.code or 0)
            records.lines.append(str(error))
        finally:
            logger.removeHandler(records)
            logger.setLevel(before)
        return Built(code, "\n".join(records.lines), self.root / "site")


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname:<7} -  {record.getMessage()}")


def example_in(folder: Path) -> Project:
    """A copy of the example site; with a font for the owner's native name, so that it is the same on every machine."""
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("site", ".cache"))
    return Project(folder).write({"fonts/small.ttf": font_with("戸棚美良")})


def words_of_the_search(translate: Callable[..., str]) -> Callable[..., str]:
    """What looks up words of Material's language for its search, changed so that it looks up each of them once.

    Material compiles the same template three times for each build, which takes a third of a small one. A theme with
    files of the author's own is asked every time.
    """
    known: dict[tuple[str, ...], str] = {}

    def translate_once(plugin: object, config: MkDocsConfig, value: str) -> str:
        if config.theme.custom_dir:
            return translate(plugin, config, value)
        key = (*config.theme.dirs, str(config.theme.get("language")), value)
        if key not in known:
            known[key] = translate(plugin, config, value)
        return known[key]

    return translate_once


def broken_links(built: Built, base: str = "/") -> list[str]:
    """Every address in the pages that leads to nothing, as `page: address`.

    Args:
        built: the site.
        base: path of the site on its host.
    """
    ids, links = {}, []
    for name, page in built.pages():
        ids[name] = _ids(page)
        links += [(name, address) for address in _addresses(page)]
    found = []
    for name, address in links:
        path, anchor = urldefrag(urlsplit(address)._replace(query="").geturl())
        target = _target(built.site, name, path, base)
        if target is None or (anchor and target in ids and unquote(anchor) not in ids[target]):
            found.append(f"{name}: {address}")
    return found


def _ids(page: BeautifulSoup) -> set[str]:
    return {str(tag[key]) for key in ("id", "name") for tag in page.find_all(attrs={key: True})} | {"__top"}


def _addresses(page: BeautifulSoup) -> Iterator[str]:
    for tag in page.find_all(True):
        if tag.name == "link" and "canonical" in (tag.get("rel") or ()):
            continue
        for attribute in _URL_ATTRIBUTES:
            if (value := tag.get(attribute)) is not None and not _SCHEME.match(str(value)):
                yield str(value)


def _target(site: Path, page: str, path: str, base: str) -> str | None:
    """The file that a path leads to from a page, None if there is none."""
    if not path:
        return page
    if path.startswith("/"):
        if not path.startswith(base):
            return None
        name = path.removeprefix(base)
    else:
        name = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))
    file = site / unquote(name)
    if file.is_dir():
        file = file / "index.html"
    return file.relative_to(site).as_posix() if file.is_file() and ".." not in name else None


def third_party_requests(built: Built) -> list[str]:
    """Everything that a browser would fetch from another host, as `file: address`."""
    found = []
    for name, page in built.pages():
        for tag in page.find_all(["script", "img", "iframe", "link", "video", "audio", "source", "object", "embed"]):
            found += [f"{name}: {url}" for url in _fetched(tag) if re.match(r"(https?:)?//", url)]
        styles = [*(tag.get_text() for tag in page.find_all("style")), *_attributes(page, "style")]
        found += [f"{name}: {url}" for style in styles for url in _in_css(style)]
    for path in built.site.rglob("*.css"):
        urls = _in_css(path.read_text(encoding="utf-8"))
        found += [f"{path.relative_to(built.site).as_posix()}: {url}" for url in urls]
    return found


def _attributes(page: BeautifulSoup, name: str) -> list[str]:
    return [str(tag[name]) for tag in page.find_all(attrs={name: True})]


def _fetched(tag: Tag) -> list[str]:
    if tag.name == "link" and not {"stylesheet", "icon", "preload", "preconnect", "dns-prefetch", "manifest"} & set(
        tag.get("rel") or ()
    ):
        return []
    values = [str(tag[key]) for key in ("src", "href", "poster", "data") if tag.get(key)]
    return values + [part.split()[0] for part in str(tag.get("srcset") or "").split(",") if part.strip()]


def _in_css(text: str) -> list[str]:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.findall(r"(?:url\(|@import)\s*['\"]?((?:https?:)?//[^'\")\s]+)", text)


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder's address on this machine, as long as it is needed."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""
