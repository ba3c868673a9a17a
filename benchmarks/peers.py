"""Other programs on the same data: which are there, and how to build with them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import measure
import peer_sites
import sites
from measure import Cost
from papers import invent
from sites import Plan

_INSTALL_LIMIT = 300
# The peers run beside the MkDocs of the floor, whatever else is newer.
_SHARED = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "PyYAML")


@dataclass(frozen=True)
class Peer:
    """A program that is there.

    Attributes:
        name: what the table calls it.
        version: which one.
        write: writes its site into a folder.
        command: builds the site of a folder into its `site`.
    """

    name: str
    version: str
    write: Callable[[Path, Plan], None]
    command: Callable[[Path], list[str]]

    def build(self, folder: Path) -> Cost:
        """Builds its site."""
        return measure.run(self.command(folder))


@dataclass
class Found:
    """The peers to measure, and why others are not among them."""

    peers: list[Peer] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def check(name: str, folder: Path, plan: Plan) -> None:
    """Makes sure that the built page holds all papers: what does nothing is fast.

    Raises:
        RuntimeError: it does not.
    """
    page = sites.built_page(folder).read_text(encoding="utf-8").lower()
    missing = [paper.title for paper in invent(plan.papers) if paper.title.lower() not in page]
    if missing:
        raise RuntimeError(f"the page of {name} lacks {len(missing):,} papers, for one: {missing[0]}")


def _mkdocs(python: str) -> Callable[[Path], list[str]]:
    return lambda folder: measure.mkdocs_command(folder, python)


def _jekyll(folder: Path) -> list[str]:
    command = ["jekyll", "build", "--quiet", "--disable-disk-cache"]
    return [*command, "--source", str(folder), "--destination", str(folder / "site")]


def _hugo(folder: Path) -> list[str]:
    return ["hugo", "--quiet", "--source", str(folder), "--destination", str(folder / "site")]


_PYTHON = {"mkdocs-macros-plugin": peer_sites.write_macros, "mkdocs-bibtex": peer_sites.write_bibtex}
_NAMES = {"mkdocs-macros-plugin": "mkdocs-macros, Jinja loop", "mkdocs-bibtex": "mkdocs-bibtex, no links nor abstracts"}
_PROGRAMS = {
    "jekyll": ("Jekyll, bare layout", ["--version"], peer_sites.write_jekyll, _jekyll),
    "hugo": ("Hugo, bare layout", ["version"], peer_sites.write_hugo, _hugo),
}


def find(folder: Path) -> Found:
    """Looks for the peers; those of Python that are not installed come into an environment of their own.

    Args:
        folder: where to put that environment.
    """
    found = Found()
    for package, write in _PYTHON.items():
        try:
            python, known = sys.executable, version(package)
        except PackageNotFoundError:
            try:
                python, known = _installed(folder / package, package)
            except RuntimeError as error:
                found.skipped.append(f"{_NAMES[package]}: skipped, it is not installed and cannot be, {error}")
                continue
        found.peers.append(Peer(_NAMES[package], f"{package} {known}", write, _mkdocs(python)))
    for program, (name, question, write, command) in _PROGRAMS.items():
        if shutil.which(program) is None:
            found.skipped.append(f"{name}: skipped, there is no `{program}` (on Debian: apt-get install {program})")
            continue
        try:
            known = " ".join(_said(program, *question).split()[:2])
        except RuntimeError as error:
            found.skipped.append(f"{name}: skipped, {error}")
            continue
        found.peers.append(Peer(name, known, write, command))
    return found


def _said(*command: str) -> str:
    """The output of a command.

    Raises:
        RuntimeError: it failed; with the last line that it printed.
    """
    try:
        result = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=_INSTALL_LIMIT,
            check=False,
            env=measure.environment(),
        )
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"{command[0]} took longer than {_INSTALL_LIMIT} s") from None
    if result.returncode:
        lines = result.stdout.strip().splitlines() or ["no output"]
        raise RuntimeError(f"`{' '.join(command[:4])}` ended with {result.returncode}: {lines[-1]}")
    return result.stdout.strip()


def _installed(folder: Path, package: str) -> tuple[str, str]:
    """Installs a package beside our MkDocs; gives the Python to use and the package's version.

    Raises:
        RuntimeError: that is not possible, say without a network.
    """
    same = [f"{name}=={version(name)}" for name in _SHARED]
    _said(sys.executable, "-m", "venv", str(folder))
    python = str(folder / ("Scripts" if sys.platform == "win32" else "bin") / "python")
    _said(python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *same, package)
    question = f"from importlib.metadata import version; print(version({package!r}))"
    return python, _said(python, "-c", question)
