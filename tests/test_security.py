"""Data and arguments are untrusted: whatever they hold reaches the page as text, or is refused.

A corpus of hostile texts is put into every field of every model and every argument of every macro. The page is parsed
as a browser would, and may hold only what the templates make and what Markdown may make in data.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError
from support import PACKAGE, convert, make_site

from mkdocs_researcher.formats.yaml_text import YamlError, read_yaml
from mkdocs_researcher.macros import BY_NAME, DATA_FILES
from mkdocs_researcher.macros.base import Macro
from mkdocs_researcher.macros.entries import Entry
from mkdocs_researcher.rendering.icons import Icons
from mkdocs_researcher.rendering.inline_markdown import InlineMarkdown

pytestmark = pytest.mark.filterwarnings("ignore::bs4.MarkupResemblesLocatorWarning")

WORD = "zqxword"
HOSTILE = {
    "script": f"<script>alert('{WORD}')</script>",
    "script-upper": f"<SCRIPT SRC=//evil.example/x.js>{WORD}</SCRIPT>",
    "script-split": f"<scr<script>ipt>alert('{WORD}')</scr</script>ipt>",
    "script-slash": f"<script/src='data:,alert(1)'>{WORD}",
    "script-unclosed": f"<script {WORD}",
    "img-onerror": f'"><img src=x onerror=alert(1)>{WORD}',
    "img-onerror-single": f"'><img src=x onerror='alert(1)'>{WORD}",
    "img-slash": f"<img/src=x/onerror=alert(1)>{WORD}",
    "attribute": f'" onmouseover="alert(1)" x="{WORD}',
    "attribute-single": f"' onfocus='alert(1)' autofocus='{WORD}",
    "attribute-backtick": f"` onload=alert(1) `{WORD}",
    "bold-handler": f'<b onclick="alert(1)">{WORD}</b>',
    "a-javascript": f'<a href="javascript:alert(1)">{WORD}</a>',
    "a-javascript-entity": f'<a href="&#106;avascript:alert(1)">{WORD}</a>',
    "a-javascript-tab": f'<a href="java\tscript:alert(1)">{WORD}</a>',
    "a-data": f'<a href="data:text/html,<script>1</script>">{WORD}</a>',
    "iframe": f"<iframe srcdoc='<script>1</script>'></iframe>{WORD}",
    "object": f"<object data='javascript:alert(1)'>{WORD}</object>",
    "embed": f"<embed src='javascript:alert(1)'>{WORD}",
    "form": f"<form action='javascript:alert(1)'><button>{WORD}</button></form>",
    "input": f"<input onfocus=alert(1) autofocus value='{WORD}'>{WORD}",
    "meta": f"<meta http-equiv=refresh content='0;url=//evil.example'>{WORD}",
    "base": f"<base href='//evil.example/'>{WORD}",
    "link": f"<link rel=stylesheet href='//evil.example/x.css'>{WORD}",
    "style": f"</style><script>alert(1)</script>{WORD}",
    "style-element": f"<style>*{{background:url(//evil.example)}}</style>{WORD}",
    "style-attribute": f'<span style="background:url(javascript:alert(1))">{WORD}</span>',
    "textarea": f"</textarea><script>alert(1)</script>{WORD}",
    "title-end": f"</title><svg onload=alert(1)>{WORD}",
    "svg": f"<svg onload=alert(1)><script>alert(1)</script>{WORD}</svg>",
    "svg-use": f"<svg><use href='data:image/svg+xml,<svg onload=alert(1)>'/></svg>{WORD}",
    "svg-animate": f"<svg><a><animate attributeName=href values=javascript:alert(1) /><text>{WORD}</text></a></svg>",
    "math": f"<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style>{WORD}</table></mtext></math>",
    "math-href": f"<math href='javascript:alert(1)'>{WORD}</math>",
    "noscript": f"<noscript><p title='</noscript><img src=x onerror=alert(1)>'>{WORD}</noscript>",
    "template": f"<template><script>1</script></template>{WORD}",
    "details": f"<details open ontoggle=alert(1)><summary>{WORD}</summary></details>",
    "video": f"<video><source onerror=alert(1)></video>{WORD}",
    "custom-element": f"<x-y onclick=alert(1)>{WORD}</x-y>",
    "comment": f"<!-- {WORD} --><script>alert(1)</script><!-- --> {WORD}",
    "comment-conditional": f"<!--[if IE]><script>alert(1)</script><![endif]-->{WORD}",
    "comment-late": f"<div><!--rs-late:0-->{WORD}<!--rs-late-end:0--></div>",
    "cdata": f"<![CDATA[<script>alert(1)</script>]]>{WORD}",
    "processing": f"<?php echo 1 ?>{WORD}",
    "doctype": f"<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>{WORD}&y;",
    "entity": f"&lt;script&gt;alert(1)&lt;/script&gt;{WORD}",
    "markdown-link": f"[{WORD}](javascript:alert(1))",
    "markdown-link-case": f"[{WORD}](JaVaScRiPt:alert(1))",
    "markdown-link-angle": f"[{WORD}](<java script:alert(1)>)",
    "markdown-link-entity": f"[{WORD}](javascript&colon;alert(1))",
    "markdown-link-entity-number": f"[{WORD}](&#x6A;avascript:alert(1))",
    "markdown-link-escaped": f"[{WORD}](javascript\\:alert\\(1\\))",
    "markdown-link-percent": f"[{WORD}](javascript%3Aalert(1))",
    "markdown-link-data": f"[{WORD}](data:text/html;base64,PHNjcmlwdD4xPC9zY3JpcHQ+)",
    "markdown-link-vbscript": f"[{WORD}](vbscript:msgbox(1))",
    "markdown-link-file": f"[{WORD}](file:///etc/passwd)",
    "markdown-link-title": f'[{WORD}](https://example.org "\\" onmouseover=\\"alert(1)")',
    "markdown-image": f"![{WORD}](javascript:alert(1)) {WORD}",
    "markdown-image-break": f'![" onerror="alert(1)](https://example.org/x.png) {WORD}',
    "markdown-autolink": f"<javascript:alert(1)> {WORD}",
    "markdown-reference": f"[{WORD}][x]\n\n[x]: javascript:alert(1)",
    "markdown-attributes": f"[{WORD}](https://example.org){{: onclick=alert(1) style=color:red }}",
    "markdown-code": f"`<script>alert(1)</script>` {WORD}",
    "markdown-fence": f"```\n<script>alert(1)</script>\n```\n{WORD}",
    "markdown-html-block": f"<div>\n\n<script>alert(1)</script>\n\n</div>\n\n{WORD}",
    "markdown-html-markdown": f'<div markdown="1"><script>alert(1)</script>{WORD}</div>',
    "math-dollar": f"$<script>alert(1)</script>$ {WORD}",
    "math-paren": f"\\(<img src=x onerror=alert(1)>\\) {WORD}",
    "url-javascript": f"javascript:alert('{WORD}')",
    "url-javascript-case": f"  JAVASCRIPT:alert('{WORD}')",
    "url-javascript-newline": f"java\nscript:alert('{WORD}')",
    "url-javascript-tab": f"java\tscript:alert('{WORD}')",
    "url-javascript-entity": f"&#106;avascript:alert('{WORD}')",
    "url-javascript-percent": f"%6aavascript:alert('{WORD}')",
    "url-javascript-comment": f"https://example.org/%0ajavascript:alert('{WORD}')",
    "url-javascript-fullwidth": f"ｊavascript:alert('{WORD}')",
    "url-data": f"data:text/html,<script>alert('{WORD}')</script>",
    "url-data-svg": f"data:image/svg+xml,<svg onload=alert(1)>{WORD}</svg>",
    "url-vbscript": f"vbscript:msgbox('{WORD}')",
    "url-blob": f"blob:https://example.org/{WORD}",
    "url-file": f"file:///etc/{WORD}",
    "url-view-source": f"view-source:javascript:alert('{WORD}')",
    "url-traversal": f"../../../etc/{WORD}",
    "url-traversal-percent": f"%2e%2e/%2e%2e/{WORD}",
    "url-quote": f'https://example.org/"onmouseover="alert(1)"{WORD}',
    "url-angle": f"https://example.org/><script>alert(1)</script>{WORD}",
    "jinja": f"{{{{ 7*7 }}}} {{{{ ''.__class__.__mro__ }}}} {WORD}",
    "jinja-statement": f"{{% for x in ().__class__.__base__.__subclasses__() %}}{{{{ x }}}}{{% endfor %}}{WORD}",
    "jinja-comment": f"{{# hidden #}}{WORD}",
    "our-call": f'{{{{ badge("{WORD}inner") }}}} {WORD}',
    "our-call-broken": f"{{{{ papers(nothing=1) }}}} {WORD}",
    "our-block": f"/// paper | {WORD}\n///",
    "snippet": f'--8<-- "/etc/passwd" {WORD}',
    "front-matter": f"---\ntemplate: evil.html\n---\n{WORD}",
    "css": f"red;}} body {{ background: url(//evil.example) }} {WORD}",
    "css-hue": f"200; background: url(javascript:alert(1)) {WORD}",
    "css-expression": f"expression(alert('{WORD}'))",
    "template-name": f"../../templates/researcher/error.html.jinja{WORD}",
    "icon-traversal": f"material/../../../../etc/{WORD}",
    "placeholder-html": f"wzxhzdk:0 {WORD}",
    "placeholder-inline": f"klzzwxh:0000 {WORD}",
    "placeholder-stx": f"\x02wzxhzdk:0\x03 {WORD}",
    "placeholder-stx-inline": f"\x02klzzwxh:0000\x03 {WORD}",
    "placeholder-slot": f"\x02rs-slot:0\x03 {WORD}",
    "placeholder-raw": f"\x02rs-raw:0\x03<b>{WORD}</b>",
    "placeholder-amp": f"\x02amp\x03 {WORD}",
    "nul": f"<scr\x00ipt>alert(1)</scr\x00ipt>{WORD}",
    "escape": f"\x1b[31m{WORD}",
    "bidi": f"\u202egnp.{WORD}\u202c",
    "lone-surrogate": f"\ud800{WORD}",
    "noncharacter": f"\ufffe{WORD}",
    "backslashes": f'\\\\\\"{WORD}\\',
    "long": WORD + "<" * 3000,
    "nested": f"{'<b>' * 200}{WORD}",
    "brackets": f"{'[' * 200}{WORD}{'](' * 50}",
}

INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "br",
    "cite",
    "code",
    "del",
    "em",
    "i",
    "ins",
    "kbd",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
    "var",
    "wbr",
}
BLOCK = {
    "blockquote",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "hr",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
}
SCHEMES = {"http", "https", "mailto", "tel", "ftp"}
ADDRESSES = {"href", "src", "poster", "action", "formaction", "srcset", "xlink:href", "data", "background", "cite"}
ATTRIBUTES = {
    "alt",
    "aria-hidden",
    "aria-label",
    "class",
    "colspan",
    "controls",
    "datetime",
    "decoding",
    "dir",
    "height",
    "href",
    "id",
    "lang",
    "loading",
    "loop",
    "muted",
    "open",
    "playsinline",
    "poster",
    "preload",
    "rel",
    "role",
    "rowspan",
    "scope",
    "src",
    "start",
    "style",
    "tabindex",
    "title",
    "width",
    "fetchpriority",
    "viewbox",
    "markdown",
}
# What the script reads and shows as text.
ATTRIBUTES |= {
    f"data-rs-{name}" for name in ("code", "copied", "copy", "goes-on", "note", "save", "tags", "topic", "type", "year")
}
# What only the form above a list may hold.
FORM = {"button", "fieldset", "form", "input", "label", "legend", "option", "output", "select"}
FORM_ATTRIBUTES = {
    "autocomplete",
    "checked",
    "data-rs-many",
    "data-rs-none",
    "data-rs-one",
    "data-rs-strange",
    "data-rs-words",
    "hidden",
    "name",
    "placeholder",
    "type",
    "value",
}
STYLE = re.compile(r"(?:--rs-(?:(?:h|letters|n|half|third|rows):\d+|v:\d+(?:\.\d+)?%)(?:;(?=-)|$))+")
OUR_SVG = re.compile(r'<svg class="rs-(?:i|symbols|spark)"[^<>]*>.*?</svg>', re.DOTALL)


def template_elements() -> set[str]:
    sources = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.jinja")]
    return {name for source in sources for name in re.findall(r"<([a-z][a-z0-9]*)", source)}


ELEMENTS = (template_elements() | INLINE | BLOCK) - FORM


def faults(html: str) -> list[str]:
    """What a page must not hold."""
    reader = _Faults()
    reader.feed(OUR_SVG.sub("", html))
    reader.close()
    return reader.found + [f"placeholder {text!r}" for text in re.findall("[\x00-\x08\x0b\x0c\x0e-\x1f].{0,12}", html)]


class _Faults(HTMLParser):
    """Reads a page; a tree of it, of which nothing more is asked, would take half the time of all these tests."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.forms: list[bool] = []  # those that are open, and whether they are ours

    def handle_comment(self, data: str) -> None:
        self.found.append(f"comment {data!r}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "form":
            self.forms.append(("class", "rs-filter") in attrs)
        self.found += _faults_of(tag, attrs, in_form=any(self.forms))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.forms:
            self.forms.pop()


def _faults_of(element: str, attributes: list[tuple[str, str | None]], *, in_form: bool) -> Iterator[str]:
    if element not in ELEMENTS and not (in_form and element in FORM):
        yield f"element <{element}>"
    for name, value in attributes:
        text = value or ""
        if name.startswith("on") or (name not in ATTRIBUTES and not (in_form and name in FORM_ATTRIBUTES)):
            yield f"attribute {name}={text!r} of <{element}>"
        if name in ADDRESSES:
            plain = re.sub(r"[\t\n\r]", "", text).strip("".join(map(chr, range(33))))  # as browsers read it
            scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", plain)
            if plain.startswith("//") or (scheme and scheme[1].lower() not in SCHEMES):
                yield f"address {name}={text!r} of <{element}>"
            if element != "use" and plain.startswith("../.."):
                yield f"path {text!r} leaves the site"
        if name == "style" and not STYLE.fullmatch(text):
            yield f"style {text!r}"


def shapes(text: str) -> list[Any]:
    """The shapes in which a text can stand in a field."""
    return [
        text,
        [text],
        [[text, text]],
        {text: text},
        {text: "https://example.org"},
        {text: 1},
        {"label": text, "kind": "open"},
        {"Label": text},
        [{text: text}],
        [{"name": text}],
        [{"name": text, "url": "https://example.org", "logo": text}],
        [{"name": "x", "logo": text}],
        [{"label": text, "url": "https://example.org"}],
        [{"label": "x", "url": text}],
        [{"label": "x", "url": "https://example.org", "icon": text}],
        [{"title": text, "summary": text, "highlights": [text], "papers": [text]}],
        [{"title": "x", "url": text}],
        [{"value": text, "unit": text, "text": text}],
        [{"value": 38, "unit": text, "text": text}],
        [{"github": text}],
        [{"wechat": text}],
        [{"email": text}],
    ]


# What a model asks for though no field of it is required. counts.json holds numbers alone; tests/services has its own.
TOGETHER = {"Entry": {"title": "x"}, "Metric": {"label": "x", "value": "x"}}
WRITTEN_BY_AUTHORS = {file.name: file.model for file in DATA_FILES.values() if file.ending == ".yml"}


@functools.lru_cache(maxsize=2 * len(WRITTEN_BY_AUTHORS))  # one text is written several times
def entries(model: type[BaseModel], text: str) -> list[dict[str, Any]]:
    """Entries that hold a text in all fields that take it, in all shapes that they take."""
    required = {name: "2025" if name == "date" else "x" for name, f in model.model_fields.items() if f.is_required()}
    required |= TOGETHER.get(model.__name__, {})
    taken: dict[str, list[Any]] = {}
    for name in model.model_fields:
        for shape in shapes(text):
            try:
                model.model_validate({**required, name: shape})
            except ValidationError:
                continue
            taken.setdefault(name, []).append(shape)
    most = max(map(len, taken.values()), default=0)
    found = [{**required, **{name: given[i] for name, given in taken.items() if i < len(given)}} for i in range(most)]
    return found or [required]


def whole(model: type[BaseModel], entry: dict[str, Any]) -> dict[str, Any]:
    """The entry without the fields that do not go together."""
    for name in ("start", "end", "term", "url", "id", ""):
        try:
            model.model_validate(entry)
        except ValidationError:
            entry = {key: value for key, value in entry.items() if key != name}
        else:
            break
    return entry


PROFILE_CALLS = """
{{ profile() }} {{ profile(style="sidebar") }} {{ profile(style="header") }} {{ links() }} {{ links(icons_only=True) }}
"""
CALLS = """
{{ papers() }}

{{ papers(group_by="year", numbered=True) }}

{{ news(limit=1) }}

{{ news(style="scroll") }}

{{ news(style="years") }}

{{ education() }}

{{ awards() }}

{{ experience(group_by="kind") }}

{{ talks() }}

{{ talks(group_by="kind") }}

{{ teaching(group_by="role") }}

{{ service() }}

{{ service(group_by="year") }}

{{ mentees(group_by="degree") }}

{{ projects() }}

{{ projects(style="rows", group_by="category") }}

{{ metrics() }}

{{ entries("visits") }}

{{ papers(style="list", filter=True) }}

{{ papers(style="feed", filter=True) }}

{{ papers(style="reference") }}

{{ papers(style="compact", numbered=True) }}
"""


# What is tested on its own, for it breaks the page.
FIXED = {"profile": {"name": "Mira Tovanne", "native_name": "x", "aliases": ["y"]}, "people": {"aliases": ["z"]}}


def write_data(folder: Path, text: str, number: int = 0) -> None:
    """All data files full of the text; of the profile, which is one entry, the one of that number alone."""
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    (folder / "docs").mkdir(exist_ok=True)
    models = {**WRITTEN_BY_AUTHORS, "visits": Entry}
    for name in ["profile"] if number else models:
        made = [whole(models[name], entry) for entry in entries(models[name], text)]
        if name == "papers":
            made = [{**entry, "id": f"{entry.get('id', '')}{index or ''}"} for index, entry in enumerate(made)]
        if name == "people":
            made = [{**entry, "name": f"Name{index} Family"} for index, entry in enumerate(made)]
        made = [{**entry, **FIXED.get(name, {})} for entry in made]
        content = made[min(number, len(made) - 1)] if name == "profile" else made
        if name == "venues":
            content = {entry.pop("short", "x"): entry for entry in made}
        (data / f"{name}.yml").write_text(json.dumps(content), encoding="utf-8")


def test_half_of_a_pair_is_refused() -> None:
    with pytest.raises(YamlError, match="escape"):
        read_yaml(json.dumps(HOSTILE["lone-surrogate"]))


@pytest.mark.parametrize("name", [name for name in HOSTILE if name != "lone-surrogate"])
def test_data_reaches_the_page_as_text(name: str, tmp_path: Path) -> None:
    text = HOSTILE[name]
    shown, problems = 0, []
    for number in range(3):
        folder = tmp_path / str(number)
        write_data(folder, text, number)
        site = make_site(folder)
        page = convert(PROFILE_CALLS if number else PROFILE_CALLS + CALLS, site)
        assert faults(page.html) == []
        shown += page.html.count(WORD)
        problems += site.problems
    # Either something was shown, or all was refused with a problem.
    assert shown or problems


HEADINGS = {
    "paragraph": '{{ papers(group_by="topic") }}\n\n{{ awards(group_by="awarder") }}\n',
    "line": 'Text {{ papers(group_by="topic") }} text {{ awards(group_by="awarder") }}.\n',
    "raw HTML": '<div>{{ papers(group_by="topic") }} {{ awards(group_by="awarder") }}</div>\n',
}


TAGS = ["script", "img-onerror", "svg", "a-javascript"]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        *((name, place) for name in TAGS for place in HEADINGS),
        *((name, place) for name in ("markdown-link", "our-call", "markdown-attributes") for place in HEADINGS),
    ],
)
def test_headings_from_data_are_text(name: str, place: str, tmp_path: Path) -> None:
    text = HOSTILE[name]
    papers = [{"title": "One", "topic": text}]
    awards = [{"title": "One", "awarder": text}]
    (tmp_path / "data").mkdir()
    for file, content in {"papers": papers, "awards": awards}.items():
        (tmp_path / "data" / f"{file}.yml").write_text(json.dumps(content), encoding="utf-8")
    (tmp_path / "docs").mkdir()
    page = convert(HEADINGS[place], make_site(tmp_path))
    assert faults(page.html) == []
    if name == "our-call":
        assert "rs-chip" not in page.html


@pytest.mark.parametrize(
    ("file", "entry"),
    [
        ("profile", {"name": "x", "aliases": ['<a href="https://example.org">M. Tovanne</a>']}),
        ("profile", {"name": "2025"}),
        ("profile", {"name": "Mira Tovanne, Pell Okasha and Sune Brandvik"}),
        ("profile", {"name": "x", "aliases": "{"}),
        ("people", [{"name": "[Pell](https://example.org)"}]),
        ("people", [{"name": "*"}]),
    ],
)
def test_an_invalid_name_is_reported(file: str, entry: Any, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "data" / f"{file}.yml").write_text(json.dumps(entry), encoding="utf-8")
    (tmp_path / "data" / "papers.yml").write_text('[{"title": "One", "authors": ["A B"]}]', encoding="utf-8")
    site = make_site(tmp_path)
    convert("{{ papers() }}", site)
    assert any(problem.location.file == f"data/{file}.yml" for problem in site.problems)


def argument_calls(macro: Macro[Any], text: str) -> Iterator[str]:
    required = {
        name: '"visits"' if name == "file" else '"x"'
        for name, field in macro.arguments.model_fields.items()
        if field.is_required()
    }
    for name in macro.arguments.model_fields:
        for shape in (text, [text], {text: text}):
            given = {**required, name: repr(shape)}
            yield f"{{{{ {macro.name}({', '.join(f'{key}={value}' for key, value in given.items())}) }}}}"


@pytest.fixture(autouse=True)
def no_hints(monkeypatch: pytest.MonkeyPatch) -> None:
    """To look for near misses among 14,000 icons takes longer than all the rest."""
    monkeypatch.setattr(Icons, "hint", lambda self, name: "")


PLACES = ("{}", "## {}", "| A |\n|---|\n| {} |", "- {}", "**{}**")


@pytest.fixture(scope="module")
def plain_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain")
    write_data(folder, "word")
    return folder


@pytest.mark.parametrize("name", HOSTILE)
def test_arguments_reach_the_page_as_text(name: str, plain_project: Path) -> None:
    site = make_site(plain_project)
    calls = [call for macro in BY_NAME.values() for call in argument_calls(macro, HOSTILE[name])]
    assert len(calls) >= 60
    in_lines = [f"Text {call} text." for call in calls]
    elsewhere = [PLACES[index % len(PLACES)].format(call) for index, call in enumerate(calls)]
    for source in ("\n\n".join(in_lines), "\n\n".join(elsewhere)):
        assert faults(convert(source, site).html) == []


@pytest.mark.parametrize("name", [name for name, text in HOSTILE.items() if text.isprintable() or "\n" in text])
def test_no_text_is_lost(name: str) -> None:
    """What a reader may need stays readable; nothing vanishes without a word."""
    texts = InlineMarkdown()
    for convert_text in (texts.inline, texts.block):
        html = str(convert_text(HOSTILE[name], "", str))
        assert faults(html) == []
        assert WORD in html


@pytest.mark.parametrize(
    "text",
    [
        "Learning <vector> and <Maß> from <script> tags",
        "Map<String, List<int>> considered harmful",
        "if a<b and c>d",
        "a <unknown attribute='x'> tag",
    ],
)
def test_words_in_angle_brackets_stay(text: str) -> None:
    lost = [word for word in re.findall(r"\w+", text) if word not in str(InlineMarkdown().inline(text, "", str))]
    assert lost == []


class TestTheCheckItself:
    @pytest.mark.parametrize(
        "html",
        [
            "<script>1</script>",
            "<p onclick=x>",
            "<a href=' java\nscript:1'>",
            "<a href='//evil.example'>",
            "<img src='data:image/png;base64,x'>",
            "<span style='color:red'>",
            "<svg onload=x></svg>",
            "<!-- c -->",
            "\x02wzxhzdk:0\x03",
            "<iframe></iframe>",
            "<input>",
            '<form class="rs-filter"><input></form><input>',
            '<form class="other"><input></form>',
            '<form class="rs-filter"><script>1</script></form>',
            "<p/onclick=x>",
            "<p class=a class=b ONCLICK=x>",
            "<video poster='javascript:1'>",
        ],
    )
    def test_sees_a_fault(self, html: str) -> None:
        assert faults(html)

    @pytest.mark.parametrize(
        "html",
        [
            '<p>5 &lt; 6 <a href="papers/">x</a> <b>y</b></p>',
            '<svg class="rs-i" aria-hidden="true" viewBox="0 0 1 1"><path d="M0"/></svg>',
            '<li style="--rs-h:200">x</li>',
            '<a href="mailto:x@example.org">x</a>',
            '<form class="rs-filter"><p><input name="x"></p></form>',
        ],
    )
    def test_lets_good_pages_pass(self, html: str) -> None:
        assert faults(html) == []

    def test_every_model_is_filled(self) -> None:
        """The corpus reaches nearly every field: those that stay empty take numbers and words of a list only."""
        empty = {}
        for name, model in {**WRITTEN_BY_AUTHORS, "entries": Entry}.items():
            filled = {key for entry in entries(model, "plain words") for key in entry}
            empty[name] = model.model_fields.keys() - filled
        assert empty.pop("papers") == {
            *(
                "year",
                "date",
                "type",
                "status",
                "selected",
                "hidden",
                "distinct",
                "original_date",
                "bibtex_show",
                "repo",
                "doi",
                "arxiv",
                "openreview",
                "acl",
            ),
            *("pmid", "hal", "isbn", "huggingface", "scholar", "openalex", "semantic_scholar"),
        }
        assert empty.pop("venues") == {"color"}
        assert empty.pop("profile") == {"native_language", "email", "phone", "type"}
        assert empty.pop("people") == {"date", "start", "end", "id", "email", "native_language"}
        assert empty.pop("metrics") == {"count", "bar", "spark"}
        assert empty.pop("projects") == {"date", "start", "end", "repo"}
        assert all(fields <= {"date", "start", "end", "pinned"} for fields in empty.values()), empty
