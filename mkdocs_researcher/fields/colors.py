"""Colors chosen by an author, reduced to a hue.

Lightness and chroma come from the style sheet, so that text stays readable in both color schemes.
"""

from __future__ import annotations

import math
import re
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from mkdocs_researcher.errors import did_you_mean

# Hue angles of OKLCH, in degrees.
NAMES = {
    "red": 25,
    "orange": 55,
    "amber": 75,
    "yellow": 100,
    "lime": 125,
    "green": 150,
    "teal": 180,
    "cyan": 205,
    "sky": 230,
    "blue": 260,
    "indigo": 275,
    "purple": 305,
    "pink": 350,
}
_HEX = r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\Z"


def hue_of(color: str | int) -> int:
    """The hue in OKLCH, 0 to 359 degrees, of a name (`teal`), hex color (`#00369f`) or hue; else a `ValueError`."""
    if isinstance(color, int) and not isinstance(color, bool):
        return _hue_number(color)
    text = str(color).strip()
    if text.isdecimal() and text.isascii() and len(text) <= 3:
        return _hue_number(int(text))
    if text.lower() in NAMES:
        return NAMES[text.lower()]
    if match := re.match(_HEX, text):
        digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
        return _hue_of_rgb(*(int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)))
    known = "a name, a hex color such as '#00369f', or a hue"
    raise ValueError(f"'{text}' is not a color ({known}){did_you_mean(text, NAMES)}")


def _hue_number(number: int) -> int:
    if not 0 <= number <= 360:
        raise ValueError(f"{number} is not a hue; a hue is a number from 0 to 360")
    return number % 360


def _hue_of_rgb(red: float, green: float, blue: float) -> int:
    """Björn Ottosson, "A perceptual color space for image processing" (2020): sRGB to OKLab."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    r, g, b = linear
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return round(math.degrees(math.atan2(b, a))) % 360


def _as_hue(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise ValueError("must be a color such as 'teal', '#00369f' or a hue from 0 to 360")
    return hue_of(value)


Hue = Annotated[
    int, BeforeValidator(_as_hue), WithJsonSchema({"type": ["string", "integer"], "examples": ["teal", "#00369f", 200]})
]
