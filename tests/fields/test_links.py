import html
import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from mkdocs_researcher.fields.links import (
    Link,
    LinksField,
    UrlField,
    as_text,
    merge_links,
)
from mkdocs_researcher.fields.urls import check_url, is_external

ALLOWED = "use http, https, mailto, tel, ftp, or a path in docs_dir"

GOOD = {
    "https://example.org": "https://example.org",
    "https://example.org/a?b=c&d=%20#e": "https://example.org/a?b=c&d=%20#e",
    "http://localhost:8000/x": "http://localhost:8000/x",
    "  https://example.org/x\n": "https://example.org/x",
    "HTTPS://Example.org/A b.pdf": "https://Example.org/A%20b.pdf",
    'https://example.org/"><script>': "https://example.org/%22%3E%3Cscript%3E",
    "https://zh.wikipedia.org/wiki/张三": "https://zh.wikipedia.org/wiki/张三",
    "https://fa.wikipedia.org/wiki/می\u200cخواهم": "https://fa.wikipedia.org/wiki/می%E2%80%8Cخواهم",
    "https://bücher.example/": "https://bücher.example/",
    "https://[2001:db8::1]:8080/x": "https://[2001:db8::1]:8080/x",
    "https://user@example.org/x": "https://user@example.org/x",
    "ftp://example.org/data.zip": "ftp://example.org/data.zip",
    "mailto:jane@example.org": "mailto:jane@example.org",
    "MAILTO:jane@example.org?subject=A talk": "mailto:jane@example.org?subject=A%20talk",
    "tel:+44 20 7946 0123": "tel:+44-20-7946-0123",
    "tel:+1-201-555-0123;ext=7": "tel:+1-201-555-0123;ext=7",
    "images/x.png": "images/x.png",
    "./images/x.png": "images/x.png",
    "/images/x.png": "images/x.png",
    "images//x.png": "images/x.png",
    "a/../images/x.png": "images/x.png",
    "pdf/a b.pdf": "pdf/a b.pdf",
    "pdf/a%20b.pdf": "pdf/a%20b.pdf",
    "pdf/R&D.pdf": "pdf/R&D.pdf",
    "papers.md#x": "papers.md#x",
    "papers/?tag=a:b#../..": "papers/?tag=a:b#../..",
    "papers/": "papers/",
    "papers/2024/..": "papers/",
    "#anchor": "#anchor",
    ".": "./",
    "/": "./",
    "/#news": "./#news",
    "images/a:b.png": "images/a:b.png",
    "论文/张三.pdf": "论文/张三.pdf",
    "README.md": "README.md",
    "train.py": "train.py",
    "run.sh": "run.sh",
    "paper.v2.pdf": "paper.v2.pdf",
    "index.zh.md": "index.zh.md",
    "v1.0/x.html": "v1.0/x.html",
}

BAD = {
    "": "the URL is empty: write https://… or a path in docs_dir",
    " \t": "the URL is empty: write https://… or a path in docs_dir",
    "javascript:alert(1)": f"'javascript:alert(1)' has the scheme 'javascript:': {ALLOWED}",
    "JaVaScRiPt:x": f"'JaVaScRiPt:x' has the scheme 'javascript:': {ALLOWED}",
    "data:text/html,x": f"'data:text/html,x' has the scheme 'data:': {ALLOWED}",
    "vbscript:x": f"'vbscript:x' has the scheme 'vbscript:': {ALLOWED}",
    "file:///etc/passwd": f"'file:///etc/passwd' has the scheme 'file:': {ALLOWED}",
    "view-source:x": f"'view-source:x' has the scheme 'view-source:': {ALLOWED}",
    "java\nscript:x": "'java\\nscript:x' contains an invisible character (U+000A): remove it",
    "\x01javascript:x": "'\\x01javascript:x' contains an invisible character (U+0001): remove it",
    "java\u200bscript:x": "'java\\u200bscript:x' contains an invisible character (U+200B): remove it",
    "https://x.org/\x00": "'https://x.org/\\x00' contains an invisible character (U+0000): remove it",
    "images/\u202egpj.exe": "'images/\\u202egpj.exe' contains an invisible character (U+202E): remove it",
    "images/%00.png": "'images/%00.png' contains an invisible character (U+0000): remove it",
    " javascript:x": f"'javascript:x' has the scheme 'javascript:': {ALLOWED}",
    "\u3000javascript:x": f"'javascript:x' has the scheme 'javascript:': {ALLOWED}",
    "java script:x": f"'java script:x' has the scheme 'javascript:': {ALLOWED}",
    "java\u200dscript:x": f"'java\\u200dscript:x' has the scheme 'javascript:': {ALLOWED}",
    "&#106;avascript:x": f"'&#106;avascript:x' has the scheme 'javascript:': {ALLOWED}",
    "java&Tab;script&colon;x": f"'java&Tab;script&colon;x' has the scheme 'javascript:': {ALLOWED}",
    "&amp;#106;avascript:x": f"'&amp;#106;avascript:x' has the scheme 'javascript:': {ALLOWED}",
    "javascript%3Ax": f"'javascript%3Ax' has the scheme 'javascript:': {ALLOWED}",
    "./javascript:x": f"'javascript:x' has the scheme 'javascript:': {ALLOWED}",
    "/javascript:x": f"'javascript:x' has the scheme 'javascript:': {ALLOWED}",
    "x/../javascript:x": f"'javascript:x' has the scheme 'javascript:': {ALLOWED}",
    "https&colon;//x": "'https&colon;//x' hides its scheme: write https: in plain letters",
    "//example.org/x": "'//example.org/x' has no scheme: write 'https://example.org/x'",
    "http://": "'http://' has no valid host: write one such as http://example.org/page",
    "https:///x": "'https:///x' has no valid host: write one such as https://example.org/page",
    "https:example.org": "'https:example.org' has no valid host: write one such as https://example.org/page",
    "https://…": "'https://…' has no valid host: write one such as https://example.org/page",
    "https://a b.org": "'https://a b.org' has no valid host: write one such as https://example.org/page",
    "https://[x": "'https://[x' has no valid host: write one such as https://example.org/page",
    "https://x:99999": "'https://x:99999' has no valid host: write one such as https://example.org/page",
    "ftp:x": "'ftp:x' has no valid host: write one such as ftp://example.org/page",
    "mailto:": "'mailto:' has no email address: write one such as mailto:jane@example.org",
    "mailto:?to=x@y": "'mailto:?to=x@y' has no email address: write one such as mailto:jane@example.org",
    "tel:me": "'tel:me' is not a telephone number: write one such as tel:+44-20-7946-0123",
    "../../x": "'../../x' leaves the project: paths start at docs_dir",
    "a/../../x": "'a/../../x' leaves the project: paths start at docs_dir",
    "%2e%2E/x": "'%2e%2E/x' leaves the project: paths start at docs_dir",
    "./ ../x": "'../x' leaves the project: paths start at docs_dir",
    "..%2fx": "'..%2fx' contains an encoded slash or backslash: write /",
    "a%5Cb": "'a%5Cb' contains an encoded slash or backslash: write /",
    "images\\x.png": "'images\\x.png' contains a backslash: write /",
    "https:\\\\example.org": "'https:\\\\example.org' contains a backslash: write /",
    "C:\\x.png": "'C:\\x.png' is a path on a Windows computer: write a path in docs_dir, with /",
    "c:/x.png": "'c:/x.png' is a path on a Windows computer: write a path in docs_dir, with /",
    "jane.github.io": "'jane.github.io' looks like a web address: write 'https://jane.github.io'",
    "./jane.github.io": "'jane.github.io' looks like a web address: write 'https://jane.github.io'",
    "www.example.md": "'www.example.md' looks like a web address: write 'https://www.example.md'",
    "www.example.org/x": "'www.example.org/x' looks like a web address: write 'https://www.example.org/x'",
    "Example.COM#x": "'Example.COM#x' looks like a web address: write 'https://Example.COM#x'",
    "uw.edu.pl/x": "'uw.edu.pl/x' looks like a web address: write 'https://uw.edu.pl/x'",
    "example.org:80/x": "'example.org:80/x' looks like a web address: write 'https://example.org:80/x'",
    "localhost:8000": "'localhost:8000' looks like a web address: write 'https://localhost:8000'",
    "jane@example.org": "'jane@example.org' looks like an email address: write 'mailto:jane@example.org'",
    "x:" + "y" * 99: f"'x:{'y' * 58}…' has the scheme 'x:': {ALLOWED}",
}


@pytest.mark.parametrize(("text", "url"), GOOD.items())
def test_good_urls(text, url):
    assert check_url(text) == url


@pytest.mark.parametrize(("text", "message"), BAD.items())
def test_bad_urls(text, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        check_url(text)


def _as_browsers_read(url):
    text = html.unescape(url)
    text = "".join(c for c in text if unicodedata.category(c) != "Cc" and not c.isspace()).lower()
    match = re.match(r"([a-z][a-z0-9+.-]*):", text)
    return match and match[1]


_PIECES = st.lists(
    st.sampled_from(
        [
            *("javascript", "data", "vbscript", "http", "https", "mailto", "tel", "file", "blob"),
            *(
                ":",
                "//",
                "/",
                "\\",
                "..",
                ".",
                "#",
                "?",
                "@",
                "%",
                "&",
                ";",
                "[",
                "]",
                " ",
                "\t",
                "\n",
                "\0",
                "\u200b",
            ),
            *(
                "&colon;",
                "&#58;",
                "&#x3a;",
                "&Tab;",
                "&NewLine;",
                "&amp;",
                "&#106;",
                "%3a",
                "%2e",
                "%2f",
                "%0a",
                "%25",
            ),
            *("a", "x.org", "\u3000", "\xa0", "\u202e", "ſ", "K", "1", "localhost"),
        ]
    ),
    max_size=9,
).map("".join)


@given(st.one_of(_PIECES, st.text(), st.text().map("https://{}".format), st.text(max_size=5).map("{}:x".format)))
@example("a/ ?javascript:")
def test_the_output_is_harmless(text):
    try:
        url = check_url(text)
    except ValueError:
        return
    assert _as_browsers_read(url) in (None, "http", "https", "mailto", "tel", "ftp")
    assert not url.startswith(("/", "\\", "../"))
    assert is_external(url) == (_as_browsers_read(url) is not None)
    assert check_url(url) == url


def test_is_external():
    assert is_external("HTTPS://example.org")
    assert is_external("mailto:jane@example.org")
    assert is_external("//example.org")
    assert not is_external("papers.md")
    assert not is_external("https.md")


@pytest.mark.parametrize(("value", "text"), {" a ": "a", 12: "12"}.items())
def test_as_text(value, text):
    assert as_text(value) == text


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "the value is missing"),
        (True, "YAML does not read 'True' as text: write it in quotes"),
        (1.5, "YAML does not read '1.5' as text: write it in quotes"),
        (["x"], "write one text here, not a list or a mapping"),
    ],
)
def test_not_text(value, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        as_text(value)


class Entry(BaseModel):
    links: LinksField = ()
    more: LinksField | None = None
    url: UrlField = "x"


PAPER = Link("Paper", "https://example.org/x.pdf")
CODE = Link("Code", "code.zip", "simple/github")


@pytest.mark.parametrize(
    "written",
    [
        {"Paper": "https://example.org/x.pdf", "Code": {"url": "./code.zip", "icon": "simple/github"}},
        [
            {"label": "Paper", "url": "https://example.org/x.pdf"},
            {"label": "Code", "url": "code.zip", "icon": "simple/github"},
        ],
        [{"Paper": "https://example.org/x.pdf"}, {"Code": {"url": "code.zip", "icon": "simple/github"}}],
        (PAPER, CODE),
    ],
)
def test_links_field(written):
    entry = Entry(links=written)
    assert entry.links == (PAPER, CODE)
    assert Entry(**entry.model_dump(mode="json")) == entry


@pytest.mark.parametrize("empty", [{}, [], None])
def test_no_links(empty):
    assert Entry(links=empty).links == ()


def test_numbers_may_be_labels():
    assert Entry(links={2024: "x.pdf"}).links == (Link("2024", "x.pdf"),)


NO_LINK = "write a link as 'Paper: https://…' or as {label: Paper, url: https://…}"


@pytest.mark.parametrize(
    ("written", "loc", "message"),
    [
        (
            {"Paper": "data:x"},
            ("links", "Paper"),
            f"link 'Paper': 'data:x' has the scheme 'data:': {ALLOWED}",
        ),
        ({"Paper": None}, ("links", "Paper"), "link 'Paper': it has no URL"),
        (
            {"Paper": ["x"]},
            ("links", "Paper"),
            "link 'Paper': write one text here, not a list or a mapping",
        ),
        (
            {"Paper": {"url": "x", "ico": "y"}},
            ("links", "Paper"),
            "a link has no field 'ico', did you mean 'icon'?",
        ),
        (
            {"Paper": {"url": "x", "icon": "../x"}},
            ("links", "Paper"),
            "link 'Paper': '../x' is not an icon: write its path such as simple/github",
        ),
        ([{"label": "A"}], ("links", 0), "link 'A': it has no URL"),
        ([{"A": "x"}, {"url": "x"}], ("links", 1), "a link has no label: write 'Paper: https://…'"),
        ([{"labl": "A", "url": "x"}], ("links", 0), "a link has no field 'labl', did you mean 'label'?"),
        (["x"], ("links", 0), NO_LINK),
        ([{"A": "x", "B": "y"}], ("links", 0), NO_LINK),
        ({"label": "A", "url": "x"}, ("links",), "start each link with a dash: '- label: …'"),
        (
            "x",
            ("links",),
            "links are written as lines such as 'Paper: https://…', or as a list of {label, url, icon}",
        ),
    ],
)
def test_bad_links(written, loc, message):
    with pytest.raises(ValidationError) as caught:
        Entry(links=written)
    (error,) = caught.value.errors()
    assert (error["loc"], error["msg"]) == (loc, f"Value error, {message}")


def test_every_bad_link_is_named():
    with pytest.raises(ValidationError) as caught:
        Entry(links={"A": "data:x", "B": "fine.pdf", "C": "../x"}, url="www.x.org")
    assert [error["loc"] for error in caught.value.errors()] == [("links", "A"), ("links", "C"), ("url",)]


def test_merge_links_drops_doubles_by_label_and_address():
    written = (
        Link("Paper", "http://www.arxiv.org/abs/2403.12345v2"),
        Link("pdf", "files/x.pdf"),
        Link("Journal", "https://dx.doi.org/10.1/ABC"),
    )
    more = (
        Link("Publisher", "https://doi.org/10.1/abc"),
        Link("arXiv", "https://arxiv.org/abs/2403.12345"),
        Link("PDF", "https://arxiv.org/pdf/2403.12345"),
        Link("OpenReview", "https://openreview.net/forum?id=abcdef"),
    )
    assert merge_links(written, more) == (*written, more[3])


def test_json_schema():
    schema = Entry.model_json_schema()["properties"]
    assert schema["url"]["examples"] == ["https://example.org/paper.pdf", "images/overview.png"]
    assert schema["links"]["examples"] == [{"Paper": "https://example.org/paper.pdf", "Slides": "slides/talk.pdf"}]
    assert TypeAdapter(LinksField).json_schema()["anyOf"][0]["type"] == "object"
