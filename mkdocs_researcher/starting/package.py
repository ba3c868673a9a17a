"""A copy of this package for a site: a wheel that every host can install, even if no index has the package."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from mkdocs_researcher import __version__

WHEEL = f"packages/mkdocs_researcher-{__version__}-py3-none-any.whl"
_METADATA = ("METADATA", "WHEEL", "entry_points.txt")
_DATE = (2026, 1, 1, 0, 0, 0)  # the same bytes at each call


def package_as_wheel() -> bytes:
    """The installed package, packed as it was when it was installed; empty if it is not installed."""
    try:
        installed = distribution("mkdocs-researcher")
    except PackageNotFoundError:
        return b""
    root = Path(__file__).parent.parent
    files = {
        path.relative_to(root.parent).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }
    info = f"mkdocs_researcher-{__version__}.dist-info"
    files |= {f"{info}/{name}": (installed.read_text(name) or "").encode() for name in _METADATA}
    files[f"{info}/RECORD"] = "".join([*map(_recorded, files.items()), f"{info}/RECORD,,\n"]).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _recorded(file: tuple[str, bytes]) -> str:
    """A line of RECORD (Python Packaging User Guide, "Recording installed projects")."""
    name, content = file
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(content)}\n"
