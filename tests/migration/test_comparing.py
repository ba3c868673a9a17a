"""The comparison of old pages with new ones: it sees whatever is missing, and nothing else."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from mkdocs_researcher.migration.addresses import Addresses
from mkdocs_researcher.migration.check.checking import compare
from mkdocs_researcher.migration.check.seen import seen_after, seen_before
from mkdocs_researcher.migration.jekyll.liquid import Liquid
from mkdocs_researcher.migration.jekyll.liquid_filters import typed
from mkdocs_researcher.migration.new_site import NewSite, write_site
from mkdocs_researcher.migration.old_site import Line, OldSite, repaired

NOWHERE = Path("nowhere")


def missing(old: str, new: str) -> list[str]:
    """What is reported about a page (Markdown) whose new form (HTML) is this."""
    lines = [Line(text, "about.md", number) for number, text in enumerate(old.split("\n"), 1)]
    after = seen_after(f'<article class="md-content__inner">{new}</article>')
    return [str(problem) for problem in compare(seen_before(lines), after, Addresses(OldSite(NOWHERE))).missing]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# 🔥 News {: .x }", "<h2 id='-news'><span>🔥</span>News</h2>"),
        ("**B**ERT and [a *link*](https://a.example.org \"title\")", '<p><b>B</b>ERT and <a href="https://a.example.org/">a <em>link</em></a></p>'),
        ("![alt words](./images/a.png)", '<img src="images/a.png">'),
        ("<img src='/images/a b.png'>", '<img src="images/a%20b.png">'),
        ("<!-- hidden\nwords --> seen", "<p>seen</p>"),
        ("[//]: # (hidden words)\nseen", "<p>seen</p>"),
        ("<script>var x</script>seen<style>a {}</style>", "seen"),
        ("```markdown\n    ```mermaid\n    a-->b\n    ```\n```\n\nThe `chart`:\n\n```mermaid\na-->b\n```", "<pre>```mermaid a-->b ```</pre> The chart: <pre>a-->b</pre>"),
        ("<pre>\n<code>\n```chart\n- `boats`\n</code>\n</pre>\n\nThe `chart`:\n\n```chart\n- boats\n```", "<pre>```chart - `boats`</pre> The <code>chart</code>: <pre>- boats</pre>"),
        ("cited often<span class='show_paper_citations' id='ABCdefGHIjkl'></span>", "cited often"),
        ("*2025.07*: words", '<time datetime="2025-07">Jul 2025</time> words'),
        ("*July 2025*: words", '<time datetime="2025-07">Jul 2025</time> words'),
        ("*2019.06 - 2022.04 (now)*", '<time datetime="2019-06">Jun 2019 – Apr 2022</time> <small>now</small>'),
        ("*2019 - Present*", '<time datetime="2019">2019 – present</time>'),
        ("a \\| b \\\\\nc &nbsp;&amp; d", "<p>a | b<br>c &amp; d</p>"),
        ("1. one\n2. two", "<ol><li>one</li><li>two</li></ol>"),
        ("Ziwei$^\\dagger$", "Ziwei<sup>†</sup>"),
        ("<papertitle>A</papertitle> <font color=red>B</font>", "A B"),
        ("[x]()", "x"),
        ("<a href='https://a.example.org/?a=1&amp;b=2'>x</a>", '<a href="https://a.example.org/?a=1&amp;b=2">x</a>'),
        ("<https://a.example.org>", '<a href="https://a.example.org">https://a.example.org</a>'),
        ("cited <span id='total_cit'>260000+</span> times", "cited many times"),
        ("![stars](https://img.shields.io/github/stars/a/b.svg)", ""),
        ("![forks](https://img.shields.io/github/forks/a/b?style=social)", ""),
        ("&#127758 Quay", "<p>🌎 Quay</p>"),
        ("Okasha PT, Brandvik S", '<div class="rs-auth">P. T. Okasha, S. Brandvik</div>'),
        ("<img src='https://mapmyvisitors.com/map.png'>", ""),
        ("Résumé", "Re\u0301sume\u0301"),
        ("<video src='a.mp4'>No film here</video>", '<video src="a.mp4"></video>'),
        ("<svg><text>Sea</text></svg>", "<svg><title>an icon</title><text>Sea</text></svg>"),
        ("<button>Copy</button>", '<button>Copy</button><button class="md-clipboard">Twice</button>'),
        ("<img src='https://img.shields.io/badge/Media-Post-blue'>", "<a>Media: Post</a>"),
        ("Mira Tovanne and Pell Okasha", '<div class="rs-auth">Mira Tovanne, Pell Okasha</div>'),
        ("机器之心", "<p>机器之心</p>"),
        ("机器<b i>之心", "<p>机器之心</p>"),
        ("<ul>\n<li>[Sea](https://a.example.org) <7@quay.example></li>\n</ul>", "<ul><li>[Sea](https://a.example.org) &lt;7@quay.example&gt;</li></ul>"),
        ("knots\x02and ropes", "<p>knotsand ropes</p>"),
        ("Pell$\\spadesuit$", "<p>Pell<sup>♠</sup></p>"),
        ("def f():\n\n    Rows\n    ----\n    of boats", "<pre>def f():</pre><pre>Rows ---- of boats</pre>"),
        ("---------\n---------\n\nsea", "<hr><hr><p>sea</p>"),
        ("The `left' and the `right' pier", "<p>The <code>left' and the</code>right' pier</p>"),
        ("<!-- $$a_1$$ --> $$b\\_2 \\\\ c$$", "<p>\\(b_2 c\\)</p>"),
        ("<p>The `&lt;sea&gt;` tag</p>", "<p>The `&lt;sea&gt;` tag</p>"),
        ("Rope. 2024. Knot. 2024.", "<h2>2024</h2><p>Rope. Knot.</p>"),
        ("Rope. 2024.", "<p>Tovanne, 2024a. Rope.</p>"),
        ("Rope. arXiv preprint arXiv:2401.00001", "<p>Rope. arXiv:2401.00001</p>"),
        ("我是[阿德](https://a.example.org)", '<p>我是<a href="https://a.example.org">阿德</a></p>'),
        ("## Work {#work}", '<h2 id="work">Work</h2>'),
        ("```python\nx = [a](b) # <div>\n```\nafter", "<pre><code>x = [a](b) # &lt;div&gt;</code></pre><p>after</p>"),
        ("[one][Two words]\n\n[two words]: https://a.example.org", '<a href="https://a.example.org">one</a>'),
        ("![alt][pic]\n\n[pic]: /images/a.png", '<img src="images/a.png">'),
        ("[a](https://a.example.org \"it's\") b", '<a href="https://a.example.org">a</a> b'),
        ("see `_config.yml`", "<p>see <code>_config.yml</code></p>"),
        ("from 2014-01-01 on", "<p>from 2014 on</p>"),
        ("[a]: <data:image/png;base64,iVBO>\n\n![][a] seen", '<img src="data:image/png;base64,iVBO"> seen'),
        ('<a href="mailto:m@example.org"" target="_blank">mail</a>', '<a href="mailto:m@example.org">mail</a>'),
        ("<div id='look'>seen</div>", "seen"),
        ("Sea 12", '<p class="rs-venue"><span>Sea</span><span>12</span></p>'),
    ],
)  # fmt: skip
def test_existing_text_is_not_reported(old: str, new: str) -> None:
    assert missing(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "reported"),
    [
        ("one two two", "one two", "about.md:1: is not on the new page: 'two'"),
        ("one\n\nof three words", "one of words", "about.md:3: is not on the new page: 'three'"),
        ("🎉 party", "party", "about.md:1: is not on the new page: '🎉'"),
        ("3.14", "3", "about.md:1: is not on the new page: '14'"),
        ("[a](https://a.example.org)", "a", "about.md:1: is not on the new page: the link to https://a.example.org"),
        ("[a](https://a.example.org/x)", "<a href='y'>a</a>", "about.md:1: is not on the new page: the link to https://a.example.org/x"),
        ("![](//a.example.org/a.png)", "<img src='b.png'>", "about.md:1: is not on the new page: the picture //a.example.org/a.png"),
        ("word", "<pre class='rs-bibtex'>word</pre>", "about.md:1: is not on the new page: 'word'"),
        ("word", "<script>word</script><i class='rs-sr'>word</i>", "about.md:1: is not on the new page: 'word'"),
        ("*2025.07*", '<time datetime="2025-06">Jun 2025</time>', "about.md:1: is not on the new page: '07'"),
        ("*2025.07*: 07\n\n07", '<time datetime="2025-07">Jul 2025</time>', "about.md:3: is not on the new page: '07'"),
    ],
)  # fmt: skip
def test_missing_parts_are_reported_with_their_line(old: str, new: str, reported: str) -> None:
    assert missing(old, new) == [reported]


def test_a_lost_anchor_is_reported_with_its_line() -> None:
    old = "<span id='work'>one</span>\n\n<span id='news'>two</span>\n\n<a name='talks'></a>"
    assert missing(old, '<h2 id="work">one</h2> two <a name="talks"></a>') == [
        "about.md:3: is not on the new page: the anchor '#news'"
    ]


def test_buttons_of_the_theme_and_names_of_icons_do_not_count() -> None:
    new = '<svg><title>Sea</title></svg><button class="rs-copy">Copy</button>'
    assert missing("Sea\n\nCopy", new) == [
        "about.md:1: is not on the new page: 'sea'",
        "about.md:3: is not on the new page: 'copy'",
    ]


def test_words_outside_of_the_content_do_not_count() -> None:
    lines = [Line("word", "about.md", 1)]
    after = seen_after("<nav>word</nav><article class='md-content__inner'>other</article><footer>word</footer>")
    assert compare(seen_before(lines), after, Addresses(OldSite(NOWHERE))).missing


WORDS = st.lists(st.text("abcdefghäöü", min_size=1, max_size=6), min_size=1, max_size=12)


@given(WORDS, st.data())
def test_any_lost_word_is_seen(words: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(words) - 1))
    signs = data.draw(st.lists(st.sampled_from(["{}", "**{}**", "<b>{}</b>", "[{}](https://a.example.org)", "`{}`", "<u>{}</u>"]), min_size=len(words), max_size=len(words)))  # fmt: skip
    old = " ".join(sign.format(word) for sign, word in zip(signs, words, strict=True))
    link = "<a href='https://a.example.org'></a>"
    assert missing(old, link + " ".join(map(html.escape, words))) == []
    left = words[:gone] + words[gone + 1 :]
    assert missing(old, link + " ".join(left)) == [f"about.md:1: is not on the new page: '{words[gone]}'"]


# Repair of text


@pytest.mark.parametrize("text", ["🔥 News", "ℹ️ Bio", "机器之心", "Müller – “quoted”", "教育经历 2020"])
@pytest.mark.parametrize("codec", ["mac_roman", "cp1252"])
def test_text_read_wrongly_is_repaired(text: str, codec: str) -> None:
    wrong = "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())
    assert repaired(wrong) == text


@pytest.mark.parametrize(
    "text", ["Müller", "naïve café", "机器之心", "“quoted” – dashes…", "Ångström √2 ≤ 3", "Ã", "🔥", "plain"]
)
def test_correct_text_is_unchanged(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize("text", ["A café here.", "Plain façade résumé.", "Sébastien et Zoë"])
def test_accents_alone_are_repaired(text: str) -> None:
    assert repaired(text.encode().decode("cp1252")) == text


@given(st.text())
def test_text_is_repaired_once(text: str) -> None:
    assert isinstance(repaired(text), str)
    if text.isascii():
        assert repaired(text) == text


# Liquid


def worked_out(text: str, **scope: object) -> str:
    lines = [Line(line, "a.md", number) for number, line in enumerate(text.split("\n"), 1)]
    return "\n".join(line.text for line in Liquid(OldSite(NOWHERE), typed(scope)).run(lines))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a {{ site.title }} b", "a Tides b"),
        ("{{ site.title | upcase | append: '!' }}", "TIDES!"),
        ("{% assign x = 'a' | append: site.title %}{{ x }}", "aTides"),
        ("{% if site.cdn %}yes{% else %}no{% endif %}", "yes"),
        ("{% if site.off %}yes{% else %}no{% endif %}", "no"),
        ("{% unless site.none %}yes{% endunless %}", "yes"),
        ("{% if site.title == 'Tides' and site.none %}a{% elsif site.cdn %}b{% endif %}", "b"),
        ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("{% comment %}x{% endcomment %}y", "y"),
        ("{% capture z %}in{% endcapture %}out {{ z }}", "out in"),
        ("{{ '/a.pdf' | relative_url }} {{ 'a b' | url_encode }} {{ site.none | default: 'd' }}", "/a.pdf a+b d"),
        ("{{ nothing }}x", "x"),
        ("{% for one in site.boats limit:site.limit %}{{ one }}{% endfor %}{{ site.as.in }}", "abz"),
        ("{% if site.off or (site.cdn and site.boats.size > 2) %}yes{% endif %}", "yes"),
        ("{A, B} {not liquid}", "{A, B} {not liquid}"),
    ],
)
def test_liquid(text: str, shown: str) -> None:
    site = {"title": "Tides", "cdn": "true", "off": "false", "boats": ["a", "b", "c"], "limit": "2", "as": {"in": "z"}}
    assert worked_out(text, site=site) == shown


@pytest.mark.parametrize(
    ("text", "severity"),
    [("a\n{% for x of y %}b{% endfor %}", "warning"), ("a\n{{https://boats.example.org/x}}", "info")],
)
def test_a_tag_that_cannot_be_read_is_reported(text: str, severity: str) -> None:
    site = OldSite(NOWHERE)
    Liquid(site, {}).run([Line(part, "a.md", number) for number, part in enumerate(text.split("\n"), 1)])
    (note,) = site.notes
    assert (note.severity, note.location.line) == (severity, 2)
    assert "a tag of Liquid cannot be read" in note.message


def test_lines_keep_their_places() -> None:
    lines = [
        Line(text, "a.md", number) for number, text in enumerate(["one", "{% if x %}", "gone", "{% endif %}", "two"], 1)
    ]
    found = Liquid(OldSite(NOWHERE), {}).run(lines)
    assert [(line.text, line.number) for line in found if line.text] == [("one", 1), ("two", 5)]


def test_code_has_no_empty_lines_around_it() -> None:
    text = "a\n{% highlight python %}\nx = 1\n\ny = 2\n{% endhighlight %}\nb"
    assert worked_out(text) == "a\n\n```python\nx = 1\n\ny = 2\n```\n\nb"


def test_a_missing_include_is_reported_once() -> None:
    site = OldSite(NOWHERE)
    Liquid(site, {}).run([Line("{% include tides.html %}", "a.md", 1)])
    assert [note.message for note in site.notes] == ["includes 'tides.html', which is not there"]


@pytest.mark.parametrize("sign", ["{{", "{%"])
def test_tags_that_never_end_are_a_message(sign: str) -> None:
    site = OldSite(NOWHERE)
    Liquid(site, {}).run([Line(sign * 100_000, "a.md", 1)])
    assert "is more work than any page needs (too many tags never end)" in site.notes[0].message


@given(st.lists(st.sampled_from(["{%", "%}", "{{", "}}", " if ", "endif", "for x in y", "else", "raw", "|", "'", "\n", "a", "assign b = c"]), max_size=30))  # fmt: skip
def test_any_liquid_ends(parts: list[str]) -> None:
    assert isinstance(worked_out("".join(parts)), str)


def test_labels_of_references_are_not_seen() -> None:
    text = "[A pier][the Pier] and ![a boat][boat], [not][known].\n\n[the pier]: https://pier.example.org\n[boat]: https://boat.example.org"
    lines = [Line(part, "a.md", number) for number, part in enumerate(text.split("\n"), 1)]
    seen = seen_before(lines)
    assert [word for block in seen.blocks for word in block] == ["a", "pier", "and", "not", "known"]
    assert [*seen.links, *seen.images] == ["https://pier.example.org", "https://boat.example.org"]


def test_words_at_the_top_are_not_metadata(tmp_path: Path) -> None:
    old = OldSite(NOWHERE)
    new = NewSite(
        old, [], Addresses(old), {"docs/a.md": "Note: tides rise.\n", "docs/b.md": "# Note: no\n", "c.yml": "a: 1\n"}
    )
    write_site(new, tmp_path / "new")
    text, meta = get_data((tmp_path / "new/docs/a.md").read_text(encoding="utf-8"))
    assert (text, meta) == ("Note: tides rise.\n", {})
    assert (tmp_path / "new/docs/b.md").read_text(encoding="utf-8") == "# Note: no\n"
    assert (tmp_path / "new/c.yml").read_text(encoding="utf-8") == "a: 1\n"


def test_a_term_is_the_season_that_a_list_shows() -> None:
    before = seen_before([Line("Autumn term 2024, Winter semester 2025", "a.md", 1)])
    after = seen_after("<article class='md-content__inner'><time>Fall 2024</time> <time>Winter 2025</time></article>")
    assert not [word for word in before.words if not after.words[word] + after.spellings[word]]
