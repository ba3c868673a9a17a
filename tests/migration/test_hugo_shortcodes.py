"""Shortcodes of Hugo as Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_researcher.errors import Location
from mkdocs_researcher.migration.hugoblox.shortcodes import Shortcodes
from mkdocs_researcher.migration.hugoblox.site import service_at
from mkdocs_researcher.migration.old_site import Line, OldSite

SHORTCODES = [
    ("{{< figure src=\"a b.png\" alt=\"A [boat]\" >}}", "![A (boat)](a%20b.png)"),
    ('{{< figure src="a.png" link="https://x.org" caption="*At* sea" >}}', "[![](a.png)](https://x.org)<br>*At* sea"),
    ('{{< figure src="a.png" attr="Pell" attrlink="https://p.org" >}}', "![](a.png)<br>[Pell](https://p.org)"),
    ("{{% callout note %}}Mind{{% /callout %}}", '<div class="admonition note" markdown="1">Mind</div>'),
    ("{{% alert warning %}}Mind{{% /alert %}}", '<div class="admonition warning" markdown="1">Mind</div>'),
    ('{{< spoiler text="More" >}}In{{< /spoiler >}}', '<details markdown="1"><summary markdown="1">More</summary>In</details>'),
    ('{{% staticref "files/cv.pdf" "newtab" %}}CV{{% /staticref %}}', "[CV](/files/cv.pdf)"),
    ("{{< math >}}$x$ {{< /math >}}", "$x$ "),
    ("{{<math>}}$x$ {{</math>}}", "$x$ "),
    ('{{< mention "me" >}}', "Mira Tovanne"),
    ('{{< gist "mira" 12 >}}', "[gist.github.com/mira/12](https://gist.github.com/mira/12)"),
    ('{{< tweet user="mira" id="12" >}}', "[x.com/mira/status/12](https://x.com/mira/status/12)"),
    ('{{< cta cta_text="Go" cta_link="/a/" cta_new_tab="true" >}}', "[Go](/a/)"),
    ('{{< button url="/a/" >}}Go{{< /button >}}', "[Go](/a/)"),
    ("{{< hl >}}bright{{< /hl >}}", "<mark>bright</mark>"),
    ("{{< toc >}}", ""),
    ('{{< video src="a.mp4" controls="yes" >}}', '<video src="a.mp4" controls></video>'),
    ("{{</* figure src=\"a.png\" */>}}", "{{< figure src=\"a.png\" >}}"),
    ("{{% fragment %}}one{{% /fragment %}}", "one"),
    ("(\\(a\\)) and \\\\(x\\\\)", "((a)) and \\(x\\)"),
    ("{{ papers }} ${{ secrets.X }}", "{{ papers }} ${{ secrets.X }}"),
]  # fmt: skip


def shortcodes() -> tuple[Shortcodes, OldSite]:
    site = OldSite(Path())
    return Shortcodes(site, {"me": "Mira Tovanne"}), site


@pytest.mark.parametrize(("written", "expected"), SHORTCODES)
def test_shortcodes(written: str, expected: str) -> None:
    reader, site = shortcodes()
    assert reader.text(written, Location("a.md", 1)) == expected
    assert not [note for note in site.notes if note.severity == "warning"]


def test_an_unknown_one_keeps_its_text_and_is_reported() -> None:
    reader, site = shortcodes()
    assert reader.text('{{< boat name="Skua" >}}inside{{< /boat >}}', Location("a.md", 4)) == "inside"
    assert [str(note) for note in site.notes] == [
        "a.md:4: the shortcode 'boat' is not known, so only the text in it is there; write what it showed"
    ]


def test_lines_stay_where_they_are() -> None:
    reader, _ = shortcodes()
    lines = [Line(text, "a.md", number) for number, text in enumerate(["a", "{{< figure", 'src="b.png" >}} c', "d"], 1)]
    made = reader.lines(lines)
    assert [line.number for line in made] == [1, 2, 3, 4]
    assert made[1].text == "![](b.png)"
    assert made[3].text == "d"


@given(st.text(alphabet="{}<>%/ \"'`=\\abfigure\n", max_size=80))
def test_any_text_is_read(text: str) -> None:
    reader, _ = shortcodes()
    lines = [Line(part, "a.md", number) for number, part in enumerate(text.split("\n"), 1)]
    assert len(reader.lines(lines)) == len(lines)


@pytest.mark.parametrize(
    ("url", "service"),
    [
        ("https://scholar.google.com.hk/citations?user=ABCdefGHIjkl", "scholar"),
        ("https://scholar.google.com/citations?hl=en&user=ABCdefGHIjkl", "scholar"),
        ("https://twitter.com/mtovanne", "x"),
        ("https://www.linkedin.com/in/mtovanne/", "linkedin"),
        ("https://mtovanne.github.io/", ""),
        ("https://boats.example.org", ""),
    ],
)
def test_services_by_their_addresses(url: str, service: str) -> None:
    assert service_at(url) == service
