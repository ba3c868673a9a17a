"""Every function that reads a text takes time that grows with the text alone, and raises no unexpected exception."""

from __future__ import annotations

import contextlib
import itertools
import time

import pytest
from fuzz_functions import functions
from measuring import grows_with_its_input_alone

from mkdocs_researcher.errors import ResearcherError
from mkdocs_researcher.formats.source import JsonError
from mkdocs_researcher.formats.yaml_text import YamlError
from mkdocs_researcher.rendering.inline_markdown import InlineMarkdown

TOKENS = (
    *"aA \n\t,;.!-_*`~#$\\{}()[]<>&=|:/'\"@%^+019é中（；",
    *(
        "**",
        "$$",
        "\\\\",
        "{}",
        "()",
        "[]",
        "[](",
        "![",
        "<a ",
        "<!--",
        "</p>",
        "<p>",
        "&amp;",
        "==",
        "::",
        "//",
        "^{",
        "_{",
    ),
    *(
        "a,",
        "a ",
        "A.",
        "A. ",
        "a and ",
        " and ",
        "a; ",
        "et al. ",
        "http://a/",
        "http://",
        "10.1/",
        "\\a",
        "\\a{",
        "{\\a ",
    ),
    *(
        "\\frac{",
        "\\'e",
        "$x$",
        "$\\",
        "\\(",
        "\\[",
        "@a{",
        "@a{b,",
        "a={",
        "a = {b},\n",
        "- ",
        "- a\n",
        "a: ",
        "a: b\n",
        "? ",
    ),
    *(
        "&a ",
        "*a ",
        "[a,",
        "{a: ",
        "!a ",
        "'a'",
        '"a"',
        "\r\n",
        "\u2028",
        "\x1b",
        "2025",
        "2025-",
        "2025-01-01 ",
        "Jan ",
        "1st ",
    ),
    *(
        "(a)",
        "{{ a() }}",
        "{{ a(",
        "{{",
        "}}",
        "///",
        "/// a\n",
        "```\n",
        "~~~\n",
        "=== ",
        "TY  - ",
        "TY  - A\n",
        "<sup>",
        "*†",
    ),
    *("a*", "1,", "a_b ", "  - ", "\u0301", "\u200d", "\U0001f3fb", "\U0001f1e9\U0001f1ea"),
)
MARKDOWN = InlineMarkdown()
FUNCTIONS = {
    **dict(functions()),
    "rendering.inline_markdown.inline": lambda text: MARKDOWN.inline(text, "", str),
    "rendering.inline_markdown.block": lambda text: MARKDOWN.block(text, "", str),
}
SIZES = (250, 1000, 4000)
SUSPICIOUS = 0.01  # seconds; what needs more for 4,000 characters is measured with care
HOPELESS = 1  # second; more of the same would not end
COUNTER = itertools.count()
# Python's parser of HTML searches for the end of each tag that is not closed. It is given HTML that we have rendered.
SLOW_LIBRARY = {("hosts.pdf.blocks.read_html", "<a ")}


def text(token: str, size: int) -> str:
    """A text that no cache knows."""
    return token * max(1, size // len(token)) + str(next(COUNTER))


def seconds(name: str, token: str, size: int) -> float:
    given = text(token, size)
    start = time.thread_time()
    with contextlib.suppress(ValueError, ResearcherError, YamlError, JsonError):
        FUNCTIONS[name](given)
    return time.thread_time() - start


def test_the_functions_are_found() -> None:
    expected = {"fields.names.author_lists.parse_authors", "fields.text.plain_text", "formats.yaml_text.read_yaml"}
    assert expected <= FUNCTIONS.keys()
    assert len(FUNCTIONS) > 80


@pytest.mark.parametrize("name", FUNCTIONS)
def test_time_grows_with_the_text_alone(name: str) -> None:
    for token in TOKENS:
        taken = 0.0
        for size in SIZES:
            taken = seconds(name, token, size)
            if taken > HOPELESS:
                break
        if taken > SUSPICIOUS and (name, token) not in SLOW_LIBRARY:
            assert grows_with_its_input_alone(lambda size, token=token: seconds(name, token, size), size), (name, token)
