"""What the YAML parser says, in words that help somebody who has never read its specification."""

from __future__ import annotations

import re

import yaml

_QUOTE = "put the whole value in quotes"

# Part of the parser's phrase -> what the author did and what helps.
_PHRASES: tuple[tuple[str, str], ...] = (
    (
        "mapping values are not allowed",
        f"a value holds ': ', a blank is missing after ':' or '-', or the indent is off; {_QUOTE} or mend that",
    ),
    ("cannot start any token", f"a value starts with a character that YAML keeps for itself; {_QUOTE}"),
    ("found undefined alias", f"text that starts with * means something else in YAML; {_QUOTE}"),
    (
        "alphabetic or numeric character",
        f"text that starts with * or & means something else in YAML; {_QUOTE}",
    ),
    ("while scanning an alias", f"text that starts with * means something else in YAML; {_QUOTE}"),
    ("while scanning an anchor", f"text that starts with & means something else in YAML; {_QUOTE}"),
    ("while scanning a tag", f"text that starts with ! means something else in YAML; {_QUOTE}"),
    (
        "could not find expected ':'",
        "a line has no ': ' after the field's name (a blank belongs after the colon), or its indent is off",
    ),
    ("unexpected end of stream", "a quote, bracket or brace that was opened is never closed"),
    ("found unexpected document indicator", "a quote, bracket or brace that was opened is never closed"),
    ("expected ',' or ']'", "a list in [ ] needs commas between its items and a ] at the end"),
    ("expected ',' or '}'", "a mapping in { } needs commas between its items and a } at the end"),
    ("found unknown escape character", "in double quotes a \\ starts an escape; use single quotes instead"),
    ("expected <block end>", "the indent of this line does not fit the lines above it"),
    (
        "did not find expected '-' indicator",
        "the indent does not fit: list items line up, each starting with '- '",
    ),
    ("did not find expected key", f"the indent is off, or text follows a closing quote; {_QUOTE}"),
    (
        "block sequence entries are not allowed",
        "a '- ' stands where none can be; start the list on its own line",
    ),
    ("<document start>", "the indent of this line is smaller than that of the lines above it"),
    ("did not find expected node content", "a quote, bracket or brace that was opened is never closed"),
    ("control characters are not allowed", "the file holds a control character; remove it"),
)


def explain(error: yaml.MarkedYAMLError, text: str, line: int) -> str:
    """A sentence that says what is wrong with the YAML and what to do.

    Args:
        error: what the parser raised.
        text: the text that was read.
        line: line of the problem from 1, 0 if unknown.
    """
    said = f"{error.context or ''} {error.problem or ''}"
    lines = text.splitlines()
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    if re.match(r" *\t", shown):
        return "no valid YAML: the line starts with a tab; indent with spaces"
    for phrase, help_ in _PHRASES:
        if phrase in said:
            return f"no valid YAML: {help_}"
    return f"no valid YAML: {(error.problem or 'cannot be read').strip()}"
