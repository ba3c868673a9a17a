"""Random data of all models, as an author could have written it."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from pydantic import ValidationError

from mkdocs_researcher.formats.source import field_order, model_of
from mkdocs_researcher.formats.yaml_text import as_plain

WORD = st.sampled_from(
    ["Quill Labs", "Reading the ledger", "null", "2025", "no", "~", "- x", "a: b", "#1", "Ünï 戸棚", "5 %"]
)
MARKED = st.sampled_from(
    ["**bold** and [a link](https://example.org/x)", "`code`", "$x_1$", "a*b*c", "C\\*-algebra", "<b>"]
)
ANY = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp")), min_size=1, max_size=30)
TEXT = st.one_of(WORD, MARKED, ANY.filter(str.strip))
LONG = st.one_of(TEXT, st.lists(TEXT, min_size=2, max_size=3).map("\n\n".join), st.just("- one\n- two"))
URL = st.sampled_from(
    ["https://example.org/a", "http://b.example.org", "images/x.png", "page.md#part", "https://doi.org/10.5555/x.y"]
)
DATE = st.sampled_from(["2020", "2021-05", "2022-06-30", "Fall 2023", "2020.07", "Sep. 2024"])
SPAN = st.one_of(
    DATE,
    st.sampled_from(
        ["2019 – 2021", "2024.09 - 2026.03 (expected)", "since 2020", "until 2021", "May 2020 – 2020", "2018 & 2021"]
    ),
    st.just(["2019", "2021-05 – present"]),
)
TEXTS = st.lists(TEXT, min_size=1, max_size=3)
LINKS = st.one_of(
    st.dictionaries(st.sampled_from(["Paper", "Code", "Slides", "label", "<<", "a: b"]), URL, min_size=2, max_size=3),
    st.just([{"label": "Demo", "url": "https://example.org/d", "icon": "simple/github"}]),
)
NAMES = st.sampled_from(
    [
        "Mira Tovanne",
        "Pell Okasha*",
        "Ludwig van Brandvik",
        "{Tidal Consortium}",
        "Zhang, Y.",
        "美良",
        "others",
        "Kim Jr., Ada",
    ]
)
AUTHORS = st.lists(st.one_of(NAMES, st.lists(NAMES, min_size=2, max_size=2)), min_size=1, max_size=4)
PROFILE_LINKS = st.lists(
    st.sampled_from(
        [
            {"github": "mira"},
            {"scholar": "ABCdefGHIjkl"},
            {"orcid": "0000-0002-1825-0097"},
            {"mastodon": "mira@tide.example.org"},
            {"wechat": "mira_t"},
            {"cv": "files/cv.pdf"},
            {"label": "Blog", "url": "https://blog.example.org", "icon": "material/web"},
            {"label": "GitHub", "url": "https://github.com/other"},
        ]
    ),
    max_size=4,
)

_BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "date": SPAN,
    "year": st.just("2021"),
    "authors": AUTHORS,
    "editors": AUTHORS,
    "name": NAMES.filter(lambda name: name != "others"),
    "native_name": st.just("戸棚 美良"),
    "native_language": st.just("ja"),
    "aliases": st.just(["M. Tovanne"]),
    "affiliations": st.just([{"name": "Halden Bay University", "url": "https://example.org"}]),
    "email": st.just("mira@example.org"),
    "status": st.just("On the market"),
    "marks": st.just({"†": "joint supervision"}),
    "type": st.sampled_from(["conference", "journal", "thesis"]),
    "scores": st.just({"Novelty": "8.5"}),
    "doi": st.just("10.5555/x.y"),
    "arxiv": st.just("2507.05257"),
    "repo": st.just("mira/ledger"),
    "pmid": st.just("31452104"),
    "venues": TEXTS,
    "papers": st.just(["tovanne2026ledger"]),
    "projects": st.lists(
        st.fixed_dictionaries({"title": TEXT}, optional={"summary": TEXT, "highlights": TEXTS, "url": URL}),
        min_size=1,
        max_size=2,
    ),
    "bibtex": st.just("@misc{x, title = {X}}"),
    "kind": TEXT,
}
_LISTS = {"highlights", "keywords", "courses", "advisor", "committee", "focus", "mentor", "tags", "interests", "term"}
_URLS = {"url", "logo", "avatar", "image", "video", "website"}
_LONG = {"details", "summary", "bio", "abstract"}
_LEFT_OUT = {"start", "end", "hidden", "huggingface", "openreview", "acl", "hal", "isbn", "scholar", "openalex"}
_LEFT_OUT |= {"semantic_scholar", "selected", "bibtex_show", "id"}


_OF_FILE: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    ("profile", "links"): PROFILE_LINKS,
    ("papers", "status"): st.just("under_review"),
    ("papers", "date"): DATE,
    ("papers", "type"): _BY_NAME["type"],
    ("papers", "year"): _BY_NAME["year"],
    ("mentees", "name"): TEXT,
}


def values(file: str, name: str) -> st.SearchStrategy[Any]:
    by_kind = TEXTS if name in _LISTS else URL if name in _URLS else LONG if name in _LONG else TEXT
    by_kind = LINKS if name == "links" else by_kind
    return _OF_FILE.get((file, name), _BY_NAME.get(name, by_kind))


def record(file: str) -> st.SearchStrategy[dict[str, Any]]:
    """An entry of a data file that its model takes."""
    fields = {name: field for name, field in model_of(file).model_fields.items() if name not in _LEFT_OUT}
    required = {name: values(file, name) for name, field in fields.items() if field.is_required()}
    optional = {name: values(file, name) for name, field in fields.items() if not field.is_required()}
    return st.fixed_dictionaries(required, optional=optional).filter(lambda entry: fits(file, entry))


def fits(file: str, entry: dict[str, Any]) -> bool:
    try:
        model_of(file).model_validate(as_plain(entry))
    except ValidationError:
        return False
    return set(entry) <= set(field_order(file))


CV_FILES = ("education", "experience", "awards", "papers", "talks", "teaching", "service", "mentees", "projects")
GENERAL = ("skills", "languages", "interests", "references", "certificates", "volunteer", "visits", "field-work")


# What is of the site alone; no format has a section for it.
SITE: dict[str, Any] = {
    "news": [{"date": "2025-07", "text": "**Oral** at CoDaL", "pinned": True}, {"date": "2024", "text": "null"}],
    "people": [{"name": "Pell Okasha", "aliases": ["P. Okasha"], "url": "https://example.org"}],
    "venues": [{"short": "CoDaL", "color": "#00369f"}, {"short": "JTC", "name": "Journal"}],
    "metrics": [
        {"label": "Novelty", "value": "64%", "bar": 64.5},
        {"label": "Talks", "value": "3", "spark": [1, 2]},
        {"count": "papers"},
    ],
}


def data() -> st.SearchStrategy[dict[str, Any]]:
    """Data of a whole site: a record, or a list of them, by data file."""
    lists = {file: st.lists(record(file), min_size=1, max_size=3) for file in (*CV_FILES, *GENERAL)}
    site = {file: st.just(entries) for file, entries in SITE.items()}
    return st.fixed_dictionaries({}, optional={"profile": record("profile"), **lists, **site}).filter(bool)
