r"""Addresses in the fields of a BibTeX entry, in the forms that programs and people write.

`\url{…}` and `\href{…}{…}`, HTML and Markdown links, `doi:10.…` and other identifiers, `www.example.org`, several
addresses in one field, and words around an address.
"""

from __future__ import annotations

import html
import re
from urllib.parse import quote

from mkdocs_researcher.fields.spans import html_tokens
from mkdocs_researcher.fields.urls import looks_like_host

ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
URL_COMMAND = re.compile(
    r"\\(?:url|nolinkurl|path)\s*\{([^{}]*)\}|\\href\s*\{([^{}]*)\}\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}"
)
_WHOLE = re.compile(r"https?://[\w\-.~:/?#\[\]@!$&'()*+=%]+", re.ASCII | re.IGNORECASE)
# An identifier, a path, or a word such as `true`.
_UNLIKELY = re.compile(r"[\s<>]|^https?[:/]", re.IGNORECASE)
_SIMPLE = re.compile(r"[\w.-][\w./:-]*[\w/]", re.ASCII)
_START = re.compile(r"(?:https?://|www\.)", re.IGNORECASE)
# Where an identifier that has no scheme of the web is resolved.
_RESOLVERS = (
    (re.compile(r"doi\s*+(?:[:=]\s*+)?(10\.\d{4,9}/\S+)", re.IGNORECASE), "https://doi.org/{}"),
    (re.compile(r"(10\.\d{4,9}/\S+)"), "https://doi.org/{}"),
    (re.compile(r"arxiv:\s*([\w.-]+(?:/\d{7})?)", re.IGNORECASE), "https://arxiv.org/abs/{}"),
    (re.compile(r"(?:hdl|handle):\s*(\S+/\S+)", re.IGNORECASE), "https://hdl.handle.net/{}"),
    (re.compile(r"(urn:nbn:\S+)", re.IGNORECASE), "https://nbn-resolving.org/{}"),
    (re.compile(r"pmid:?\s*(\d+)", re.IGNORECASE), "https://pubmed.ncbi.nlm.nih.gov/{}/"),
)
# The signs in DOIs of SICI, `10.1002/(SICI)1097$<$12::AID$>$3.0.CO;2-2`.
_ANGLE = re.compile(r"\$\\?(?:[<>]|less|greater)\s?\$|\{?\\text(?:less|greater)(?:\{\})?\s?\}?")
# The check character of a SICI, the last one of such a DOI.
_SICI = re.compile(r";2-[A-Z0-9<>#]\Z")
# With its semicolon: `&copy=1` is part of an address.
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z]\w*);")
_FILE_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")
# Files that people link to, whose names may have spaces and `#`: "my paper.pdf"; "see example.com" is not one.
_FILE = (
    r"(?i)[^<>\n]*\.(?:pdf|ps|eps|html?|zip|t?gz|tar|7z|pptx?|key|odp|docx?|odt|xlsx?|ods|csv|tsv|json|txt|md|tex|bib|ipynb|py"
    r"|mp3|mp4|m4v|webm|mov|png|jpe?g|gif|svg|webp|avif)"
)


def address(raw: str) -> str:
    """The first address in a field, or its text if it holds a path or an identifier; empty if it is empty."""
    return next(iter(addresses(raw)), "") if raw else ""


def addresses(raw: str) -> list[str]:
    """All addresses in a field without LaTeX and HTML; a text that is not an address, such as a path, is one item."""
    if _WHOLE.fullmatch(raw) or _SIMPLE.fullmatch(raw):
        return [raw]
    commands = [found[1] or found[2] or "" for found in URL_COMMAND.finditer(raw)] if "\\" in raw else []
    found: list[str] = []
    for text in commands or [raw]:
        found += _parts(_without_latex(text))
    return list(dict.fromkeys(part for part in found if part))


def web_address(text: str) -> str:
    """The full address of a text such as `doi:10.1000/182` and `www.example.org`; other texts are returned as is."""
    if text.lower().startswith(("https://", "http://")):
        return text
    for pattern, template in _RESOLVERS:
        if found := pattern.fullmatch(text):
            return template.format(quote(found[1], safe="/:;().-_"))
    if text.startswith("//"):
        return f"https:{text}"
    return f"https://{text}" if looks_like_host(text) else text


def is_address(text: str) -> bool:
    """Is a text a full address, or a path that may be that of a file or page of the site?"""
    if "://" in text or text.startswith(("mailto:", "ftp:")):
        return not text.startswith("Go to ISI")  # EndNote's `<Go to ISI>://WOS:…`
    if re.fullmatch(_FILE, text) and not text.lower().startswith(("http:", "https:", "http/", "https/")):
        return True
    is_path = _FILE_ENDING.search(text.partition("#")[0]) is not None or text.endswith("/")
    return is_path and not _UNLIKELY.search(text)


def _without_latex(text: str) -> str:
    if "\\" in text:
        text = re.sub(r"\\textasciitilde\s*(?:\{\})?|\\~(?:\{\})?|\{?\$\\sim\$\}?", "~", text)
        text = re.sub(r"\\([_%&#$])", r"\1", text)
    text = _ANGLE.sub(lambda found: ">" if ">" in found[0] or "great" in found[0] else "<", text)
    if "{" in text or "}" in text:
        text = text.replace("{", "").replace("}", "")
    return text.strip()


def _parts(text: str) -> list[str]:
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    if "<" in text and "=" in text:
        tokens = html_tokens(text, to_end=True)
        pairs = (pair for token in tokens for pair in token.attributes)
        if links := [value for name, value in pairs if name in {"href", "src"} and value]:
            return [part for link in links for part in _parts(link)]
        text = " ".join(token.text for token in tokens if not token.name).strip() or text
    if "](" in text and text.endswith(")"):
        text = text[text.index("](") + 2 : -1]
    text = text.strip("\"' ").lstrip("<")
    text = text if _SICI.search(text) else text.rstrip(">\"' ")
    starts = [found.start() for found in _START.finditer(text) if _is_start(text, found.start())]
    if not starts or (len(starts) == 1 and starts[0] == 0 and " " not in text and "\n" not in text):
        return [text]
    ends = [*starts[1:], len(text)]
    return [_trimmed(text[start:end]) for start, end in zip(starts, ends, strict=True)]


def _is_start(text: str, position: int) -> bool:
    """Does an address start here? One in the query or the path of another one does not."""
    return position == 0 or text[position - 1] in " \t\n,;|(<>\"'"


def _trimmed(text: str) -> str:
    """An address without the words and the punctuation after it; spaces in the name of a file are kept."""
    text = text.strip()
    if _SICI.search(text):
        return text
    text = text.rstrip(",;|>\"'").strip()
    words = text.split()
    if len(words) > 1 and not _FILE_ENDING.search(text):
        text = words[0].rstrip(",;")
    return text.rstrip(".") if text.count("(") >= text.count(")") else text.rstrip(".").removesuffix(")")
