"""Formulas: what becomes characters, and that nothing in one stops a build or a PDF."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_researcher.formats.bibtex.formula import bare, characters, cleaned, plain
from mkdocs_researcher.formats.bibtex.latex import to_markdown
from mkdocs_researcher.formats.plain import text_of
from mkdocs_researcher.hosts.pdf.blocks import math_runs
from mkdocs_researcher.hosts.pdf.fonts import Note, unconverted
from mkdocs_researcher.rendering.inline_markdown import InlineMarkdown

BROKEN = [
    r"\href",
    r"\href{https://example.org}{x}",
    r"\left( x",
    r"x \right)",
    "{" * 400 + "x" + "}" * 400,
    "{" * 400,
    r"\frac",
    r"\frac{a}",
    r"\sqrt[3]{x}",
    r"\begin{matrix} a & b \\ c",
    r"\begin{matrix} a & b \end{matrix}",
    r"\unknown{x}_",
    "x^",
    "_{_{_",
    r"\hat",
    r"\not",
    "\\",
    r"\verb|x",
    "a & b",
    r"\SI{5}",
    r"\ce",
    r"\mathbb",
]


@pytest.mark.parametrize("tex", BROKEN)
def test_a_broken_formula_stops_nothing(tex: str) -> None:
    for has_script in (True, False):
        texts = InlineMarkdown((), has_math_script=has_script)
        assert "Traceback" not in texts.inline(to_markdown(f"a ${tex}$ b"), "", str)
        texts.inline(f"a ${tex}$ b", "", str)
    list(math_runs(f"${tex}$"))
    text_of(f"a ${tex}$ b")


def texts_in(runs: object) -> str:
    if isinstance(runs, str):
        return runs
    if isinstance(runs, dict):
        return texts_in(runs["c"])
    assert isinstance(runs, list)
    return "".join(map(texts_in, runs))


@pytest.mark.parametrize("tex", BROKEN)
def test_no_command_reaches_paper(tex: str) -> None:
    shown = texts_in(list(math_runs(f"${tex}$")))
    assert not any(character in shown for character in "\\{}")


def test_commands_that_do_not_reach_paper_are_named() -> None:
    document = {"sections": [{"blocks": [{"k": "p", "c": list(math_runs(r"$\foo{x}+\frac{\bar\baz}{2}$"))}]}]}
    assert texts_in(document["sections"][0]["blocks"][0]["c"]) == "x+2"
    formless, note = unconverted(document)
    assert formless.message.startswith("the PDF shows the formula {x}+\\frac{\\bar}{2} as 'x+2'")
    assert note == Note(
        r"the PDF leaves out \foo, \baz in formulas, because it is unknown; write what it stands for", "warning"
    )


@given(st.text(alphabet=r"\{}$^_&abx1 ()[]|'~%#", max_size=40))
def test_any_formula_gives_a_text(tex: str) -> None:
    cleaned(tex)
    if (pieces := characters(tex)) is not None:
        plain(pieces)
    assert isinstance(bare(tex), str)
    list(math_runs(tex))


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Mass of $10^{7}$ K", "Mass of 10⁷ K"),
        ("10<sup>7</sup> K and CO<sub>2</sub>", "10⁷ K and CO2"),
        (r"$\alpha_s$-decay, $x_{max}$, \(H_2O\)", "αₛ-decay, xₘₐₓ, H₂O"),
        (r"$K^{*0}$ and $a_b*c*$", "K^(∗0) and a_b∗c∗"),
        (r"$\begin{matrix}a\end{matrix}$ stays", r"$\begin{matrix}a\end{matrix}$ stays"),
        ("$5 or $6", "$5 or $6"),
    ],
)
def test_metadata_has_characters(markdown: str, text: str) -> None:
    assert text_of(markdown) == text


def test_a_site_with_a_script_gets_the_formula() -> None:
    assert InlineMarkdown(()).inline("$10^{7}$ K", "", str) == '<span class="rs-math">$10^{7}$</span> K'


def test_a_site_without_one_is_warned_only_of_what_is_left() -> None:
    texts = InlineMarkdown((), has_math_script=False)
    assert texts.inline("$10^{7}$ K", "", str) == "<span>10<sup>7</sup></span> K"
    assert texts.bare_math == ""
    texts.inline(r"$\begin{matrix}a\end{matrix}$", "", str)
    assert texts.bare_math == r"$\begin{matrix}a\end{matrix}$"
