"""Markup of other programs, and of extensions that a site lacks, is reported where it is."""

from __future__ import annotations

import pytest
from building import Project
from click.testing import CliRunner

from mkdocs_researcher.cli import main

CONFIG = "site_name: A\ntheme: material\nplugins:\n  - researcher\n"
# A line of a page, and the message about it.
PAGES = {
    "<<<<<<< HEAD": "warning: docs/index.md:3: '<<<<<<< HEAD' comes from a Git conflict; keep one of the two versions",
    "> [!NOTE]": "warning: docs/index.md:3: '[!NOTE]' is shown as text; write !!! note",
    "See [[papers]].": "'[[papers]]' is shown as text; write [words](page.md)",
    "- [ ] read": "info: docs/index.md:3: '- [ ]' is shown as text; add the extension pymdownx.tasklist to mkdocs.yml",
    "A ~~b~~.": "'~~b~~' is shown as text; add the extension pymdownx.tilde to mkdocs.yml, or write <del>…</del>",
    "A ==b c==.": "'==b c==' is shown as text; add the extension pymdownx.mark to mkdocs.yml",
    "A.[^1]": "'[^1]' is shown as text; add the extension footnotes to mkdocs.yml",
    "!!! note": "'!!! note' is shown as text; add the extension admonition to mkdocs.yml",
    '??? note "A"': "'??? note' is shown as text; add the extension pymdownx.details to mkdocs.yml",
    '=== "A"': "is shown as text; add the extension pymdownx.tabbed to mkdocs.yml",
    "*[AB]: A b": "'*[AB]:' is shown as text; add the extension abbr to mkdocs.yml",
    ":   A": "is shown as text; add the extension def_list to mkdocs.yml",
    '--8<-- "a.md"': "is shown as text; add the extension pymdownx.snippets to mkdocs.yml",
    ".. image:: a.png": "'.. image::' is shown as text; that is reStructuredText; write Markdown",
    "A [b]c[/b].": "'[b]c[/b]' is shown as text; write **bold**",
    "\\begin{itemize}": "is shown as text; that is LaTeX; write Markdown",
    "A \\textbf{b}.": "'\\textbf{' is shown as text; that is LaTeX; write Markdown",
    "** A": "'** A' is shown as text; write ## before a heading",
    "1) A": "'1) A' is shown as text; write a dot after the number of an item",
    "## A {#a": "'{#a' is shown as text; end it with }",
    "[A](<index.md)": "is shown as text; end the address with >",
    "(https://example.org)": "is shown as text; write it directly after the ] of its words",
    "<img src=“a.png”>": "is shown as text; write straight quotes in HTML",
    "{{ site.title }}": "info: docs/index.md:3: '{{ site.title }}' is shown as text; nothing replaces it; remove it",
    "A $x^2$.": "info: docs/index.md:3: '$x^2$' is shown as text; add the extension pymdownx.arithmatex to mkdocs.yml",
    "A:\n- b\n- c": "info: docs/index.md:4: '- b' is shown within the paragraph above; a list needs an empty line before it",
    "- A\n  - b": "info: docs/index.md:4: '- b' is an item of the outer list, because items of an inner list are indented",
    "    I study what rivers carry to the sea.": "is shown as code, because it is indented by four spaces; remove them",
    "MÃ¼nchen": "'Ã¼' was read in the wrong encoding; write 'ü', and save the file as UTF-8",
    "M\ufffdnchen": "stands for a letter that another program could not read; write the letter",
    "Deﬁne": "'ﬁ' is one character, which no search finds; write 'fi'",
}
FINE = """# A

!!! note

    Text in a note that looks like a paragraph of the page.

    Another paragraph of the same note, which is not code.

- A
    - b
- C

    A paragraph of an item that is long enough to be one.

1. A
2. B

A line of a text
that goes on; x == y, a~~b, f(x)[0], and 5 == five. In 2024) and [x] and {x}.

``` { .sh }
[[ -f a ]] && ~~b~~
```

`[[a]]`, `{{ site.title }}` and {{ badge("A") }}, Ça va, Århus, "naïve" – café.
"""


@pytest.mark.parametrize(("line", "expected"), PAGES.items())
def test_it_is_reported(project: Project, line: str, expected: str) -> None:
    project.write({"mkdocs.yml": CONFIG, "docs/index.md": f"# A\n\n{line}\n"})
    assert expected in CliRunner().invoke(main, ["check", str(project.root)]).output


def test_a_file_of_bibtex(project: Project) -> None:
    bib = "<<<<<<< HEAD\n@misc{a, title={A}, author={JÃ¶rg Roe}, year={2025}}\n"
    project.write({"mkdocs.yml": CONFIG, "docs/index.md": "# A\n", "data/a.bib": bib})
    output = CliRunner().invoke(main, ["check", str(project.root)]).output
    assert "warning: data/a.bib:1: '<<<<<<< HEAD' comes from a Git conflict" in output
    assert "warning: data/a.bib:2: 'Ã¶' was read in the wrong encoding; write 'ö'" in output


def test_with_their_extensions_and_plugins_they_are_fine(project: Project) -> None:
    names = "admonition abbr def_list footnotes pymdownx.details pymdownx.tabbed pymdownx.tilde pymdownx.mark pymdownx.tasklist"
    listed = "".join(f"  - {name}\n" for name in [*names.split(), "pymdownx.snippets", "pymdownx.arithmatex"])
    lines = [line for line, message in PAGES.items() if "add the extension" in message and "8<" not in line]
    page = "# A\n\n" + "\n\n".join(lines) + "\n"
    project.write({"mkdocs.yml": f"{CONFIG}markdown_extensions:\n{listed}", "docs/index.md": page})
    assert "is shown as text" not in CliRunner().invoke(main, ["check", str(project.root)]).output


def test_what_only_looks_like_it_is_fine(project: Project) -> None:
    project.write({"mkdocs.yml": CONFIG + "markdown_extensions: [admonition]\n", "docs/index.md": FINE})
    assert CliRunner().invoke(main, ["check", str(project.root)]).output.endswith(": 0 errors, 0 warnings\n")
    output = CliRunner().invoke(main, ["check", str(project.root)]).output
    assert output.count("\n") == 1, output
