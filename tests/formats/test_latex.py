"""LaTeX in BibTeX fields: what authors write, and what a visitor reads."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st
from measuring import grows_with_its_input_alone

from mkdocs_researcher.fields.text import plain_text
from mkdocs_researcher.formats.bibtex.latex import to_markdown, to_name, to_paragraphs, to_plain
from mkdocs_researcher.rendering.inline_markdown import InlineMarkdown

EXTENSIONS = ("pymdownx.mark", "pymdownx.tilde", "pymdownx.caret", "pymdownx.emoji", "pymdownx.betterem", "smarty")
BARE = InlineMarkdown(())
FULL = InlineMarkdown(EXTENSIONS[:-1])

SHOWN = {
    # capitals and accents
    "{D}eep {N}ets for {DNA}": "Deep Nets for DNA",
    "{{Double Braces}}": "Double Braces",
    r"M{\"u}ller, M\"uller, M\"{u}ller, {\"{U}}ber": "Müller, Müller, Müller, Über",
    r"Erd{\H o}s, Erd\H{o}s, {\'{\i}}, \'\i, na\"{\i}ve": "Erdős, Erdős, í, í, naïve",
    r"\'{E}cole, \'{Ec}ole, {\'E}cole": "École, École, École",
    r"{\L}ukasz \O{}ystein \ss{} \aa \ae{} \c{c} \c c \v{S} \k{a} \u g \=a \.z \d{s} \r{u}": (
        "Łukasz Øystein ß åæ ç ç Š ą ğ ā ż ṣ ů"
    ),
    r"Nguy\~{\^e}n": "Nguyễn",
    # signs
    "2019--2021 --- and more": "2019–2021 — and more",
    "``quoted'' and `once'": "“quoted” and ‘once’",
    "Fig.~1": "Fig.\xa01",
    r"R\&D, 5\%, \#1, a\_b, \{x\}, 3\$": "R&D, 5%, #1, a_b, {x}, 3$",
    r"\LaTeX\ and \TeX{}, \LaTeX is": "LaTeX and TeX, LaTeX is",
    r"90\textdegree{} \textregistered \copyright{} \S 3 \ldots": "90° ®© §3 …",
    r"\alpha-decay of \beta": "α-decay of β",
    r"a\\b \newline c\,d": "a b c d",
    r"x\textasciitilde y \textbackslash z \^{}": "x~y \\z ^",
    # unknown and broken
    r"\NoCaseChange{DNA} \foo": "DNA",
    r"\noopsort{1973b}Old \protect\small Text": "Old Text",
    "open {brace": "open brace",
    "close} brace": "close brace",
    "lone \\": "lone \\",
    "lone $ sign": "lone $ sign",
    "$5 and $6": "$5 and $6",
    r"\textbf{never closed": "never closed",
    r"a \today b": "a b",
    # Markdown that is meant as text
    "a*b*c and _d_ [e](f) `g` <h> x==y== c++d++ :smile: 2^3^ ~~": None,
    "&amp; &copy; &nosuch; &#58; &amp;amp; &amp;lt;x": "& © &nosuch; : & <x",
    "1. First # and > more": "1. First # and > more",
    "<script>alert(1)</script>": "<script>alert(1)</script>",
    'a<img src=x onerror="alert(1)">b': "a b",
    "CO<sub>2</sub> and <i>E. coli</i>": "CO2 and E. coli",
    "a < b and <i> alone": "a < b and <i> alone",
}


def words(html: str) -> str:
    return BeautifulSoup(html, "html.parser").get_text()


@pytest.mark.parametrize("written", SHOWN)
@pytest.mark.parametrize("converter", [BARE, FULL], ids=["bare", "extensions"])
def test_visible_text(written: str, converter: InlineMarkdown) -> None:
    expected = SHOWN[written]
    if expected is None:
        expected = written.replace("~~", "\xa0\xa0").strip("\xa0") + "\xa0\xa0"
    assert words(converter.inline(to_markdown(written), "", str)) == expected


@pytest.mark.parametrize("written", [w for w in SHOWN if SHOWN[w] and "<" not in w])
def test_labels_read_the_same_words(written: str) -> None:
    assert plain_text(to_markdown(written)) == SHOWN[written]
    assert to_plain(written) == SHOWN[written]


MARKED = {
    r"\emph{now} {\em now} {\it now} \textit{now}": "<em>now</em> <em>now</em> <em>now</em> <em>now</em>",
    r"\textbf{a \emph{b}}": "<strong>a <em>b</em></strong>",
    r"\texttt{a_b*c*}": "<code>a_b*c*</code>",
    r"CO\textsubscript{2} m\textsuperscript{2}": "CO<sub>2</sub> m<sup>2</sup>",
    r"\url{https://example.org/a_b~c}": '<a href="https://example.org/a_b~c">https://example.org/a_b~c</a>',
    r"\href{https://example.org/(a)\_b}{here \textbf{now}}": (
        '<a href="https://example.org/(a)_b">here <strong>now</strong></a>'
    ),
    r"\href{javascript:alert(1)}{here}": "here",
    r"\href{tides.cc}{here} \url{tides.cc}": '<a href="https://tides.cc">here</a> <a href="https://tides.cc">tides.cc</a>',
    r"x\footnote{why}": "x (why)",
}


@pytest.mark.parametrize("written", MARKED)
def test_markup(written: str) -> None:
    html = BARE.inline(to_markdown(written), "", str)
    assert html.replace("&#126;", "~") == MARKED[written]


@pytest.mark.parametrize(
    ("written", "math"),
    [
        (r"an $\ell_1$ norm", r"an $\ell_1$ norm"),
        (r"an \(\ell_1\) norm", r"an $\ell_1$ norm"),
        (r"{$a_b^{c*}$} and $d*e*f$", "$a_b^{c*}$ and $d*e*f$"),
        ("$ x $", "$x$"),
        ("$$x$$ and \\[y\\]", "$x$ and $y$"),
        (r"\ensuremath{\begin{matrix}a\end{matrix}}", r"$\begin{matrix}a\end{matrix}$"),
        ("$x$2", r"\(x\)2"),
        (r"$--$ ``", "$--$ “"),
    ],
)
def test_math_stays_math(written: str, math: str) -> None:
    assert to_markdown(written) == math


def test_math_reaches_the_page_as_it_is_written() -> None:
    html = BARE.inline(to_markdown(r"{M}an\_y $\frac{a_i}{b*c*d}$ \& more"), "", str)
    assert html == r'Man_y <span class="rs-math">$\frac{a_i}{b*c*d}$</span> &amp; more'


def test_the_authors_own_markdown_stays() -> None:
    assert to_markdown(r"**Oral**, [M{\"u}ller](a.md) `x`", keep_markup=True) == "**Oral**, [Müller](a.md) `x`"


def test_paragraphs() -> None:
    text = "First\n  line, 5\\%.\n\n  # no heading\n\n- no list\n\n1. no number\\par last"
    html = BARE.block(to_paragraphs(text), "", str)
    assert html == "<p>First line, 5%.</p>\n<p># no heading</p>\n<p>- no list</p>\n<p>1. no number</p>\n<p>last</p>"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (r"Erd{\H o}s, P{\'a}l", "Erdős, Pál"),
        (r"{\L}ukasz and {\'{\i}}x", "Łukasz and íx"),
        (r"{The {ATLAS} Collaboration}", "{The {ATLAS} Collaboration}"),
        (r"{Universit{\"a}t K{\"o}ln}", "{Universität Köln}"),
        (r"Fran{\c{c}}ois~Viet", "François Viet"),
        (r"M\"uller, J\.", "Müller, J"),
        (r"O'Neil", "O'Neil"),
        (r"{\bfseries Tovanne, Mira} and \textbf{Roe}, A", "Tovanne, Mira and Roe, A"),
        (r"{\sc Wei{\ss}}, A. and {\O}re\thanks{now at X}, B", "Weiß, A. and Øre, B"),
        (r"M{\"u}ller\textsuperscript{*} and Xu$^{\dagger}$", r"Müller\textsuperscript{*} and Xu$^{\dagger}$"),
        (r"Nguy{\~{\^e}}n, V{\u a}n and {\relax Ch}arles", "Nguyễn, Văn and {Ch}arles"),
    ],
)
def test_names(written: str, name: str) -> None:
    assert to_name(written) == name


LATEX = st.text(alphabet="ab c{}$\\\"'`~-_^*[]<>&;:=+%#!\n1i", max_size=60)


@given(LATEX)
@example("\\'{\\^{")
@example("{$}$")
@example("\\href{a}{")
def test_any_text_comes_out(text: str) -> None:
    for found in (to_markdown(text), to_plain(text), to_paragraphs(text), to_markdown(text, keep_markup=True)):
        assert isinstance(found, str)
    to_name(text)


@given(st.text(alphabet="ab1 *_[]()<>&;#:=+^|!.", max_size=40))
@example("<a:a>")
def test_plain_text_shows_as_it_is_written(text: str) -> None:
    """Whatever Markdown and its extensions would take for markup."""
    text = " ".join(text.replace("<b>", "").replace("</b>", "").split())
    for converter in (BARE, FULL):
        assert words(converter.inline(to_markdown(text), "", str)) == text


@given(st.text(alphabet="ab{}<>/scriptonl=() \\$\"'", max_size=60))
def test_nothing_becomes_a_script(text: str) -> None:
    soup = BeautifulSoup(BARE.inline(to_markdown(text), "", str), "html.parser")
    assert not soup.find("script")
    assert all(not attribute.startswith("on") for tag in soup.find_all(True) for attribute in tag.attrs)


@pytest.mark.parametrize(
    "piece",
    [
        *("{", "$", "$ ", r"\emph{", r"\url{", r"\(", "*", "<i>", "`a", r"\'", "https://", ":a", r"\'{", r"\ifmmode "),
        *("$a$", "&amp;", "<i></b>", '<a "', "<mml:math>", r"\SI{", r"\textcolor{a}{", r"\item ", r"\ce{->", r"\bf "),
        *("<p>", r"\textbackslash a\{"),
    ],
)
def test_time_grows_with_the_length_alone(piece: str) -> None:
    """Up to the 200,000 characters that a field may hold."""
    assert grows_with_its_input_alone(lambda length: to_markdown(piece * (length // len(piece))), 50_000)
