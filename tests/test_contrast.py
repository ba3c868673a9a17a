"""Text can be read in every palette of Material: WCAG 2.2 AA, in all its primary colours and both schemes."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest
from css_colors import Color, Palette, body_variables, contrast
from support import PACKAGE

from mkdocs_researcher.hosts.mkdocs.theme import css_source
from mkdocs_researcher.rendering.icons import bundled_icon_folders

PRIMARIES = [
    "red",
    "pink",
    "purple",
    "deep-purple",
    "indigo",
    "blue",
    "light-blue",
    "cyan",
    "teal",
    "green",
    "light-green",
    "lime",
    "yellow",
    "amber",
    "orange",
    "deep-orange",
    "brown",
    "grey",
    "blue-grey",
    "black",
    "white",
]
SCHEMES = ("default", "slate")
TEXT, GRAPHIC = 4.5, 3.0  # success criteria 1.4.3 and 1.4.11
OURS = css_source()
HUES = range(0, 360, 5)
FIRST_TEXT = 3  # rem from the header to the first text of a hero; above it are paddings of Material and of ours


@functools.cache
def material() -> str:
    folders = [folder.parent / "assets" / "stylesheets" for folder in bundled_icon_folders()]
    files = [path for folder in folders for path in sorted(folder.glob("*.css"), key=lambda path: path.name)]
    assert len(files) >= 2, "Material's style sheets are not where they were"
    return "".join(Path(file).read_text(encoding="utf-8") for file in files)


def tokens() -> dict[str, str]:
    """Our tokens as an up-to-date browser takes them."""
    section = re.sub(r"/\*.*?\*/", "", (PACKAGE / "assets/css/tokens.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    return dict(re.findall(r"^\s+(--rs-[\w-]+):\s*([^;]+);", section, re.MULTILINE))


@functools.cache
def palette(primary: str, scheme: str) -> Palette:
    attributes = {"data-md-color-primary": primary, "data-md-color-scheme": scheme}
    return Palette({**body_variables(material(), attributes), **tokens()}, dark=scheme == "slate")


ALL = [pytest.param(primary, scheme, id=f"{primary}-{scheme}") for primary in PRIMARIES for scheme in SCHEMES]


@pytest.mark.parametrize(("primary", "scheme"), ALL)
def test_text_in_boxes(primary: str, scheme: str) -> None:
    colors = palette(primary, scheme)
    page = colors.color("var(--rs-bg)")
    for ground in ("bg", "fill", "tint"):
        below = colors.color(f"var(--rs-{ground})").over(page)
        for text in ("ink", "fg", "hi", "mute", "gold", "state"):
            assert contrast(colors.color(f"var(--rs-{text})"), below) >= TEXT, f"{text} on {ground}"


@pytest.mark.parametrize(("primary", "scheme"), ALL)
def test_filled_buttons_and_badges(primary: str, scheme: str) -> None:
    colors = palette(primary, scheme)
    assert contrast(colors.color("var(--rs-bg)"), colors.color("var(--rs-ink)")) >= TEXT


@pytest.mark.parametrize(("primary", "scheme"), ALL)
def test_bars_of_tiles_and_what_is_chosen_in_a_filter(primary: str, scheme: str) -> None:
    colors = palette(primary, scheme)
    page = colors.color("var(--rs-bg)")
    assert contrast(colors.color("var(--rs-ink)"), page) >= GRAPHIC


@pytest.mark.parametrize(("primary", "scheme"), ALL)
def test_text_on_the_wash_behind_a_hero(primary: str, scheme: str) -> None:
    """Where it is strongest below text: right under its middle."""
    colors = palette(primary, scheme)
    page = colors.color("var(--rs-bg)")
    ground = wash(colors, "--rs-wash").over(page)
    assert contrast(ground, page) > 1, "the wash is missing"
    for text in ("ink", "fg", "hi", "mute"):
        assert contrast(colors.color(f"var(--rs-{text})"), ground) >= TEXT, text


def wash(colors: Palette, name: str) -> Color:
    """A colour of the wash where the first text can stand; it fades evenly from above the page to nothing."""
    height, middle = re.search(rf"radial-gradient\(\S+ (\d+)rem at \S+ -(\d+)rem, var\({name}\)", OURS).groups()
    color = colors.color(f"var({name})")
    return color._replace(alpha=color.alpha * (1 - (FIRST_TEXT + int(middle)) / int(height)))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_hues(scheme: str) -> None:
    """Words on the ground of their hue, what is filled with a hue, and marks of topics, for every hue."""
    base = palette("indigo", scheme)
    for hue in HUES:
        colors = Palette({**base.variables, "--rs-h": str(hue)}, dark=base.dark)
        page, words = colors.color("var(--rs-bg)"), colors.color("var(--rs-hue)")
        assert contrast(words, colors.color("var(--rs-hue-bg)")) >= TEXT, f"hue {hue}"
        assert contrast(words, page) >= TEXT, f"hue {hue}"
        assert contrast(colors.color("var(--rs-mark)"), page) >= GRAPHIC, f"hue {hue}"


class TestTheTestItself:
    """Against what is known of each colour."""

    def test_all_palettes_are_there(self) -> None:
        named = set(re.findall(r"data-md-color-primary=\"?([a-z-]+)\"?", material()))
        assert named == set(PRIMARIES)

    def test_contrast(self) -> None:
        white, black = Color(1, 1, 1), Color(0, 0, 0)
        assert contrast(white, black) == pytest.approx(21)
        assert contrast(Color(0, 0, 0, 0.5), white) == pytest.approx(3.95, abs=0.05)
        assert contrast(Palette({}, dark=False).color("#767676"), white) == pytest.approx(4.54, abs=0.01)

    def test_the_colour_of_a_link_by_itself_does_not_pass(self) -> None:
        """Else the tokens would be for nothing."""
        weak = 0
        for primary in PRIMARIES:
            colors = palette(primary, "default")
            weak += contrast(colors.color("var(--md-typeset-a-color)"), colors.color("var(--rs-bg)")) < TEXT
        assert weak >= 10

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("#f00", "#ff0000"),
            ("hsla(120, 100%, 50%, 1)", "#00ff00"),
            ("color-mix(in srgb, #fff 50%, #000)", "#808080"),
            ("light-dark(#123456, #654321)", "#123456"),
            ("oklch(from #3366cc l c h)", "#3366cc"),
            ("oklch(0.627955 0.257683 29.2339)", "#ff0000"),  # CSS Color 4, section 9
            ("var(--a, #abcdef)", "#abcdef"),
        ],
    )
    def test_expressions(self, text: str, expected: str) -> None:
        colors = Palette({}, dark=False)
        assert colors.color(text) == pytest.approx(colors.color(expected), abs=0.003)

    def test_transparency_is_mixed_as_css_says(self) -> None:
        mixed = Palette({}, dark=False).color("color-mix(in srgb, #ff0000 20%, transparent)")
        assert mixed == pytest.approx((1, 0, 0, 0.2))

    def test_the_stronger_selector_wins(self) -> None:
        css = ":root{--a:1}[x=y]{--a:2}[x=y][z=w]{--a:3}[x=y]{--b:4}@media print{[x=y]{--b:5}}[x=y]:not([z=w]){--b:6}"
        assert body_variables(css, {"x": "y", "z": "w"}) == {"--a": "3", "--b": "4"}
        assert body_variables(css, {"x": "y"}) == {"--a": "2", "--b": "6"}
