r"""Numbers and units of siunitx: `\SI{5}{\micro\meter}` is 5 µm."""

from __future__ import annotations

import re

from mkdocs_researcher.formats.bibtex.latex_braces import Braces

_SI = """
meter m metre m second s kilogram kg gram g ampere A kelvin K mole mol candela cd hertz Hz newton N pascal Pa joule J
watt W coulomb C volt V farad F ohm Ω siemens S weber Wb tesla T henry H celsius °C degreeCelsius °C lumen lm lux lx
becquerel Bq gray Gy sievert Sv katal kat radian rad steradian sr minute min hour h day d degree °
arcminute ′ arcsecond ″ liter L litre L tonne t electronvolt eV dalton Da astronomicalunit au hectare ha neper Np bel B
decibel dB percent %
angstrom Å bar bar barn b knot kn mmHg mmHg nauticalmile M atomicmassunit u bohr a₀ clight c₀ electronmass mₑ
elementarycharge e hartree Eₕ planckbar ħ bit bit byte B parsec pc year yr solarmass M☉ curie Ci gauss G
ang Å um µm nm nm mm mm cm cm km km pm pm dm dm m m kg kg g g mg mg ug µg ns ns us µs ms ms s s fs fs ps ps Hz Hz
kHz kHz MHz MHz GHz GHz THz THz mHz mHz mol mol mmol mmol umol µmol nmol nmol A A mA mA uA µA nA nA pA pA kA kA V V
mV mV uV µV kV kV MV MV W W mW mW kW kW MW MW uW µW nW nW GW GW J J kJ kJ mJ mJ uJ µJ eV eV meV meV keV keV MeV MeV
GeV GeV TeV TeV kWh kWh N N mN mN kN kN MN MN Pa Pa kPa kPa MPa MPa GPa GPa K K mK mK Ω Ω kohm kΩ Mohm MΩ mohm mΩ
F F fF fF pF pF nF nF uF µF H H mH mH uH µH dB dB L L mL mL uL µL hL hL l l ml ml ul µl C C T T mT mT uT µT
kibi Ki mebi Mi gibi Gi tebi Ti fb fb pb pb nb nb ab ab circ °
""".split()
UNITS = dict(zip(_SI[::2], _SI[1::2], strict=True))
_P = """quecto q ronto r yocto y zepto z atto a femto f pico p nano n micro µ milli m centi c deci d deca da deka da
hecto h kilo k mega M giga G tera T peta P exa E zetta Z yotta Y ronna R quetta Q""".split()
PREFIXES = dict(zip(_P[::2], _P[1::2], strict=True)) | dict.fromkeys(("mu", "upmu", "umu", "textmu"), "µ")
_SILENT = frozenset(("cancel", "highlight", "text", "mathrm", "cdot"))
_WORDS = _SILENT | {"per", "tothe", "raiseto", "of"}
_COMMAND = r"\\([A-Za-z]+)"
_AFTER = {"squared": "2", "cubed": "3"}
_BEFORE = {"square": "2", "cubic": "3"}

COMMANDS = {
    "SI": "nu", "si": "u", "qty": "nu", "unit": "u", "num": "n", "ang": "a", "SIrange": "rru", "qtyrange": "rru",
    "numrange": "rr", "SIlist": "lu", "qtylist": "lu", "numlist": "l", "qtyproduct": "nu", "numproduct": "n",
    "tablenum": "n", "complexnum": "n", "complexqty": "nu",
}  # fmt: skip
"""Commands and their arguments: number, unit, angle, both ends of a range, list of numbers."""

Piece = tuple[str, str]
"""A text, and `sup`, `sub` or nothing."""

_TOKEN = re.compile(r"\\([A-Za-z]+)|([A-Za-zµμΩÅ°′″]+|/)|(\^)|(?:\\[,;:! ]|[.~·\s{}$\\])+|(.)", re.DOTALL)
_NUMBER = r"\s*([<>≤≥~]|\\(?:sim|approx|le|ge|leq|geq|ll|gg|pm))?\s*([^eEdD]*)(?:[eEdD]([-+]?\d+))?\s*$"
_SIGNS = {"+-": " ± ", "\\pm": " ± ", "+": "+", "-": "−", "x": " × ", "\\times": " × ", "\\sim": "∼", "\\approx": "≈"}
_SIGNS |= {"\\le": "≤", "\\leq": "≤", "\\ge": "≥", "\\geq": "≥", "\\ll": "≪", "\\gg": "≫"}
_IN_NUMBER = re.compile(r"\+-|\\[A-Za-z]+|[-+x]")


def pieces(name: str, arguments: list[str]) -> list[Piece]:
    """A command of siunitx with the texts of its arguments."""
    shape = COMMANDS[name]
    made = [
        _number(text) if kind in "nr" else unit(text) if kind == "u" else _angle(text) if kind == "a" else _list(text)
        for kind, text in zip(shape, arguments, strict=True)
    ]
    quantity = made[0]
    if shape.startswith("rr"):
        quantity = [*made[0], ("–", ""), *made[1]]
    if shape[-1] == "u" and len(shape) > 1 and made[-1]:
        tight = made[-1][0][0] in {"°", "′", "″"}
        return [*quantity, ("" if tight else " ", ""), *made[-1]]
    return quantity


def unknown(name: str, arguments: list[str]) -> list[str]:
    """The commands in the units of a quantity that are not units."""
    texts = (text for kind, text in zip(COMMANDS[name], arguments, strict=True) if kind == "u")
    known = UNITS | PREFIXES | _AFTER | _BEFORE
    return [unit for text in texts for unit in re.findall(_COMMAND, text) if unit not in known and unit not in _WORDS]


def _number(text: str) -> list[Piece]:
    found = re.match(_NUMBER, text.replace(",", ".") if re.fullmatch(r"\s*-?\d+,\d+\s*", text) else text)
    if not found:
        return [(_without_commands(text).strip(), "")]
    sign, digits, power = found.groups()
    shown = _IN_NUMBER.sub(lambda sign: _SIGNS.get(sign[0], ""), f"{sign or ''}{digits.strip()}")
    if not power:
        return [(shown, "")]
    times = f"{shown} × 10" if digits.strip() else f"{shown}10"
    return [(times, ""), (power.lstrip("+").replace("-", "−"), "sup")]


def _without_commands(text: str) -> str:
    return re.sub(_COMMAND, lambda command: _SIGNS.get(command[0], ""), text)


def _list(text: str) -> list[Piece]:
    numbers = [_number(part) for part in text.split(";")]
    return [piece for index, number in enumerate(numbers) for piece in ([(", ", "")] if index else []) + number]


def _angle(text: str) -> list[Piece]:
    parts = [_without_commands(part).strip() for part in text.split(";")]
    signs = "°′″"
    return [(part.replace("-", "−") + sign, "") for part, sign in zip(parts, signs, strict=False) if part]


def unit(text: str) -> list[Piece]:
    r"""A unit: `\kilo\metre\per\second` or `km.s^{-1}`; powers and `\per` become exponents."""
    return _Unit(text).run()


class _Unit:
    def __init__(self, text: str) -> None:
        self.text = text
        self.braces = Braces(text)
        self.found: list[list[str]] = []  # symbol and power
        self.prefix = self.power = ""
        self.is_per = self.stays_per = False

    def run(self) -> list[Piece]:
        position = 0
        while match := _TOKEN.match(self.text, position):
            position = self.take(match)
        if self.prefix:
            self.found.append([self.prefix, ""])
        made: list[Piece] = []
        for symbol, power in self.found:
            made.append((f" {symbol}" if made else symbol, ""))
            if power:
                made.append((power.replace("-", "−"), "sup"))
        return made

    def take(self, match: re.Match[str]) -> int:
        """Reads one token; returns where the text continues."""
        name, letters, end = match[1] or "", match[2], match.end()
        if name == "per" or letters == "/":
            self.is_per, self.stays_per = True, letters == "/"
        elif name in PREFIXES:
            self.prefix = PREFIXES[name]
        elif name in _BEFORE:
            self.power = _BEFORE[name]
        elif name in _AFTER:
            self.raise_last(_AFTER[name])
        elif name in {"tothe", "raiseto", "of"} or match[3]:
            return self.argument(name, end)
        elif name not in _SILENT and (symbol := UNITS.get(name, name) if name else letters or match[4]):
            sign = "-" if self.is_per else ""
            self.found.append([self.prefix + symbol, sign + (self.power or (sign and "1"))])
            self.prefix, self.power, self.is_per = "", "", self.stays_per
        return end

    def argument(self, name: str, end: int) -> int:
        inner, after = self.braces.text(end)
        if after == end and not name:
            inner, after = self.text[end : end + 1], end + 1
        if name == "raiseto":
            self.power = inner
        elif name == "of" and self.found:
            self.found[-1][0] += f"({inner})"
        elif name != "of":
            self.raise_last(inner)
        return after

    def raise_last(self, power: str) -> None:
        if self.found:
            sign = "-" if self.found[-1][1].startswith("-") else ""
            self.found[-1][1] = sign + power.strip().replace("−", "-").lstrip("-" if sign else "")
