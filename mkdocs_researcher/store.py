"""The only cache: results of earlier builds, keyed by everything they were made from.

A key contains the source text, its context and the program version, so a result is never out of date, only unused.
Output is the same without the cache; a cache that is missing, damaged, locked or read-only is never an error.
"""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import json
import logging
import os
import stat
import time
import zlib
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    import sqlite3

T = TypeVar("T")
_LONG = 4_000_000  # characters; below that compression takes longer than it saves, and saves hardly any memory
# Characters that are compressed, and bytes that are decompressed, at a time. The latter give small pieces, which fit
# where memory has been freed.
_PIECE, _STEP = 1_000_000, 10_000
_SUFFIX = ".sqlite"
_MAX_AGE = 30 * 24 * 3600.0
_PAGE, _MAX_PAGES = 4096, 25_000  # of the file: 100 MB, while 1,000 papers take 6, and 10,000, compressed, 5
_SCHEMA = "CREATE TABLE IF NOT EXISTS outputs (state TEXT, key TEXT, digest BLOB, value BLOB, PRIMARY KEY (state, key))"

log = logging.getLogger("mkdocs_researcher")


class Packed(NamedTuple):
    """A long text in compressed form: a list of 10,000 papers is 25 MB of HTML."""

    data: bytes


def pack(text: str) -> str | Packed:
    """The text itself if it is short, else its compressed form."""
    return text if len(text) < _LONG else Packed(_compressed(text))


def unpack(text: str | Packed) -> str:
    """The text that was passed to `pack`."""
    return "".join(pieces_of(text))


def pieces_of(text: str | Packed) -> Iterator[str]:
    """The text in pieces: as one text it would be in memory twice while it is decoded."""
    if isinstance(text, str):
        yield text
        return
    decoder = codecs.getincrementaldecoder("utf-8")("surrogatepass")
    stream = zlib.decompressobj()
    for start in range(0, len(text.data), _STEP):
        yield decoder.decode(stream.decompress(text.data[start : start + _STEP]))
    yield decoder.decode(stream.flush(), final=True)


def _compressed(text: str) -> bytes:
    # Piece by piece: encoded as a whole, a list of 10,000 papers would take another 25 MB at the peak.
    compressor = zlib.compressobj(1)
    pieces = (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
    made = [compressor.compress(piece.encode("utf-8", "surrogatepass")) for piece in pieces]
    return b"".join([*made, compressor.flush()])


class Output(NamedTuple):
    """The output of a call, or of reading the data: values that can be written as JSON, and texts of any length."""

    facts: Mapping[str, Any]
    texts: Sequence[str | Packed] = ()


class Store:
    """Results of the last build, and outputs of the last build with the same state from a file.

    Args:
        rebuilds: whether the process builds the site again and again (`mkdocs serve`). Then results of the latest build
            stay in memory, and only the first build uses the file.
    """

    def __init__(self, *, rebuilds: bool = False) -> None:
        self.rebuilds = rebuilds
        self._state = ""
        self._file: _File | None = None
        self._builds = 0
        # By key: the result, and the number of the latest generation that used it.
        self._results: dict[Hashable, list[Any]] = {}
        self._generation = 0

    def begin(self, state: str, path: Path | None = None) -> None:
        """Starts a build, and drops what the last build with another state did not use.

        Args:
            state: hash of everything the site depends on except the text of its pages; empty to cache nothing.
            path: the file that keeps outputs between processes; None for none.
        """
        self._builds += 1
        # After an edit of a page all output comes from the cache, so results for single entries are not used.
        if not state or state != self._state:
            self._results = {key: entry for key, entry in self._results.items() if entry[1] == self._generation}
            self._generation += 1
        self._state = state
        in_file = state and path and (self._builds == 1 or not self.rebuilds)
        self._file = _File(path, state) if in_file and path else None

    def end(self) -> None:
        """Closes the file; drops the outputs in it that this build did not use."""
        if self._file:
            self._file.close()
            self._file = None

    def pack(self, text: str) -> str | Packed:
        """The text, compressed if it is long; never under `mkdocs serve`, where each build would do it again."""
        return text if self.rebuilds else pack(text)

    # Results for single entries, in memory only

    def one(self, kind: str, key: Hashable, make: Callable[[], T], context: Hashable = "") -> T:
        """The result for one entry, made if it is missing.

        Args:
            kind: kind of result, such as `short`.
            key: everything that the result is made from; None for one that is never cached.
            context: everything that all results of the kind depend on.
        """
        result: T | None = self.get(kind, key, context)
        if result is None:
            result = make()
            self.put(kind, key, result, context)
        return result

    def get(self, kind: str, key: Hashable, context: Hashable = "") -> Any | None:
        return self._get((kind, key, context)) if self.rebuilds and key is not None else None

    def put(self, kind: str, key: Hashable, result: object, context: Hashable = "") -> None:
        if self.rebuilds and key is not None:
            self._put((kind, key, context), result)

    def _get(self, key: Hashable) -> Any | None:
        entry = self._results.get(key)
        if entry is None:
            return None
        entry[1] = self._generation
        return entry[0]

    def _put(self, key: Hashable, result: object) -> None:
        self._results[key] = [result, self._generation]

    # Whole outputs, stored in a file for the next build

    def output(self, key: str) -> Output | None:
        """The output that a build with the same state saved under this key; None if there is none."""
        if not self._state:
            return None
        if self.rebuilds and (known := self._get((self._state, key))):
            return known  # type: ignore[no-any-return]
        return self._file.read(key) if self._file else None

    def save(self, key: str, output: Output) -> None:
        """Saves an output for builds with the same state."""
        if self._file:
            self._file.write(key, output)
        elif self.rebuilds and self._state:
            self._put((self._state, key), output)


def cache_folder(project: Path) -> Path | None:
    """Our folder in the user's cache folder (`XDG_CACHE_HOME` where that is set); it need not exist.

    Returns:
        None if it is in the project: files from a repository must not pass for our own output.
    """
    from platformdirs import user_cache_path

    folder = user_cache_path("mkdocs-researcher")
    try:
        is_foreign = folder.resolve().is_relative_to(project.resolve())
    except (OSError, RuntimeError):  # a link to itself
        return None
    if is_foreign:
        log.debug("nothing is cached: the user's cache folder is in the project")
    return None if is_foreign else folder


def cache_file(project: Path, part: str = "") -> Path | None:
    """The cache file of a project, or of a part of it that is built separately; None if it has none."""
    folder = cache_folder(project)
    name = hashlib.blake2b(os.fsencode(project.resolve()) + part.encode(), digest_size=16).hexdigest()
    return folder / f"{name}{_SUFFIX}" if folder else None


class _File:
    """Outputs in an SQLite file, locked by this build; a second build at the same time runs without it."""

    def __init__(self, path: Path, state: str) -> None:
        self.path = path
        self.state = state
        self.used: set[str] = set()
        self.wrote = False
        self._connection: sqlite3.Connection | None = None
        self._is_usable = True
        self._is_full = False

    def read(self, key: str) -> Output | None:
        query = "SELECT digest, value FROM outputs WHERE state = ? AND key = ?"
        row = self._attempt(lambda file: file.execute(query, (self.state, hash_of(key))).fetchone())
        if not row or not isinstance(row[1], bytes) or zlib.crc32(row[1]) != row[0]:
            return None
        self.used.add(key)
        return _decoded(row[1])

    def write(self, key: str, output: Output) -> None:
        self.used.add(key)
        if self._is_full:
            return
        value = _encoded(output)

        def insert(file: sqlite3.Connection) -> None:
            if not self.wrote:
                # First, so that the new outputs reuse the space of the old ones.
                file.execute("DELETE FROM outputs WHERE state != ?", (self.state,))
                self.wrote = True
            row = (self.state, hash_of(key), zlib.crc32(value), value)
            file.execute("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?)", row)

        self._attempt(insert, creates=True)

    def close(self) -> None:
        def remove_unused(file: sqlite3.Connection) -> None:
            stored = {key for (key,) in file.execute("SELECT key FROM outputs")}
            unused = stored.difference(map(hash_of, self.used))
            file.executemany("DELETE FROM outputs WHERE key = ?", [(key,) for key in unused])

        self._attempt(remove_unused)
        if self._connection:
            self._connection.close()
            self._connection = None
            with contextlib.suppress(OSError):
                os.utime(self.path)
            remove_old(self.path.parent, _SUFFIX)

    def _attempt(self, action: Callable[[sqlite3.Connection], T], *, creates: bool = False) -> T | None:
        """The result of an action on the file; None if the file does not exist or cannot be used."""
        if not self._is_usable:
            return None
        try:
            import sqlite3
        except ImportError:  # Python was built without it
            self._is_usable = False
            return None
        try:
            self._connection = self._connection or self._connect(creates=creates)
            return action(self._connection) if self._connection else None
        except (sqlite3.Error, OSError) as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
                # What it holds is still read, and what is unused makes room for the next build.
                log.debug("the cache %s is full: %s", self.path, error)
                self._is_full = True
                return None
            log.debug("the cache %s is not used: %s", self.path, error)
            self._is_usable = False
            if self._connection:
                self._connection.close()
                self._connection = None
            if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
                with contextlib.suppress(OSError):
                    self.path.unlink(missing_ok=True)  # a damaged file, or not an SQLite file
            return None

    def _connect(self, *, creates: bool) -> sqlite3.Connection | None:
        import sqlite3

        if not creates and not self.path.exists():
            return None
        make_private(self.path.parent)
        if self.path.is_symlink() or (self.path.exists() and not self.path.is_file()):
            raise PermissionError(f"{self.path} is not a file")
        mode = "rwc" if creates else "rw"
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=0,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            # A crash may destroy the cache, but nothing else.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute(f"PRAGMA page_size = {_PAGE}")
            connection.execute(f"PRAGMA max_page_count = {_MAX_PAGES}")
            connection.execute(_SCHEMA)
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def make_private(folder: Path) -> None:
    """Creates a folder that only the user can use, or checks that an existing one is private.

    Raises:
        OSError: it cannot be created, is a link, or (on POSIX) others can write to it.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.lstat()
    is_own = not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)
    if not stat.S_ISDIR(status.st_mode) or not is_own:
        raise PermissionError(f"{folder} is a link, or others can write to it")


def remove_old(folder: Path, suffix: str) -> None:
    """Removes files that have not been used for a month."""
    oldest = time.time() - _MAX_AGE
    with contextlib.suppress(OSError):
        for path in folder.glob(f"*{suffix}"):
            status = path.lstat()
            if stat.S_ISREG(status.st_mode) and status.st_mtime < oldest:
                path.unlink()


def hash_of(key: str) -> str:
    """A short name for a text, the same in every run."""
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _encoded(output: Output) -> bytes:
    """The length of the head, the head as JSON (facts, and lengths of the texts), then each text."""
    texts = [text.data if isinstance(text, Packed) else text.encode("utf-8", "surrogatepass") for text in output.texts]
    long = [isinstance(text, Packed) for text in output.texts]
    head = json.dumps({"facts": output.facts, "sizes": [len(text) for text in texts], "long": long}).encode()
    return b"".join([len(head).to_bytes(8, "big"), head, *texts])


def _decoded(value: bytes) -> Output:
    start = 8 + int.from_bytes(value[:8], "big")
    head = json.loads(value[8:start])
    texts: list[str | Packed] = []
    for size, is_long in zip(head["sizes"], head["long"], strict=True):
        data = value[start : start + size]
        texts.append(Packed(data) if is_long else data.decode("utf-8", "surrogatepass"))
        start += size
    return Output(head["facts"], texts)
