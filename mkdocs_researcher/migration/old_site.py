"""The folder of an old site: its text, read with limits and never past its edge; its pages and data files taken apart.

Jekyll and Hugo take control characters in YAML, and keys given twice, and we do not.
"""

from __future__ import annotations

import datetime
import functools
import io
import json
import os
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from mkdocs_researcher.errors import Location, Problem, Severity
from mkdocs_researcher.formats.source import Record, keep_valid, read_json, shortened
from mkdocs_researcher.formats.yaml_text import YamlError, read_yaml
from mkdocs_researcher.migration.words import words_of

_TWICE = "appears twice"
_QUOTE = (
    "a quote within the value ends it, so the old site did not read this front matter; it is read as part of the value"
)
_CONTROL = "control character"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_WITHOUT = "holds control characters, which are left out"
_SAID = "'{}' is given twice; the last one is used, as on the old site"
_CODECS = ("mac_roman", "cp1252")
_LATIN = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f\u1e00-\u1eff]")


class Line(NamedTuple):
    """A line of text, and where it came from: the file as the author knows it, and the line in it."""

    text: str
    file: str
    number: int

    @property
    def place(self) -> Location:
        return Location(self.file, self.number)


def as_mapping(value: Any) -> dict[str, Any]:
    """A value, if it is a mapping; else an empty one."""
    return value if isinstance(value, dict) else {}


def as_items(value: Any) -> list[Any]:
    """A list, or one value as a list of one."""
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def is_on(value: Any) -> bool:
    """Is the value true?"""
    return str(value).strip().lower() in {"true", "yes", "on", "1"}


_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)


def without_comments(text: str) -> str:
    """A text without the comments of HTML; one that never ends hides all that follows, as in a browser."""
    return _COMMENT.sub("", text)


# Letters


def repaired(line: str) -> str:
    """The line as it was meant; as it is, if that is not certain.

    A line is repaired as a whole: only if all of it is UTF-8 once its letters are turned back into the bytes that an
    editor on a Mac or on Windows took them for, and if only one of the two editors can have done it: what both can
    have done is what makes words of it (`Ã©` is `é` on Windows, and a mark without a letter on a Mac).
    """
    if line.isascii():
        return line
    found = {text for codec in _CODECS if (text := _read_again(line, codec)) is not None and text != line}
    if len(found) > 1:
        found = {text for text in found if all(letter.isascii() or _LATIN.fullmatch(letter) for letter in text)}
    return found.pop() if len(found) == 1 else line


def _read_again(line: str, codec: str) -> str | None:
    try:
        return b"".join(_byte(letter, codec) for letter in line).decode("utf-8")
    except ValueError:
        return None


def _byte(letter: str, codec: str) -> bytes:
    """The byte that a letter was read from; Windows shows the few it has no letter for as control characters."""
    try:
        return letter.encode(codec)
    except UnicodeEncodeError:
        if codec == "cp1252" and 0x80 <= ord(letter) < 0xA0:
            return bytes([ord(letter)])
        raise


# YAML


def read_old_yaml(text: str, note: Callable[[int, str], None]) -> Any:
    """The contents of a text as `read_yaml` gives them.

    Raises:
        YamlError: it is no YAML.
    """
    try:
        return read_yaml(text)
    except YamlError as error:
        if (repaired := _requoted(text, error.line)) != text:
            note(error.line, _QUOTE)
            return read_old_yaml(repaired, note)
        text = _CONTROLS.sub("", text)
        is_twice = error.message.startswith(_TWICE)
        if not (is_twice or _CONTROL in error.message) or _has_aliases(text):
            raise
        note(error.line, _SAID.format(error.field) if is_twice else _WITHOUT)
    try:
        return _clean(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506 - it makes texts, lists and mappings only
    except (yaml.YAMLError, RecursionError) as error:
        raise YamlError(f"is no YAML: {error}"[:200]) from None


def _requoted(text: str, number: int) -> str:
    """The text with the value of a line quoted anew, if a quote within it is the one that encloses it."""
    lines = text.split("\n")
    name, _, written = lines[number - 1].partition(":") if 0 < number <= len(lines) else ("", "", "")
    quote, value = written.strip()[:1], written.strip()[1:-1]
    if quote not in {"'", '"'} or written.strip()[-1:] != quote or quote not in value or "\\" in value:
        return text
    shown = value.replace("''", "'") if quote == "'" else value
    lines[number - 1] = f"{name}: {json.dumps(shown, ensure_ascii=False)}"
    return "\n".join(lines)


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return _CONTROLS.sub("", value) if isinstance(value, str) else value


def _has_aliases(text: str) -> bool:
    """Does a text repeat parts of itself, which could make it grow without limit?"""
    return any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.BaseLoader))


_KEY = re.compile(r"[\w-]+ *:")
_FENCES = {"---": ("yaml", ("---", "...")), "+++": ("toml", ("+++",))}
_LINE_OF_TOML = re.compile(r"\(at line (\d+), column \d+\)")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NOT_UTF_8 = "is not in UTF-8, so it is read as {}; if its letters are wrong in the new site, save it as UTF-8"
_LFS = b"version https://git-lfs.github.com/spec/v1"
_IN_LFS = "is a pointer of Git LFS and not the file itself: run 'git lfs pull' in the old folder and migrate again"
_SUBMODULE = "is an empty Git submodule: run 'git submodule update --init' in the old folder and migrate again"
_MOST_BYTES = 1_000_000
_MOST_OF_POINTER = 300
_MOST_FILE_BYTES = 100_000_000
_MOST_FILES = 20_000
# Files of a homepage other than pages.
_MEDIA = tuple(
    f".{ending}"
    for ending in (
        "apng avif bib bmp bz2 csv doc docx epub gif gz heic ico ipynb jpeg jpg key m4a m4v mov mp3 mp4 odp ods odt "
        "ogg ogv pdf png pps ppsx ppt pptx ps rar svg tex tgz tif tiff tsv vtt wav webm webp xls xlsx xz zip 7z"
    ).split()
)
_LINK_OUT = "is a link out of the old site's folder, or a broken one, so it is not copied"
_OF_TEMPLATES = frozenset(
    {"node_modules", "vendor", "google_scholar_crawler", "assets/css", "assets/js", "assets/fonts"}
)


@dataclass
class OldSite:
    """The folder of an old site.

    Attributes:
        notes: what the author should know: a `warning` where something of theirs is not in the new site, an `info`
            where they should have a look.
        left_out: words that a note says are left out, so that nobody looks for them on the new pages.
    """

    root: Path
    notes: list[Problem] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    _seen: set[Problem] = field(default_factory=set)

    def note(self, place: Location, message: str, severity: Severity = "warning") -> None:
        problem = Problem(place, message, "", severity)
        if problem not in self._seen:
            self._seen.add(problem)
            self.notes.append(problem)

    def leave_out(self, text: str) -> None:
        """Notes that words of the old site need not be on the new one, since a note or the layout says them."""
        self.left_out.update(words_of(text))

    def holds(self, path: str) -> Path | None:
        """The file at a path in the folder; None if there is none, or if it is outside."""
        try:
            found = (self.root / path).resolve()
            inside = found.is_relative_to(self.root.resolve())
            return self.root / path if inside and found.is_file() else None
        except (OSError, ValueError, RuntimeError):
            return None

    def lines(self, path: str) -> list[Line] | None:
        """The lines of a text file, repaired where their letters were read wrongly; None if it cannot be read."""
        text = self._text(path)
        if text is None:
            return None
        lines = []
        fixed = []
        for number, written in enumerate(text.splitlines(), 1):
            line = repaired(written)
            lines.append(Line(line, path, number))
            if line != written:
                fixed.append(number)
        if fixed:
            count = "1 line was" if len(fixed) == 1 else f"{len(fixed)} lines were"
            what = f"{count} saved in a wrong encoding and corrected, such as '{shortened(lines[fixed[0] - 1].text)}'"
            self.note(Location(path, fixed[0]), what, "info")
        return lines

    def is_page(self, path: str) -> bool:
        """Does a file start with front matter, so that Jekyll makes a page of it?"""
        file = self.holds(path)
        try:
            with file.open("rb") if file else io.BytesIO() as opened:
                return opened.read(8).lstrip(b"\xef\xbb\xbf").startswith((b"---\n", b"---\r\n", b"--- \n"))
        except OSError:
            return False

    def is_small(self, path: str) -> bool:
        file = self.holds(path)
        return file is not None and file.stat().st_size <= _MOST_BYTES

    def data(self, path: str) -> Any:
        """The contents of a data file; None if there is none, or if it cannot be read, which is reported."""
        lines = self.lines(path) if self.holds(path) else None
        return _parsed(lines, _language(path), self) if lines else None

    def _text(self, path: str) -> str | None:
        file, content, wrong = self.holds(path), b"", ""
        try:
            with file.open("rb") if file else io.BytesIO() as opened:
                content = opened.read(_MOST_BYTES + 1)
        except OSError as error:
            wrong = f"cannot be read: {error.strerror}"
        if file is None:
            wrong = "is not in the folder of the old site, so it is left out"
        elif len(content) > _MOST_BYTES:
            wrong = f"is larger than {_MOST_BYTES // 1_000_000} MB, so it is left out"
        elif b"\0" in content and content[:2] not in _UTF_16:
            wrong = "is not a text file, so it is left out"
        if wrong:
            self.note(Location(path), wrong)
            return None
        try:
            return content.decode("utf-16" if content[:2] in _UTF_16 else "utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
        # The letters of Chinese take two bytes each; those of Western languages are single ones among ASCII.
        is_chinese = all(len(run) % 2 == 0 for run in re.findall(b"[\x80-\xff]+", content))
        name, codec = ("Chinese (GB 18030)", "gb18030") if is_chinese else ("Windows-1252", "cp1252")
        self.note(Location(path, line), _NOT_UTF_8.format(name), "info")
        return content.decode(codec, "replace")

    def report_submodules(self) -> None:
        for line in (self.lines(".gitmodules") or ()) if self.holds(".gitmodules") else ():
            name, _, path = (part.strip() for part in line.text.partition("="))
            folder = self.root / path
            # Themes are not migrated, and "public" is what Hugo writes.
            is_shown = name == "path" and path and not path.startswith(("themes/", "_")) and path != "public"
            if is_shown and not (folder.is_dir() and any(folder.iterdir())):
                self.note(line.place, f"'{shortened(path)}' {_SUBMODULE}")

    def folder(self, path: str, *endings: str) -> list[str]:
        """The files right in a folder, by their paths from the site's folder, in order of their names."""
        try:
            names = sorted(entry.name for entry in (self.root / path).iterdir())
        except OSError:
            return []
        found = [f"{path}/{name}".removeprefix("./") for name in names if name.endswith(endings or ("",))]
        for name in found:
            if not self.holds(name) and (self.root / name).is_symlink():
                self.note(Location(name), "is a link out of the old site's folder, so it is left out")
        return [name for name in found if self.holds(name)]

    def _walk(self, path: str = ".", skipped: tuple[str, ...] = (".", "_")) -> Iterator[tuple[Path, list[str]]]:
        """Folders by their paths from the site's folder, without the template's own, and the names of their files."""
        for folder, names, files in os.walk(self.root / path):
            here = Path(folder).relative_to(self.root)
            names[:] = sorted(name for name in names if not name.startswith(skipped) and self._is_of_site(here / name))
            yield here, sorted(name for name in files if not name.startswith(skipped))

    def below(self, path: str, *endings: str, skipped: tuple[str, ...] = (".", "_")) -> Iterator[str]:
        """The files in a folder and its folders, by their paths from the site's folder, without the template's own."""
        if not (self.root / path).resolve().is_relative_to(self.root.resolve()):
            self.note(Location(path), "is a link to another folder, so nothing in it is read")
            return
        found = ((here / name).as_posix() for here, files in self._walk(path, skipped) for name in files)
        for count, file in enumerate(name for name in found if name.lower().endswith(endings or ("",))):
            if count >= _MOST_FILES:
                self.note(Location(path), f"holds more than {_MOST_FILES} files, and the rest is not copied")
                return
            if self.holds(file):
                yield file
            else:
                self.note(Location(file), _LINK_OUT)

    def folders(self, name: str) -> list[str]:
        places = ((here / name).as_posix() for here, _ in self._walk())
        return [path for path in places if (self.root / path).is_dir()]

    @staticmethod
    def is_machinery(path: str) -> bool:
        return any(path.startswith(f"{folder}/") for folder in _OF_TEMPLATES)

    @functools.cached_property
    def media(self) -> list[str]:
        """The pictures, documents and other files that belong to pages, by their paths from the folder."""
        found = []
        for path in self.below(".", *_MEDIA):
            file = self.root / path
            size = file.stat().st_size
            if size < _MOST_OF_POINTER and file.read_bytes().startswith(_LFS):
                self.note(Location(path), _IN_LFS)
            if size <= _MOST_FILE_BYTES:
                found.append(path)
            else:
                self.note(Location(path), f"is larger than {_MOST_FILE_BYTES // 1_000_000} MB, so it is not copied")
        return found

    @functools.cached_property
    def by_letters(self) -> dict[str, str]:
        """Pictures and documents by their paths in small letters, as some servers find them."""
        return {path.lower(): path for path in self.media}

    def _is_of_site(self, folder: Path) -> bool:
        if (self.root / folder).is_symlink():
            self.note(Location(folder.as_posix()), "is a link to another folder, so nothing in it is copied")
            return False
        return folder.as_posix() not in _OF_TEMPLATES

    def fitted(self, file: str, record: Record, place: Location) -> Record | None:
        """An entry as far as its data file takes it; what does not fit is reported."""
        return keep_valid(file, record, lambda name, said: self.note(place, f"{name}: {said}".removeprefix(": ")))


class FrontMatter(NamedTuple):
    """A page, taken apart.

    Attributes:
        meta: what its front matter holds; all scalars are text.
    """

    meta: dict[str, Any]
    head: list[Line]
    body: list[Line]


def split_page(lines: Sequence[Line], site: OldSite, *, of_jekyll: bool = False) -> FrontMatter:
    """The front matter of a page and its body; unreadable parts are reported."""
    kind, head, body = cut_page(lines, of_jekyll=of_jekyll)
    return FrontMatter(as_mapping(_parsed(head, kind, site)) if head else {}, head, body)


def cut_page(lines: Sequence[Line], *, of_jekyll: bool = False) -> tuple[str, list[Line], list[Line]]:
    """The language of the front matter of a page, its lines, and those below it; Jekyll takes YAML alone."""
    start = next((index for index, line in enumerate(lines) if line.text.strip()), 0)
    first = lines[start].text.rstrip() if lines else ""
    if start and first == "---" and not any(_KEY.match(line.text) for line in lines[start + 1 : start + 2]):
        return "", [], list(lines)  # a rule between texts
    if of_jekyll and first != "---":
        return "", [], list(lines)
    lines = lines[start:]
    if first in _FENCES:
        kind, last = _FENCES[first]
        if end := next((index for index, line in enumerate(lines[1:], 1) if line.text.rstrip() in last), 0):
            return kind, list(lines[1:end]), list(lines[end + 1 :])
    is_json = first.startswith("{") and not first.startswith(("{{", "{%"))
    if is_json and (end := next((index for index, line in enumerate(lines, 1) if line.text.rstrip() == "}"), 0)):
        return "json", list(lines[:end]), list(lines[end:])
    return "", [], list(lines)


def read_file(path: str, site: OldSite) -> tuple[dict[str, Any], list[Line]]:
    """A data file in any of the three languages, and its lines; nothing if there is none or if it cannot be read."""
    lines = site.lines(path) if site.holds(path) else None
    if not lines:
        return {}, []
    return as_mapping(_parsed(lines, _language(path), site)), lines


def _language(path: str) -> str:
    ending = path.rpartition(".")[2].lower()
    return ending if ending in {"toml", "json"} else "yaml"


def _parsed(lines: Sequence[Line], kind: str, site: OldSite) -> Any:
    """What some lines hold; None and reported if they cannot be read."""
    text = "\n".join(line.text for line in lines)
    file, offset = (lines[0].file, lines[0].number - 1) if lines else ("", 0)
    try:
        if kind == "toml":
            return {key: _as_text(value) for key, value in tomllib.loads(text).items()}
        if kind == "json":
            return read_json(text)
        return read_old_yaml(text, lambda line, said: site.note(Location(file, max(line, 1) + offset), said, "info"))
    except YamlError as error:
        message, line = error.message, error.line + offset if error.line else 0
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        where = _LINE_OF_TOML.search(str(error))
        message, line = f"is not valid TOML: {error}", (int(where[1]) if where else len(lines)) + offset
    site.note(Location(file, line), f"{message}; nothing of it is used")
    return None


def _as_text(value: Any) -> Any:
    """A value of TOML with text in place of numbers, dates and booleans, as our YAML reader gives them."""
    if isinstance(value, dict):
        return {str(key): _as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)
