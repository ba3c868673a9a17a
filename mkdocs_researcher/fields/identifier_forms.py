"""The canonical forms of identifiers, and the checks that a regular expression cannot make.

Each function takes the match of an identifier's `bare` expression; a ValueError says what is wrong.
"""

from __future__ import annotations

import re

from mkdocs_researcher.fields.urls import quoted

ARXIV = (
    r"(?:(?P<new>[0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5})"
    r"|(?P<archive>[a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/(?P<old>[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3}))"
    r"(?P<version>v[1-9][0-9]*)?(?:\s*\[[a-z.-]+\].*)?"
)


def arxiv(match: re.Match[str]) -> str:
    """Checks the number of digits, and drops the subject class of old identifiers as arXiv itself does.

    A version is kept, because an author who writes one means it
    (https://info.arxiv.org/help/arxiv_identifier.html).
    """
    version = (match["version"] or "").lower()
    if match["archive"]:
        return f"{match['archive'].lower()}/{match['old']}{version}"
    month, number = match["new"].split(".")
    digits = 5 if month >= "1501" else 4
    if len(number) != digits:
        raise ValueError(f"{quoted(match['new'])} is not an arXiv id: {month} is followed by {digits} digits")
    return f"{month}.{number}{version}"


def isbn(match: re.Match[str]) -> str:
    """Checks the last digit (ISBN Users' Manual, 7th edition, section 4); hyphens and spaces go."""
    digits = re.sub(r"[\s-]", "", match[0]).upper()
    if len(digits) == 10:
        rest = -sum((10 - i) * int(d) for i, d in enumerate(digits[:9])) % 11
        check = "X" if rest == 10 else str(rest)
    else:
        check = str(-sum((3 if i % 2 else 1) * int(d) for i, d in enumerate(digits[:12])) % 10)
    return _checked(digits, check, f"the ISBN {quoted(match[0])}")


def orcid(match: re.Match[str]) -> str:
    """Checks the last digit (ISO 7064, MOD 11-2), which ORCID uses."""
    digits = match[0].replace("-", "").upper()
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    dashed = "-".join(digits[i : i + 4] for i in range(0, 16, 4))
    return _checked(dashed, "X" if rest == 10 else str(rest), f"the ORCID iD {quoted(match[0])}")


def _checked(digits: str, check: str, name: str) -> str:
    if digits[-1] != check:
        raise ValueError(f"{name} is mistyped: after its other digits the last one would be {check}")
    return digits


def acl(match: re.Match[str]) -> str:
    """Writes ids from before 2020 with a capital, later ones without (https://aclanthology.org/info/ids/)."""
    return match[0].upper() if match[0][0].isalpha() else match[0].lower()


def semantic_scholar(match: re.Match[str]) -> str:
    """Tells the two kinds apart: a hash, and the number of the paper in the corpus."""
    return f"CorpusID:{match['corpus']}" if match["corpus"] else match[0].lower()
