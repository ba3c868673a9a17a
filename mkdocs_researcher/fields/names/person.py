"""Names of people: separated from marks, parsed, shown in full and abbreviated.

The forms `First von Last`, `von Last, First` and `von Last, Jr, First`, and the rule that lower-case words are
particles, are BibTeX's (Oren Patashnik, "BibTeXing", 1988, section 4). One deliberate difference: only the leading
lower-case words of a family name are its particle, while BibTeX takes "Ortega y" as the particle of "Ortega y Gasset".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from mkdocs_researcher.fields.names.additions import (
    degree_rank,
    is_extended,
    read_extended,
    without_degrees,
    without_titles,
)
from mkdocs_researcher.fields.names.marks import outside, quoted, split_outside, take_marks, tidy

# Particles that are recognized without regard to case: at the start of a name, and when names are compared.
_PARTICLES = """af al auf av bin bint da dal de degli dei del della dello den der des di do dos du el het ibn
la las le les lo los op 's 't te ten ter thoe tot van vande vander vel vom von zu zum zur d' l' dell' dall'"""
PARTICLES = frozenset(_PARTICLES.split())
_CONJUNCTIONS = ("y", "e", "i")
_COMPOUND_SURNAME = (
    "欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|司徒|夏侯|皇甫|尉迟|公孙|令狐|慕容|宇文|长孙|东方|独孤|南宫|轩辕|端木|百里|西门|呼延"
    "|闻人|澹台|申屠|太史|赫连|鲜于|完颜|钟离|남궁|황보|제갈|선우|독고|사공|서문"
)
_ASIDE = re.compile(r"(?<![\s)）])(?:\s*+[(（][^()（）]*+[)）])++\Z")
SUFFIX = re.compile(r"(?:[JS]n?r|[js]r)\.?|père|fils|II|III|IV|2nd|3rd|4th")
OTHERS_WORDS = re.compile(r"(?:and\s+)?(?:others|et\.?\s+al\.?|…|\.\.\.|等)", re.I)
_NOT_SHOWN = dict.fromkeys(map(ord, "{}\\"))
_TOO_MANY = "contains more than one name: give each its own item in a list, and put an organization in braces"
# "&" before a comma or another mark is itself a mark; before a name it joins two names.
_AND = r"(?i:and)(?=\s|\Z)|&(?=\s+(?:\*{1,3}|_{1,3})?[^\W_]|\s+\{)"
BETWEEN_NAMES = rf"(?:\A|(?<![\s,])[\s,]++)(?:{_AND})|(?<![\s,])[\s,]++(?=(?i:et\.?\s+al\.?)\Z)"
INITIALS = r"(?:[^\W\d_]\.[ -]?)+|[^\W\d_](?:-?[^\W\d_]){0,2}"
_AT_COMMA, _AT_SPACE, _AT_NAME = outside(","), outside(" +"), outside(BETWEEN_NAMES)
_FOR_A_GROUP = r"\(?((?:for|on behalf of) the\s[^()]+)\)?"
_ORGANIZATION = re.compile(
    r"\b(?:group|team|consortium|collaboration|committee|network|initiative|institute|university|society"
    r"|organi[sz]ation|association|foundation|federation|commission|ministry|department|agency|council)\b",
    re.IGNORECASE,
)
_DOTTED = r"(?:[^\W\d_]\.-?)+"
_TWO_LETTERS = r"[^\W\d_]{2}"
_CJK_LETTERS = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"


class SeveralNames(ValueError):
    """A text that should be one name contains several."""


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
    return text >= _CJK_LETTERS[0] and re.fullmatch(rf"[{_CJK_LETTERS}][{_CJK_LETTERS}\s]*", text) is not None


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


def readings(text: str) -> tuple[Person, ...]:
    """The people that a name in `profile.yml` or `people.yml` may mean, at least one; else a `ValueError`.

    Such a name may have more after it than that of an author: "Mira Tovanne, MA", "Mira Tovanne, PhD, Professor".
    """
    found: list[Person] = []
    try:
        found.append(Person.parse(text))
    except ValueError:
        if "," not in text:
            raise
        name = tidy(text).partition(",")[0]
        if len(name.split()) < 2 or _are_people(tidy(text)):
            raise
        return (from_tidy(name),)
    if "," in text and not found[0].literal:
        name, _, whole = take_marks(tidy(text))
        if not whole and not is_extended(name):
            first, *rest = name.split(",")
            has_degree = any(degree_rank(part.split()) >= 0 for part in rest)
            found += [_parsed(name, lenient=True), *([_parsed(first)] if has_degree and " " in first else [])]
    return tuple(dict.fromkeys(person._replace(marks=()) for person in found))


def _are_people(text: str) -> bool:
    """True for "Mira Tovanne, Pell Okasha and Sune Brandvik", but not for a name with positions after it."""
    parts = split_outside(text, _AT_NAME)
    words = [field.split() for part in parts for field in split_outside(part, _AT_COMMA)]
    return len(parts) > 1 and all(
        len(name) > 1 and all(map(str.istitle, name)) and without_titles(name) == name and degree_rank(name) < 0
        for name in words
    )


@lru_cache(maxsize=100_000)
def _parse(text: str) -> Person:
    return from_tidy(tidy(text))


def from_tidy(text: str) -> Person:
    """`Person.parse` for a text from `tidy`."""
    name, marks, whole = take_marks(text)
    if OTHERS_WORDS.fullmatch(name):
        return OTHERS
    if is_extended(name) and not whole:
        return _from_parts(**read_extended(name))._replace(marks=marks)
    if name[:1] in "(fo" and (group := re.fullmatch(_FOR_A_GROUP, name)):
        return Person(literal=_plain(group[1]), marks=marks)
    if not any(map(str.isalpha, name)):
        hint = "; put a name with several numbers in quotes, or leave them out" if name.isdigit() else ""
        raise ValueError(f"{quoted(text)} contains no name{hint}" if text else "a name is empty")
    if len(split_outside(text, _AT_NAME)) > 1:
        raise SeveralNames(f"{quoted(text)} {_TOO_MANY}")
    return (Person(literal=_plain(name)) if whole else _parsed(name))._replace(marks=marks)


def _from_parts(family: str = "", given: str = "", prefix: str = "", suffix: str = "") -> Person:
    family, given, prefix, suffix = map(_plain, (family, given, prefix, suffix))
    if not family or not given:
        return Person(literal=" ".join(filter(None, (given, prefix, family, suffix))))
    return Person(given, prefix, family, suffix)


def _plain(*words: str) -> str:
    return " ".join(" ".join(words).translate(_NOT_SHOWN).split())


def _parsed(name: str, *, lenient: bool = False) -> Person:
    if (aside := _ASIDE.search(name)) and aside.start():
        person = _parsed(name[: aside.start()], lenient=lenient)
        suffix = f"{person.suffix} {_plain(aside[0])}".strip()
        return Person(literal=_plain(name)) if person.literal else person._replace(suffix=suffix)
    parts = [split_outside(part, _AT_SPACE) for part in split_outside(name, _AT_COMMA) if part]
    first, *rest = without_degrees([without_titles(words) for words in parts], lenient=lenient)
    suffixes = [words for words in rest if len(words) == 1 and SUFFIX.fullmatch(words[0])][:1]
    rest = [words for words in rest if words not in suffixes]
    if len(rest) > 1:
        raise SeveralNames(f"{quoted(name)} {_TOO_MANY}")
    last = rest[0] if rest else first
    if len(last) > 1 and SUFFIX.fullmatch(last[-1]):
        suffixes.insert(0, [last.pop()])
    suffix = " ".join(chain(*suffixes))
    if len(first) > 1 and _ORGANIZATION.search(" ".join(first)):
        return Person(literal=_plain(name))
    if is_cjk(_plain(*first, *chain(*rest))):
        return _east_asian(_plain(*first), _plain(*chain(*rest)), suffix)
    if len(first) == 1 and not rest and not suffix:
        return Person(literal=_plain(name) if len(parts) == 1 and len(parts[0]) == 1 else _plain(*first))
    if not rest and (family_first := split_initials(" ".join(first))) and family_first.is_clear:
        first, rest = family_first.family.split(), [family_first.given.split()]
    given, particle, family = _last_first(first, rest[0]) if rest else _first_last(first)
    return Person(_plain(*given), _plain(*particle), _plain(*family), suffix)


class FamilyFirst(NamedTuple):
    """A name as PubMed writes it, "Tovanne MK".

    Attributes:
        family: "Tovanne".
        given: the initials with dots, "M. K.".
        is_clear: nothing else can be meant. "Wei XU" and "Mira T." may have a family name last.
        is_likely: nothing else is meant if all names of a list look like this, as "Quell G".
    """

    family: str
    given: str
    is_clear: bool
    is_likely: bool


def split_initials(name: str) -> FamilyFirst | None:
    """A name that ends with initials; None if it does not."""
    family, _, written = name.rpartition(" ")
    while written.endswith(".") and re.fullmatch(_DOTTED, last := family.rpartition(" ")[2]) and " " in family:
        family, written = family[: -len(last) - 1], f"{last}{written}"
    if not written.isupper() or not re.fullmatch(INITIALS, written) or not re.search(_TWO_LETTERS, family):
        return None
    given = re.sub(r"([^\W\d_])\.?", r"\1. ", written).replace(" -", "-").replace("  ", " ").strip()
    letters = re.sub(r"[\W\d_]", "", unicodedata.normalize("NFKD", written))
    is_likely = len(letters) == 1 or (not set(letters) & set("AEIOU") and letters != "NG")
    is_clear = family.split()[0] in PARTICLES or (len(letters) > 1 and (is_likely or "." in written))
    return FamilyFirst(family, given, is_clear and not family.isupper(), is_likely)


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
