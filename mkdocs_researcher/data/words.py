"""`words.yml`: interface strings of the author, by language and key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs_researcher.errors import Location, Problem, Severity
from mkdocs_researcher.formats.yaml.read import YamlError, positions, read_yaml
from mkdocs_researcher.wording import Phrase, faults_of, is_known_language, language_tag

NAME = "words"


def read_words(path: Path, display_path: str) -> tuple[dict[str, dict[str, Phrase]], list[Problem]]:
    """The author's phrases by the tag of their language, and what is wrong with the file.

    Args:
        path: the file.
        display_path: its path relative to the project, for messages.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = read_yaml(text)
    except YamlError as error:
        return {}, [error.problem(display_path)]
    except OSError as error:
        return {}, [Problem(Location(display_path), f"cannot be read: {error.strerror}")]
    except ValueError:
        return {}, [Problem(Location(display_path), "the file is not in UTF-8; save it as UTF-8 in your editor")]
    words: dict[str, dict[str, Phrase]] = {}
    faults = list(_faults(data, words))
    if not faults:
        return words, []
    known = positions(text)
    problems = []
    for steps, message, severity in faults:
        place = next((known[steps[:end]] for end in range(len(steps), -1, -1) if steps[:end] in known), ())
        problems.append(Problem(Location(display_path, *place), message, ".".join(steps), severity))
    return words, problems


def _faults(data: Any, words: dict[str, dict[str, Phrase]]) -> Iterator[tuple[tuple[str, ...], str, Severity]]:
    """Path, message and severity of each fault; the usable phrases are added to `words`."""
    if data is None:
        return
    if not isinstance(data, dict):
        yield (
            (),
            "must contain languages, and below each its phrases, such as 'de:' and 'abstract: Kurzfassung'",
            "error",
        )
        return
    for code, table in data.items():
        if not is_known_language(str(code)):
            yield (str(code),), "is not the code of a language such as 'de' or 'pt-BR'", "error"
        elif not isinstance(table, dict | None):
            yield (str(code),), "must contain phrases such as 'abstract: Kurzfassung'", "error"
        else:
            usable = words.setdefault(language_tag(str(code)), {})
            for key, phrase in (table or {}).items():
                found = list(faults_of(key, phrase))
                yield from (
                    (((str(code), str(key)), message, "error" if fatal else "warning")) for message, fatal in found
                )
                if not any(fatal for _, fatal in found):
                    usable[str(key)] = phrase
