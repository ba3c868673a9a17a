"""Names of people: separated from marks, parsed, shown in full and abbreviated.

The forms `First von Last`, `von Last, First` and `von Last, Jr, First`, and the rule that lower-case words are
particles, are BibTeX's (Oren Patashnik, "BibTeXing", 1988, section 4). One deliberate difference: only the leading
lower-case words of a family name are its particle, while BibTeX takes "Ortega y" as the particle of "Ortega y Gasset".
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

# A superscript is kept as OPEN mark JOIN mark CLOSE, so that its commas do not separate names. These control
# characters never come from outside: `tidy` removes them.
_OPEN, _CLOSE, _JOIN = "\x02", "\x03", "\x04"

# Particles that are recognized without regard to case: at the start of a name, and when names are compared.
_PARTICLES = """af al auf av bin bint da dal de degli dei del della dello den der des di do dos du el het ibn
la las le les lo los op 's 't te ten ter thoe tot van vande vander vel vom von zu zum zur d' l' dell' dall'"""
PARTICLES = frozenset(_PARTICLES.split())
_CONJUNCTIONS = ("y", "e", "i")
_COMPOUND_SURNAME = (
    "欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|司徒|夏侯|皇甫|尉迟|公孙|令狐|慕容|宇文|长孙|东方|独孤|南宫|轩辕|端木|百里|西门|呼延"
    "|闻人|澹台|申屠|太史|赫连|鲜于|完颜|钟离|남궁|황보|제갈|선우|독고|사공|서문"
)
_TYPOGRAPHY = str.maketrans("∗＊⁎﹡，、＃＆∥；~", "****,,#&‖; ", "\xad\ufe0f")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_COMMANDS = {"dagger": "†", "dag": "†", "textdagger": "†", "ddagger": "‡", "ddag": "‡", "textdaggerdbl": "‡"}
_COMMANDS |= {"S": "§", "mathsection": "§", "P": "¶", "mathparagraph": "¶", "ast": "*", "star": "⋆", "|": "‖"}

_MARKUP = re.compile(r"[^\w\s.,'’*#†‡§¶‖-]|[_⁰¹²³⁴-⁹]")  # needs more than removing marks
_LINK = re.compile(r"\[[^\]\[]*\]\s*+[(\[][^)\]]*[)\]]?|<a\b[^<>]*>|https?://\S+", re.I)
_COMMAND = re.compile(rf"\\(?:({'|'.join(filter(str.isalpha, _COMMANDS))})(?![A-Za-z])|(\|))")
_FONT = re.compile(r"\\(?:text(?:bf|it|rm|sc|sf)?|emph|underline|uline|mathbf)\s*\{([^{}]*)\}")
_BRACES = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
_SUPERSCRIPT = re.compile(
    rf"<sup\b[^<>]*>((?:(?!<sup\b).)*?)</sup\s*>|\\textsuperscript\s*{_BRACES}|\$([^$]*)\$|\^\s*{_BRACES}|\^(\d+)\^?"
    r"|\^([^\s^,;{}$<]{1,5})\^(?!\{)|([⁰¹²³⁴-⁹]+)",
    re.I | re.S,
)
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.I)
_SIGNS = "*#†‡§¶^‖✉⋆"
_MARK = re.compile(rf"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}|([{_SIGNS}])\2*|(?<!\w)&|&(?!\w)")
_EDGE = rf"(?:[\s,;&{_SIGNS}]|{_OPEN}[^{_OPEN}{_CLOSE}]*{_CLOSE})"
_EDGE_BEFORE = re.compile(rf"{_EDGE}*+")
_EDGE_AFTER = re.compile(rf"(?<![\s,;&{_SIGNS}{_CLOSE}]){_EDGE}++\Z")
_EMPHASIS = re.compile(r"(?<!\S)(\*{1,3}|_{1,3})(?=[*_]*[^\W_]|[*_]*[{(])(.+?)(?<!\s)\1")
_EMPTY_BRACES = re.compile(r"\{\s*\}")
_ASIDE = re.compile(r"(?<![\s)）])(?:\s*+[(（][^()（）]*+[)）])++\Z")
SUFFIX = re.compile(r"(?:[JS]r|[js]r)\.?|II|III|IV")
OTHERS_WORDS = re.compile(r"(?:and\s+)?(?:others|et\.?\s+al\.?|…|\.\.\.|等)", re.I)
LONGEST = 1000
_TOO_MANY = "contains more than one name: give each its own item in a list, and put an organization in braces"
# "&" before a comma or another mark is itself a mark; before a name it joins two names.
_AND = r"(?i:and)(?=\s|\Z)|&(?=\s+(?:\*{1,3}|_{1,3})?[^\W_]|\s+\{)"
BETWEEN_NAMES = rf"(?:\A|(?<![\s,])[\s,]++)(?:{_AND})|(?<![\s,])[\s,]++(?=(?i:et\.?\s+al\.?)\Z)"
_CJK_LETTERS = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"


class Person(NamedTuple):
    """A name, with its marks in one author list.

    Attributes:
        given: given names or initials as written, "Ludwig", "J.-P.".
        particle: the lower-case words before the family name, "van", "de la".
        family: family name, "Beethoven".
        suffix: "Jr.", "III", or text in parentheses, "(胡远哲)".
        literal: a name that is not split: an organization, a single word, "others".
        marks: marks at the name, "*", "†", and numbers of affiliations, "1".
        group: number of the group of equal contributors within its list, 0 for none.
        spaced: a Chinese, Japanese or Korean name was written with a space.
    """

    given: str = ""
    particle: str = ""
    family: str = ""
    suffix: str = ""
    literal: str = ""
    marks: tuple[str, ...] = ()
    group: int = 0
    spaced: bool = False

    @classmethod
    def parse(cls, text: str) -> Person:
        """Parses one name; `ValueError` if there is none, more than one, or a link."""
        return _parse(text)

    @property
    def display(self) -> str:
        """The name in reading order, without marks."""
        core = [self.given, self.particle, self.family]
        if is_cjk(self.family + self.given):
            core = [(" " if self.spaced else "").join((self.family, self.given))]
        return self.literal or " ".join(filter(None, (*core, self.suffix)))

    @property
    def last_name(self) -> str:
        """Particle and family name, "van Beethoven"; empty for a name that is not split."""
        return " ".join(filter(None, (self.particle, self.family)))

    @property
    def abbreviated(self) -> str:
        """The name with initials instead of given names, "J.-P. Serre"."""
        if self.literal or is_cjk(self.family + self.given):
            return self.display
        initials = (_initial(word, self.family) for word in self.given.split())
        return " ".join(filter(None, (*initials, self.particle, self.family, self.suffix)))


OTHERS = Person(literal="others")


def is_cjk(text: str) -> bool:
    """True for a name in Chinese, Japanese or Korean script; compiling the pattern takes 6 ms, if it is needed."""
    return not text.isascii() and re.fullmatch(rf"[{_CJK_LETTERS}][{_CJK_LETTERS}\s]*", text) is not None


def is_bare_initials(word: str, family: str) -> bool:
    """True for a given name that consists of initials such as "YL"; in "YL ZHANG" it may be a name."""
    return len(word) <= 3 and word.isalpha() and word.isupper() and not family.isupper()


def _initial(word: str, family: str) -> str:
    """The given name "Jean-Pierre" as "J.-P."; nothing for a nickname in brackets or quotes."""
    if word[0] in '("“«（':
        return ""
    shortened = []
    for part in word.split("-"):
        pieces = part if is_bare_initials(part, family) else part.split(".")
        # Short pieces before a dot are abbreviations already: "Yu.", "Ch.".
        dotted = "." in part
        letters = (p if dotted and len(p) <= 3 else re.sub(r"[\W\d_]", "", p)[:1].upper() for p in pieces)
        shortened.append(" ".join(f"{letter}." for letter in letters if letter))
    return "-".join(filter(None, shortened))


def quoted(text: str) -> str:
    """The text in quotes as its author wrote it, for messages."""
    written = text.replace(_OPEN, "").replace(_CLOSE, "").replace(_JOIN, ",")
    return f"'{written if len(written) <= 60 else written[:59] + '…'}'"


def tidy(text: str) -> str:
    """Normalizes a name or a list of names: NFC, single spaces, superscripts delimited, no tags."""
    text = unicodedata.normalize("NFC", text)
    if _MARKUP.search(text):
        text = unicodedata.normalize("NFC", html.unescape(text)).translate(_TYPOGRAPHY)
        if link := _LINK.search(text):
            raise ValueError(f"{quoted(link[0])}: write the name alone and put the link in data/people.yml")
        text = "".join(c for c in text if c.isprintable() or c.isspace() or c in "\u200c\u200d")
        text = _COMMAND.sub(lambda found: _COMMANDS[found[1] or found[2]], text)
        text = _until_stable(_FONT, r"\1", re.sub(r"\\([*#&_])", r"\1", text))
        text = _until_stable(_EMPTY_BRACES, "", _until_stable(_TAG, "", _SUPERSCRIPT.sub(_closed_off, text)))
    return " ".join(text.split())


def _until_stable(pattern: re.Pattern[str], replacement: str, text: str) -> str:
    count = 1
    while count:
        text, count = pattern.subn(replacement, text)
    return text


def _closed_off(found: re.Match[str]) -> str:
    inner = next(group for group in found.groups() if group is not None).translate(_DIGITS)
    if inner.isalpha() and found.string[found.end() : found.end() + 1].isalpha():
        return inner  # M<sup>c</sup>Donald
    inner = re.sub(r"\\[A-Za-z]+|<[^<>]*>|[${}]", " ", inner)
    inner = re.sub(r"\^\s*(?=\S)", "", inner)
    marks = _JOIN.join(mark[0] for mark in re.finditer(r"\d+|[^\W\d_]+|([^\w\s,;])\1*", inner))
    return f"{_OPEN}{marks}{_CLOSE}" if marks else ""


def take_marks(text: str) -> tuple[str, tuple[str, ...], bool]:
    """The name in a tidied text without emphasis, its marks, and whether braces enclosed all of it.

    Raises:
        ValueError: it is too long for a name.
    """
    if len(text) > LONGEST:
        raise ValueError(f"{quoted(text)} is longer than {LONGEST} characters, so it is not a name")
    core, edges = cut_edges(_until_stable(_EMPHASIS, r"\2", text))
    if whole := is_braced(core):
        while is_braced(core):
            core, more = cut_edges(core[1:-1])
            edges += more
    else:  # "#" inside "{C# Group}" belongs to the name; elsewhere it does not.
        core, edges = _MARK.sub("", core), core + edges
    groups = (found[1].split(_JOIN) if found[1] else [found[0]] for found in _MARK.finditer(edges))
    marks = tuple(dict.fromkeys(mark for group in groups for mark in group))
    return " ".join(core.split()).strip(" ,;"), marks, whole


def cut_edges(text: str) -> tuple[str, str]:
    """The text between the outermost marks, and those marks."""
    before = _EDGE_BEFORE.match(text)
    start = before.end() if before else 0
    after = _EDGE_AFTER.search(text, start)
    end = after.start() if after else len(text)
    return text[start:end], f"{text[:start]} {text[end:]}"


def split_outside(text: str, separator: str) -> list[str]:
    """Splits at a regular expression outside braces; `ValueError` if braces do not match."""
    parts, start, depth = [], 0, 0
    for found in re.finditer(rf"[{{}}]|{separator}", text):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth < 0:
            break
        if depth == 0 and found[0] != "}":
            parts.append(text[start : found.start()].strip())
            start = found.end()
    if depth:
        raise ValueError(f"{quoted(text)}: a brace is not closed or not opened")
    return [*parts, text[start:].strip()]


def is_braced(text: str) -> bool:
    """True if one pair of braces encloses the whole text."""
    depths = accumulate((letter == "{") - (letter == "}") for letter in text)
    return text[:1] == "{" and next((i for i, depth in enumerate(depths, 1) if depth == 0), 0) == len(text)


@lru_cache(maxsize=100_000)
def _parse(text: str) -> Person:
    return from_tidy(tidy(text))


def from_tidy(text: str) -> Person:
    """`Person.parse` for a text from `tidy`."""
    name, marks, whole = take_marks(text)
    if OTHERS_WORDS.fullmatch(name):
        return OTHERS
    if not any(map(str.isalpha, name)):
        raise ValueError(f"{quoted(text)} contains no name" if text else "a name is empty")
    if len(split_outside(text, BETWEEN_NAMES)) > 1:
        raise ValueError(f"{quoted(text)} {_TOO_MANY}")
    return (Person(literal=_plain(name)) if whole else _parsed(name))._replace(marks=marks)


def _plain(*words: str) -> str:
    return " ".join(" ".join(words).replace("{", "").replace("}", "").split())


def _parsed(name: str) -> Person:
    """A name without braces and marks."""
    if (aside := _ASIDE.search(name)) and aside.start():
        person = _parsed(name[: aside.start()])
        suffix = f"{person.suffix} {_plain(aside[0])}".strip()
        return Person(literal=_plain(name)) if person.literal else person._replace(suffix=suffix)
    first, *rest = [split_outside(part, " +") for part in split_outside(name, ",") if part]
    suffixes = [words for words in rest if len(words) == 1 and SUFFIX.fullmatch(words[0])][:1]
    rest = [words for words in rest if words not in suffixes]
    if len(rest) > 1:
        raise ValueError(f"{quoted(name)} {_TOO_MANY}")
    last = rest[0] if rest else first
    if len(last) > 1 and SUFFIX.fullmatch(last[-1]):
        suffixes.insert(0, [last.pop()])
    suffix = " ".join(chain(*suffixes))
    if is_cjk(_plain(*first, *chain(*rest))):
        return _east_asian(_plain(*first), _plain(*chain(*rest)), suffix)
    if len(first) == 1 and not rest and not suffix:
        return Person(literal=_plain(name))
    given, particle, family = _last_first(first, rest[0]) if rest else _first_last(first)
    return Person(_plain(*given), _plain(*particle), _plain(*family), suffix)


def _east_asian(name: str, given: str, suffix: str) -> Person:
    if given:
        return Person(given, "", name, suffix)
    family, _, given = name.partition(" ")
    if given:
        return Person(given, "", family, suffix, spaced=True)
    # Four Chinese characters are two and two, in Japanese names and in double surnames alike.
    cut = 2 if re.match(_COMPOUND_SURNAME, name) or (len(name) == 4 and name < "\uac00") else 1
    if cut < len(name) <= 4 and not re.search("[\u3040-\u30ff]", name):
        return Person(name[cut:], "", name[:cut], suffix)
    return Person(literal=f"{name} {suffix}".strip())  # in kana there is no telling where the family name ends


def _first_last(words: list[str]) -> tuple[list[str], list[str], list[str]]:
    # In a name that is all lower case ("bell hooks"), case does not mark particles.
    case_matters = not words[0].islower()
    starts = (i for i, word in enumerate(words) if word in PARTICLES or (i and case_matters and _is_lower(word)))
    start = min(next(starts, len(words)), len(words) - 1)
    if start and words[start] in _CONJUNCTIONS and start < len(words) - 1:
        return words[: start - 1], [], words[start - 1 :]
    return words[:start], *_particle_and_family(words[start:])


def _last_first(last: list[str], given: list[str]) -> tuple[list[str], list[str], list[str]]:
    particle, family = _particle_and_family(last)
    end = len(given)
    while end > 1 and given[end - 1] in PARTICLES:  # "Beethoven, Ludwig van"
        end -= 1
    return given[:end], given[end:] + particle, family


def _particle_and_family(words: list[str]) -> tuple[list[str], list[str]]:
    end = next((i for i, word in enumerate(words) if not _is_lower(word)), len(words))
    end = min(end, len(words) - 1)
    return words[:end], words[end:]


def _is_lower(word: str) -> bool:
    return word.islower() and "{" not in word
