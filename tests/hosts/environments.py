"""Virtual environments that hold the programs and plugins beside which we work, each made once per lock file.

`python tests/hosts/environments.py` makes all of them, which needs the network when a lock file is new;
`--lock` writes the lock files anew from `requirements/*.in` and `pyproject.toml`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
REQUIREMENTS = HERE / "requirements"
FOLDER = ROOT / ".venv" / "hosts"
OLDEST, NEWEST = (3, 11), (3, 15)
# Those whose lock files do not contain all that we depend on, since another package takes the place of a part of it.
ALONE = ("materialx",)
MADE_OF_OURS = {"newest": (), "lowest": ("--resolution", "lowest-direct")}
# Both print warnings about the future of MkDocs; Jupyter asks for a newer platform's folders.
_SILENT = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "JUPYTER_PLATFORM_DIRS": "1"}
NAMES = ("plugins", "themes", "properdocs", "materialx", "zensical", "newest", "lowest")


@dataclass(frozen=True)
class Environment:
    """One virtual environment.

    Args:
        name: the lock file `requirements/<name>.txt`.
        base: the Python to make it with.
    """

    name: str
    base: str = sys.executable

    @property
    def lock(self) -> Path:
        return REQUIREMENTS / f"{self.name}.txt"

    @property
    def folder(self) -> Path:
        key = hashlib.sha256(self.lock.read_bytes() + str(version_of(self.base)).encode()).hexdigest()[:12]
        return FOLDER / f"{self.name}-{key}"

    @property
    def python(self) -> str:
        return str(self.folder / ("Scripts" if os.name == "nt" else "bin") / "python")

    def run(
        self, folder: Path, *arguments: str, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Runs this environment's Python in a folder, with its programs first on the path."""
        path = os.pathsep.join([str(Path(self.python).parent), os.environ["PATH"]])
        return subprocess.run(
            [self.python, *arguments],
            cwd=folder,
            env={**os.environ, **_SILENT, "PATH": path, **(env or {})},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def make(self, wheel: Path) -> None:
        """Makes the environment if its lock file is new, and installs our wheel if that is new.

        Args:
            wheel: our wheel.
        """
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        done = self.folder / "wheel"
        if done.is_file() and done.read_text() == digest:
            return
        if not done.is_file():
            uv("venv", "--quiet", "--clear", "--relocatable", "--python", self.base, str(self.folder))
            uv("pip", "install", "--quiet", "--no-deps", "--python", self.python, "--requirement", str(self.lock))
        uv("pip", "install", "--quiet", "--no-deps", "--reinstall", "--python", self.python, str(wheel))
        done.write_text(digest)


def version_of(python: str) -> tuple[int, ...]:
    """Major and minor version; empty for what does not run."""
    if python == sys.executable:
        return sys.version_info[:2]
    command = [python, "-c", "import sys, venv; print(*sys.version_info[:2])"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    except OSError:
        return ()
    return tuple(map(int, done.stdout.split())) if done.returncode == 0 else ()


def other_pythons() -> Iterator[str]:
    """Every other Python of the machine that we support, the first of each version."""
    seen = {sys.version_info[:2]}
    for minor in range(OLDEST[1], NEWEST[1] + 1):
        names = [shutil.which(f"python3.{minor}"), *map(str, sorted(_pyenv().glob(f"3.{minor}.*/bin/python")))]
        for name in filter(None, names):
            if (version := version_of(name)) == (3, minor) and version not in seen:
                seen.add(version)
                yield name


def _pyenv() -> Path:
    return Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"


def environments() -> list[Environment]:
    """All of them; the newest of what we depend on for each Python of the machine."""
    return [*map(Environment, NAMES), *(Environment("newest", python) for python in other_pythons())]


def uv(*arguments: str) -> None:
    """Runs uv, which makes an environment in a tenth of the time that pip needs."""
    index = {"UV_DEFAULT_INDEX": os.environ["PIP_INDEX_URL"]} if "PIP_INDEX_URL" in os.environ else {}
    command = [sys.executable, "-m", "uv", *arguments]
    done = subprocess.run(command, cwd=ROOT, env={**index, **os.environ}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"uv {' '.join(arguments)}\n{done.stderr}")


def build_wheel() -> Path:
    """Our wheel, built from the working tree."""
    folder = FOLDER / "wheel"
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def make_all() -> None:
    """Makes all environments, and removes those of other lock files."""
    wheel = build_wheel()
    wanted = environments()
    for folder in set(FOLDER.iterdir()) - {wheel.parent, *(one.folder for one in wanted)}:
        shutil.rmtree(folder)
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda one: one.make(wheel), wanted))


def lock_all() -> None:
    """Writes the lock files anew."""
    for name in NAMES:
        sources = [] if name in ALONE else ["pyproject.toml"]
        sources += [] if name in MADE_OF_OURS else [str(REQUIREMENTS / f"{name}.in")]
        # `universal`: one file for every system and every Python.
        options = ["--quiet", "--universal", "--no-annotate", "--no-header", "--upgrade", *MADE_OF_OURS.get(name, ())]
        uv("pip", "compile", *options, *sources, "--output-file", str(REQUIREMENTS / f"{name}.txt"))


if __name__ == "__main__":
    lock_all() if "--lock" in sys.argv else make_all()
