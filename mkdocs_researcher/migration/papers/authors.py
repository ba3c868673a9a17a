"""A line of authors as people write it on a page, and the legend of the marks after names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from mkdocs_researcher.errors import Location
from mkdocs_researcher.fields.names.author_lists import authors_record, parse_authors
from mkdocs_researcher.fields.names.matching import NameMatcher
from mkdocs_researcher.fields.names.person import PARTICLES, Person
from mkdocs_researcher.migration.old_site import OldSite
from mkdocs_researcher.migration.tree.lines import Row
from mkdocs_researcher.migration.tree.tree import UNSEEN, contents

_MOST_WORDS = 6
_SIGNS = "*∗⁎＊#＃†‡§¶✉⋆"
_NO_NAME = re.compile(
    r"\d{2}|https?:|[!?=@]|\b(?:the|of|with|under|we|in|on|for|by|is|to|at|from|using|via)\b"  # In may be a name
    r"|\b(?i:the|of|with|under|review|accepted|conference|this|we|journal|university|proceedings|preprint|arxiv|paper|code"
    r"|project|citations?|workshop|award|oral|pdf|report|slides)\b"
)
_GROUP = re.compile(r"\b(?:team|collaboration|consortium)$", re.I)
_MARKED = re.compile(rf"\$\s*\^?\s*\{{?\s*(?:\\[a-z]+|[{_SIGNS}\d,\s])+\}}?\s*\$")
_LABEL = re.compile(r"^(?:authors?|by)\s*[:：]?\s+|^(?:authors?|by)\s*[:：]", re.I)
_REMARK = re.compile(
    r"(?<!\s)\s*[(（\[](?=[^()（）\[\]]*(?:\b(?:equal|corr(?:espond\w*)?|co-?first|co-?lead|joint|shared|contribut\w*|advis\w*|supervis\w*"
    r"|lead|leader|author|first|interns?|students?|mentees?|undergraduates?|alphabetical\w*)\b"
    r"|共同|同等|通讯|一作|学生|指导|研究生|博士生|硕士生|本科生|实习生))([^()（）\[\]]{2,90})[)）\]]\.?",
    re.I,
)
_RAISED = re.compile(r"\^\{([^{}]{1,20})\}|\^(\d+(?:,\d+)*|\([^()]{1,20}\))")
_DOTS = re.compile(r"(?<![\s,])[\s,]*(?:\.{3,}|…+)[\s,]*")


@dataclass
class Names:
    """Links and notes about people found in author lists."""

    urls: dict[str, str] = field(default_factory=dict)
    bold: list[str] = field(default_factory=list)
    owner: NameMatcher | None = None

    def is_owner(self, person: Person) -> bool:
        return bool(self.owner and (self.owner.exact(person) or self.owner.by_initials(person)))

    def names_owner(self, text: str) -> bool:
        try:
            return self.is_owner(Person.parse(text))
        except ValueError:
            return False


@dataclass
class AuthorLine:
    """The authors of a line."""

    authors: list[Any]
    urls: dict[str, str]
    bold: list[str]
    remarks: list[str]
    has_owner: bool


def read_authors(row: Row, names: Names, *, lenient: bool = False) -> AuthorLine | None:
    """The names of a line; None if it is not a line of authors."""
    reader = _Reader()
    text = _RAISED.sub(lambda match: f"<sup>{match[1] or match[2]}</sup>", "".join(map(reader.text, row.nodes)))
    if len(text) > 4000:
        return None
    remarks: list[str] = []
    for match in _REMARK.finditer(text):
        before = _REMARK.sub("", text[: match.start()]).removesuffix("<sup>")
        name = plain_name(re.split(r",|，|;|\band\b|&", before)[-1])
        is_legend = re.match(rf"\s*(?:<sup>)?[{re.escape(_SIGNS)}]", match[1])
        remarks.append(f"{name}: {match[1].strip()}" if name and not is_legend else match[1].strip())
    text = " ".join(_REMARK.sub(" ", text).replace("<sup> </sup>", " ").split())
    people = people_in(_LABEL.sub("", text.strip()))
    if not people:
        return None
    has_owner = any(names.is_owner(person) for person in people)
    named = [person for person in people if person.literal != "others"]
    marked = any(person.marks for person in named)
    is_group = bool(named) and bool(_GROUP.search(named[0].display))
    if len(named) == 1 and not (has_owner or lenient or (reader.bold and len(people) > 1) or marked or is_group):
        return None
    urls = {name: url for written, url in reader.urls.items() if (name := plain_name(written))}
    bold = [name for written in reader.bold for one in re.split(r",|\band\b|&", written) if (name := plain_name(one))]
    if has_owner and len(named) == 1 and not bold:
        bold = [named[0].display]
    return AuthorLine(authors_record(people), urls, bold, remarks, has_owner)


class _Reader:
    """The text of a line as the parser of names takes it; bold names and links on the way."""

    def __init__(self) -> None:
        self.urls: dict[str, str] = {}
        self.bold: list[str] = []
        self.last = ""

    def text(self, node: str | HtmlElement) -> str:
        made = self._text(node)
        self.last = made.strip() or self.last
        return made

    def _text(self, node: str | HtmlElement) -> str:
        if isinstance(node, str):
            return re.sub(r"(?<=\w)\\(?=[*_])", "", node)
        if not isinstance(node.tag, str) or node.tag in UNSEEN or node.tag == "img":
            return ""
        inner = "".join(self._text(one) for one in contents(node))
        if node.tag == "sup":
            return f"<sup>{inner.strip()}</sup>" if inner.strip() else ""
        if node.tag in {"b", "strong"} and inner.strip():
            self.bold.append(inner)
            # A comma that was forgotten before a name that is set off.
            if re.search(r"\w$", self.last) and re.match(r"\w+\s+\w", inner.strip()) and inner[:1] != ",":
                inner = f", {inner.strip()}" if not re.search(r"\band$|&$", self.last) else inner
        if node.tag == "a" and node.get("href") and inner.strip():
            self.urls[inner] = str(node.get("href"))
        return inner


def _ended(text: str) -> str:
    """Names without the signs behind them, but with the full stop of an initial."""
    bare = text.rstrip(" .;,|:")
    return f"{bare}." if re.search(r"\b[A-Z]$", bare[-2:]) and text[len(bare) :].startswith(".") else bare


def people_in(text: str) -> tuple[Person, ...]:
    """The names that a text consists of; none if it says anything else."""
    text = _ended(text)
    if not text or not re.search(r"[^\W\d_]{2}", text) or text.count(" ") > 400:
        return ()
    for form in _forms(text):
        try:
            people = parse_authors(form)
        except ValueError:
            continue
        if all(map(_is_name, people)):
            return people
    return ()


def _forms(text: str) -> list[Any]:
    dotted = _DOTS.sub(", ..., ", text).strip(", ")
    forms: list[Any] = [text, dotted]
    pieces = [piece.strip() for piece in re.split(r"[,，;；、]|\band\b|&(?=\s)", dotted) if piece.strip()]
    forms.append(pieces)
    if "{" not in text:
        forms.append(re.sub(r"[()（）]", " ", text) if text.count("(") == 1 and re.match(r"^\(.*\)$", text) else text)
    return [form for index, form in enumerate(forms) if form and form not in forms[:index]]


def _is_name(person: Person) -> bool:
    if person.literal == "others":
        return True
    shown = person.display
    if person.literal and not re.search(
        r"\b(?:team|collaboration|group|consortium|project|lab|authors)\b", shown, re.I
    ):
        return bool(re.fullmatch(r"[\u3040-\u9fff\uac00-\ud7af·]{2,8}", shown)) or (
            len(shown.split()) == 1 and shown[:1].isupper() and not _NO_NAME.search(shown)
        )
    said = shown.split()
    known = [word for word in said if not word[:1].islower() or word in PARTICLES or "'" in word or len(word) <= 3]
    whole = len(said) == len(known) <= _MOST_WORDS + (2 if person.literal else 0)
    return whole and not _NO_NAME.search(shown) and shown[:1].isalpha() and shown.count(":") == 0


def plain_name(name: str) -> str:
    """A name without its marks; empty if it is not one."""
    try:
        return Person.parse(_MARKED.sub("", name).strip(" ,")).display
    except ValueError:
        return ""


_EQUAL_MARK = "*"
_LEGEND_SIGNS = "*∗⁎＊#＃†‡§¶✉⋆+^"
_ALIKE = str.maketrans("∗⁎＊＃", "***#")
_IN_CLASS = re.escape(_LEGEND_SIGNS)
_MATH = re.compile(r"\$ ?\^? ?\{? ?(?:\\(dagger|dag|ddagger|ddag|ast|star|S|P)|([*#†‡§¶])) ?\}? ?\$")
_COMMANDS = {"dagger": "†", "dag": "†", "ddagger": "‡", "ddag": "‡", "ast": "∗", "star": "⋆", "S": "§", "P": "¶"}
_KNOWN = re.compile(
    r"\bequal(?:ly)?\b|\badvis"
    r"|\bsupervis|\bco-?supervis|\bstudents?\b"
    r"|\bmentor|\bco-?(?:first|lead|senior)\b|\b(?:joint|shared) first|\bcorrespond|\bproject lead|\bintern"
    r"|共同|同等|通讯",
    re.I,
)
_TOLD = re.compile(
    rf"(?<![\w{_IN_CLASS}])\\?([{_IN_CLASS}])(?![{_IN_CLASS}]) ?[)：:=–\]-]? ?"
    r"(?:(?:indicates?|denotes?|means?|marks?|stands? for|refers? to|represents?|for|is|are) )?(?:an? |the )?"
    rf"([^\W\d_][^()\[\],;.:|/\n{_IN_CLASS}]{{1,60}})(?=([{_IN_CLASS}]?))",
    re.I,
)
_BEHIND = re.compile(rf"([^\W\d_][\w -]{{3,40}}?)\s*\(\s*\\?([{_IN_CLASS}])\s*\)")
_TWO = "the mark {} after names is said to mean '{}', and elsewhere '{}'; say in data/profile.yml what is right"
_NOTHING = "no page says what the mark {} after names means; write it under marks: in data/profile.yml"


def meanings_in(texts: Iterable[str]) -> dict[str, list[str]]:
    """The meanings of marks given in texts, each in their own words."""
    found: dict[str, list[str]] = {}
    for written in texts:
        if not any(sign in written for sign in f"{_LEGEND_SIGNS}$"):
            continue
        text = _MATH.sub(_sign, written)
        legend = [(match[1], match[2]) for match in _TOLD.finditer(text) if not (match[1] == "*" and match[3] == "*")]
        legend += [(match[2], match[1]) for match in _BEHIND.finditer(text)]
        for sign, meaning in legend:
            if _KNOWN.search(meaning) and len(meaning.split()) < 9:
                found.setdefault(sign.translate(_ALIKE), []).append(" ".join(meaning.split()).strip("-– "))
    return found


def is_legend(text: str) -> bool:
    """Does a line say what marks after names mean, and nothing else?"""
    found = meanings_in([text])
    signs = {sign.translate(_ALIKE) for sign in _MATH.sub(_sign, text) if sign in _LEGEND_SIGNS}
    return bool(found) and signs <= found.keys()


def profile_marks(
    legend: Mapping[str, Sequence[str]], papers: Iterable[Mapping[str, Any]], site: OldSite
) -> dict[str, str]:
    """`marks` of the profile: what the pages say, and nothing for `*` where they say nothing.

    Without that, our lists would say "equal contribution" of it, which the old page did not.
    """
    used = _used(papers)
    marks: dict[str, str] = {}
    for sign in sorted(used):
        meanings = list({_kind(meaning): meaning for meaning in reversed(legend.get(sign, ()))}.values())
        # A text in which no sign ends the legend says more than the line of the legend alone.
        meanings = [one for one in meanings if not any(one != other and one.startswith(other) for other in meanings)]
        if len(meanings) > 1:
            site.note(Location("data/profile.yml"), _TWO.format(sign, *meanings[:2]), "info")
            marks[sign] = ""
        elif meanings and not (sign == _EQUAL_MARK and _kind(meanings[0]) == "equal"):
            marks[sign] = meanings[0]
        elif not meanings and sign == _EQUAL_MARK:
            site.note(Location("data/profile.yml"), _NOTHING.format(sign), "info")
            marks[sign] = ""
    return marks


def _used(papers: Iterable[Mapping[str, Any]]) -> set[str]:
    """The marks after names; `*` does not count where groups of names mean equal contribution."""
    used: set[str] = set()
    has_groups = False
    for paper in papers:
        try:
            people = parse_authors(paper.get("authors") or [])
        except ValueError:  # cannot be: they fit their model
            continue
        used.update(mark for person in people for mark in person.marks if not mark.isalnum())
        has_groups |= any(person.group and not person.marks for person in people)
    return used - {_EQUAL_MARK} if has_groups else used


def _kind(meaning: str) -> str:
    words = meaning.casefold()
    if re.search(r"\bequal|co-?first|first|共同|同等", words):
        return "equal"
    return "corresponding" if re.search(r"correspond|通讯", words) else words


def _sign(match: re.Match[str]) -> str:
    return _COMMANDS.get(match[1] or "", match[2] or "").replace("*", "∗")
