"""mkdocs-macros, which sees our calls before we do."""

from __future__ import annotations

import json

import pytest
from building import Project
from environments import Environment
from sites import build_in
from test_hosts import FILES, config

ENVIRONMENT = Environment("plugins")
ORDERS = ["macros, researcher", "researcher, macros"]
MACROS_PAGE = """\
---
value: 5
---
# Home

{{ papers(select=["quiet",
                  "ledger"],
          heading_level=4) }}

Text {{ badge("it's", kind="status") }} and {{ value }} and {{ own() }}.

- item

    {{ paper('ledger') }}

{% for word in ["one", "two"] %}
{{ badge("is " ~ word) }}
{% endfor %}

```
{{ papers(limit=1) }}
```

`{{ badge('x') }}`

| a |
|---|
| {{ badge("cell") }} |
"""
OWN = "def define_env(env):\n    @env.macro\n    def own():\n        return 'my own'\n"
EDUCATION = OWN + "    @env.macro\n    def education():\n        return 'my education'\n"


@pytest.mark.parametrize("order", ORDERS)
def test_calls_come_out_right_beside_mkdocs_macros(project: Project, order: str) -> None:
    files = {**FILES, "mkdocs.yml": config("readthedocs", order), "docs/index.md": MACROS_PAGE, "main.py": OWN}
    built = build_in(ENVIRONMENT, project.write(files))
    assert built.exit_code == 0, built.output
    page = built.page().select_one("[role=main]")
    assert [tag.get_text() for tag in page.select("article h4")][:2] == ["Quiet Graphs", "Reading the Ledger"]
    assert page.select_one("li article .rs-title").get_text() == "Reading the Ledger"
    assert [tag.get_text() for tag in page.select(".rs-chip")] == ["Accepted", "it's", "is one", "is two", "cell"]
    assert "and 5 and my own." in page.get_text()
    assert page.select_one("pre code").get_text().strip() == "{{ papers(limit=1) }}"
    assert "{{ badge('x') }}" in [tag.get_text() for tag in page.select("code")]


@pytest.mark.parametrize("order", ORDERS)
def test_a_macro_of_the_author_of_the_same_name_wins(project: Project, order: str) -> None:
    page = "# Home\n\n{{ education() }}\n\n{{ paper('quiet') }}\n"
    files = {**FILES, "mkdocs.yml": config("readthedocs", order), "docs/index.md": page, "main.py": EDUCATION}
    built = build_in(ENVIRONMENT, project.write(files))
    assert built.exit_code == 0, built.output
    assert "my education" in built.page().get_text()
    assert built.page().select_one("#paper-quiet")


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("call", ["{{ papers(limit=0) }}", '{{ papers(style="boxx") }}'])
def test_problems_keep_their_lines_beside_mkdocs_macros(project: Project, order: str, call: str) -> None:
    page = f"---\na: b\n---\n# Home\n\n{call}\n"
    files = {**FILES, "mkdocs.yml": config("readthedocs", order), "docs/index.md": page}
    built = build_in(ENVIRONMENT, project.write(files), strict=False)
    assert built.exit_code == 1
    assert built.problems()[0].startswith("docs/index.md:6: papers(")


def test_a_macro_without_brackets_is_named_beside_mkdocs_macros(project: Project) -> None:
    page = "# Home\n\nText {{ papers }}\n"
    files = {**FILES, "mkdocs.yml": config("readthedocs", ORDERS[0]), "docs/index.md": page}
    built = build_in(ENVIRONMENT, project.write(files), strict=False)
    assert "function" not in built.page().select_one("[role=main]").get_text()
    assert "a macro needs parentheses; write {{ papers() }}" in built.output


@pytest.mark.parametrize(
    "order", ["macros, {researcher: {paper_pages: true}}", "{researcher: {paper_pages: true}}, macros"]
)
def test_pages_of_papers_with_braces_beside_mkdocs_macros(project: Project, order: str) -> None:
    data = json.dumps([{"id": "a{{ b }}'c", "title": "Strange {{ title }}"}])
    settings = f"site_url: https://mira.example.org/~mira/\n{config('material', f'search, {order}')}"
    files = {"mkdocs.yml": settings, "data/papers.yml": data, "docs/index.md": "# Home\n", "docs/papers.md": "# P\n"}
    built = build_in(ENVIRONMENT, project.write(files))
    assert built.exit_code == 0, built.output
    assert built.page("papers/a-b-c/index.html").select_one(".rs-paper-page h1").get_text() == "Strange {{ title }}"
