"""Colours as a browser works them out of style sheets: so much of CSS as Material's palettes and our tokens use."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_PART = re.compile(r"(:not\()?\[([\w-]+)=\"?([\w-]+)\"?\](?(1)\))")
_CALL = re.compile(r"([\w-]+)\((.*)\)", re.DOTALL)


class Color(NamedTuple):
    """Red, green, blue (gamma-encoded sRGB) and opacity, each from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, ground: Color) -> Color:
        """This colour laid over an opaque one."""
        mixed = (self.alpha * own + (1 - self.alpha) * other for own, other in zip(self[:3], ground[:3], strict=True))
        return Color(*mixed)


def contrast(text: Color, ground: Color) -> float:
    """Contrast ratio of WCAG 2.2, 1 to 21, of text on an opaque ground."""
    light, dark = sorted((_luminance(text.over(ground)), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> float:
    value = min(1.0, max(0.0, value))  # browsers clip what a screen cannot show
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _luminance(color: Color) -> float:
    red, green, blue = map(_linear, color[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _from_oklch(lightness: float, chroma: float, hue: float) -> Color:
    """Björn Ottosson, "A perceptual color space for image processing" (2020), as in CSS Color 4."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return Color(
        _encoded(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _encoded(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _encoded(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )


def _to_oklch(color: Color) -> dict[str, float]:
    red, green, blue = map(_linear, color[:3])
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return {"l": lightness, "c": math.hypot(a, b), "h": math.degrees(math.atan2(b, a))}


def without_print(css: str) -> str:
    """A style sheet without its rules for paper."""
    while (start := css.find("@media print")) >= 0:
        depth, end = 0, css.index("{", start)
        for end in range(css.index("{", start), len(css)):
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            if depth == 0:
                break
        css = css[:start] + css[end + 1 :]
    return css


def body_variables(css: str, attributes: Mapping[str, str]) -> dict[str, str]:
    """The custom properties of a `body` with these attributes, the root's among them."""
    found: list[tuple[int, int, str]] = []
    for number, (selectors, content) in enumerate(_RULE.findall(without_print(css))):
        weights = [weight for one in selectors.split(",") if (weight := _weight(one.strip(), attributes)) is not None]
        if weights:
            found.append((max(weights), number, content))
    variables: dict[str, str] = {}
    for _, _, content in sorted(found):
        variables |= dict(re.findall(r"(--[\w-]+):\s*([^;]+)", content))
    return variables


def _weight(selector: str, attributes: Mapping[str, str]) -> int | None:
    """How much a selector weighs, None if it does not match."""
    if selector in {":root", "html"}:
        return -1
    if selector == "body":
        return 0
    parts = _PART.findall(selector)
    if not parts or _PART.sub("", selector):
        return None
    fits = all((attributes.get(name) == value) != bool(negated) for negated, name, value in parts)
    return len(parts) if fits else None


def _split(text: str) -> Iterator[str]:
    """The arguments of a function, separated by commas."""
    depth, start = 0, 0
    for index, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            yield text[start:index].strip()
            start = index + 1
    yield text[start:].strip()


class Palette:
    """Works out colours under one scheme.

    Args:
        variables: the custom properties.
        dark: whether `color-scheme` is dark.
    """

    def __init__(self, variables: Mapping[str, str], *, dark: bool) -> None:
        self.variables = variables
        self.dark = dark

    def color(self, text: str) -> Color:
        """The colour that an expression means."""
        text = self._filled(" ".join(text.split()))
        if text == "transparent":
            return Color(0, 0, 0, 0)
        if text.startswith("#"):
            digits = text[1:] if len(text) > 5 else "".join(digit * 2 for digit in text[1:])
            return Color(*(int(digits[index : index + 2], 16) / 255 for index in range(0, len(digits), 2)))
        match = _CALL.fullmatch(text)
        assert match, f"no colour: {text}"
        name, inside = match.groups()
        if name == "light-dark":
            return self.color(list(_split(inside))[self.dark])
        if name == "color-mix":
            return self._mix(*_split(inside))
        if name in {"hsl", "hsla"}:
            return _hsl(*(float(part.strip().rstrip("deg%")) for part in inside.split(",")))
        assert name == "oklch", f"no colour: {text}"
        return self._oklch(inside)

    def _filled(self, text: str) -> str:
        """The text with its variables replaced."""
        while (start := text.find("var(")) >= 0:
            depth, end = 0, start
            for end in range(start + 3, len(text)):
                depth += {"(": 1, ")": -1}.get(text[end], 0)
                if depth == 0:
                    break
            name, *fallback = _split(text[start + 4 : end])
            value = self.variables.get(name) or ", ".join(fallback)
            assert value, f"{name} is not set"
            text = text[:start] + value + text[end + 1 :]
        return text

    def _mix(self, space: str, first: str, second: str) -> Color:
        assert space == "in srgb"
        text, _, percent = first.rpartition(" ")
        share = float(percent.rstrip("%")) / 100
        one, other = self.color(text), self.color(second)
        alpha = share * one.alpha + (1 - share) * other.alpha
        if not alpha:
            return other
        mixed = (
            (share * one.alpha * a + (1 - share) * other.alpha * b) / alpha
            for a, b in zip(one[:3], other[:3], strict=True)
        )
        return Color(*mixed, alpha)

    def _oklch(self, inside: str) -> Color:
        values: dict[str, float] = {}
        if inside.startswith("from "):
            source, inside = re.fullmatch(r"from (#\w+|[\w-]+\([^()]*\)) (.+)", inside).groups()
            values = _to_oklch(self.color(source))
        parts = re.findall(r"\w+\([^)]*\)|\S+", inside)
        return _from_oklch(*(_number(part, values) for part in parts))


def _number(text: str, values: Mapping[str, float]) -> float:
    if match := re.fullmatch(r"(min|max)\((\w+), ([\d.]+)\)", text):
        return {"min": min, "max": max}[match[1]](values[match[2]], float(match[3]))
    return values[text] if text in values else float(text)


def _hsl(hue: float, saturation: float, lightness: float, alpha: float = 1.0) -> Color:
    """CSS Color 4, section 7.1."""

    def channel(number: int) -> float:
        step = (number + hue / 30) % 12
        spread = saturation / 100 * min(lightness / 100, 1 - lightness / 100)
        return lightness / 100 - spread * max(-1, min(step - 3, 9 - step, 1))

    return Color(channel(0), channel(8), channel(4), alpha)
