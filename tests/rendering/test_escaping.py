"""Our templates escape as markupsafe does, only faster."""

from __future__ import annotations

import markupsafe
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from mkdocs_researcher.rendering import environments
from mkdocs_researcher.rendering.environments import LeanEnvironment, escape

VALUES = st.one_of(st.text(), st.text().map(Markup), st.integers(), st.none(), st.sampled_from(["<script>", "\"'><&"]))


@given(VALUES)
def test_every_value_is_escaped_as_markupsafe_does_it(value: object) -> None:
    assert escape(value) == str(markupsafe.escape(value))


@given(VALUES)
def test_templates_write_what_plain_jinja_writes(value: object) -> None:
    template = LeanEnvironment(autoescape=True).from_string(
        "{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{% set s %}{{ v }}{% endset %}{{ v }}|{{ m(v) }}|{{ s }}|{{ v ~ '<' }}"
    )
    safe = markupsafe.escape(value)
    assert template.render(v=value) == f"{safe}|<i>{safe}</i>|{safe}|{safe}&lt;"


def test_templates_use_it() -> None:
    assert f"from {environments.__name__} import escape" in LeanEnvironment(autoescape=True).compile(
        "{{ x }}", raw=True
    )
