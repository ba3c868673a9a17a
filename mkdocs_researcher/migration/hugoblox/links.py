"""Links, identifiers and pictures in the front matter of HugoBlox, old keys and new."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.formats.cv.addresses import links_record
from mkdocs_researcher.formats.records import Record
from mkdocs_researcher.migration.hugoblox.site import HugoPage
from mkdocs_researcher.migration.text.data_words import Words
from mkdocs_researcher.migration.values import as_items, as_mapping

_KEYS = {
    "url_pdf": "PDF",
    "url_preprint": "Preprint",
    "url_code": "Code",
    "url_dataset": "Dataset",
    "url_poster": "Poster",
    "url_project": "Project",
    "url_slides": "Slides",
    "url_source": "Source",
    "url_video": "Video",
    "url_custom": "Link",
    "external_link": "Link",
}
_IDS = {
    "doi": "doi",
    "arxiv": "arxiv",
    "openreview": "openreview",
    "acl_id": "acl",
    "hal": "hal",
    "isbn": "isbn",
    "pmid": "pmid",
    "openalex": "openalex",
    "semanticscholar": "semantic_scholar",
}
_ADDRESSES = {
    "dblp": ("DBLP", "https://dblp.org/rec/{id}"),
    "osf": ("OSF", "https://osf.io/{id}/"),
    "zenodo": ("Zenodo", "https://zenodo.org/records/{id}"),
    "pwc": ("Papers with Code", "https://paperswithcode.com/paper/{id}"),
    "kaggle_dataset": ("Kaggle", "https://www.kaggle.com/datasets/{id}"),
    "kaggle_notebook": ("Kaggle", "https://www.kaggle.com/code/{id}"),
    "huggingface_model": ("Model", "https://huggingface.co/{id}"),
    "huggingface_dataset": ("Dataset", "https://huggingface.co/datasets/{id}"),
    "huggingface_space": ("Demo", "https://huggingface.co/spaces/{id}"),
    "huggingface_paper": ("Hugging Face", "https://huggingface.co/papers/{id}"),
    "huggingface": ("Hugging Face", "https://huggingface.co/{id}"),
    "github": ("Code", "https://github.com/{id}"),
    "gitlab": ("Code", "https://gitlab.com/{id}"),
    "youtube": ("Video", "https://www.youtube.com/watch?v={id}"),
    "vimeo": ("Video", "https://vimeo.com/{id}"),
    "arxiv": ("arXiv", "https://arxiv.org/abs/{id}"),
    "doi": ("DOI", "https://doi.org/{id}"),
    "openreview": ("OpenReview", "https://openreview.net/forum?id={id}"),
    "hal": ("HAL", "https://hal.science/{id}"),
}
_TYPES = {"pdf": "PDF", "bibtex": "BibTeX", "cite": "Cite", "doi": "DOI", "arxiv": "arXiv", "url": "Link"}
_PICTURES = ("jpg", "jpeg", "png", "gif", "webp", "svg", "avif")
_NO_PLACE = "'{name}: {value}' is an identifier that is not known; add it to links: in data/papers.yml"


def links_of(page: HugoPage, words: Words, *, without: tuple[str, ...] = ()) -> list[Link]:
    """The buttons of a page, in the order in which the templates draw them.

    Args:
        page: the page.
        words: for what is seen.
        without: keys that are read elsewhere.
    """
    found = [
        Link(label, url)
        for key, label in _KEYS.items()
        if key not in without and (url := words.url(page.meta.get(key)))
    ]
    beside = words.addresses.files.get(f"{page.key}/{page.name}.pdf")
    if beside and not page.meta.get("url_pdf"):
        words.show(f"[]({words.addresses.here(beside)})")
        found.insert(0, Link("PDF", words.addresses.here(beside)))
    slides = str(page.meta.get("slides") or "").strip("/ ")
    if slides and (path := words.addresses.find(f"/slides/{slides}")):
        found.append(Link("Slides", words.addresses.here(path)))
    for item in as_items(page.meta.get("links")):
        if isinstance(item, dict) and (link := _link(item, words)):
            found.append(link)
    return _apart(found)


def _link(item: dict[str, Any], words: Words) -> Link | None:
    written = item.get("label") or item.get("name")
    kind = str(item.get("type") or "").strip().lower()
    provider, name = str(item.get("provider") or "").strip().lower(), str(item.get("id") or "").strip()
    if provider in _ADDRESSES and name:
        usual, pattern = _ADDRESSES[provider]
        return Link(words.plain(written) or usual, words.url(pattern.format(id=quote(name, safe="/:.()"))))
    url = words.url(item.get("url") or item.get("link"))
    if not url:
        return None
    return Link(words.plain(written) or _TYPES.get(kind) or kind.replace("_", " ").capitalize() or "Link", url)


def _apart(links: list[Link]) -> list[Link]:
    """Links with different words, none twice."""
    made: dict[str, Link] = {}
    for link in dict.fromkeys(links):
        label, count = link.label, 2
        while label in made:
            label, count = f"{link.label} {count}", count + 1
        made[label] = link._replace(label=label)
    return list(made.values())


def record_of(links: list[Link]) -> Any:
    """Links as `links` of an entry."""
    return links_record(links) if links else None


def put_identifiers(page: HugoPage, words: Words, record: Record, links: list[Link]) -> None:
    """Adds the identifiers of a paper to its record, and those without a field of their own to its links."""
    ids = {**as_mapping(page.meta.get("ids")), **as_mapping(as_mapping(page.meta.get("hugoblox")).get("ids"))}
    for name in ("doi", "arxiv", "isbn"):
        if page.meta.get(name):
            ids.setdefault(name, page.meta[name])
    for name, value in ids.items():
        text = str(value or "").strip()
        if not text:
            continue
        if name == "doi" and "://" in text and "/10." not in text:
            links.append(Link("Link", words.url(text)))
        elif name in _IDS:
            record[_IDS[name]] = text
        elif name in _ADDRESSES:
            label, pattern = _ADDRESSES[name]
            links.append(Link(label, words.url(pattern.format(id=quote(text, safe="/:.()")))))
        else:
            words.addresses.site.note(words.place(text), _NO_PLACE.format(name=name, value=text))
    links[:] = _apart(links)


def picture_of(page: HugoPage, words: Words, *, show: bool = True) -> str:
    """The path of the featured picture below `docs/`; empty if there is none."""
    image = page.meta.get("image")
    name = str(as_mapping(image).get("filename") or (image if isinstance(image, str) else "") or "")
    if name:
        return words.picture(name, show=show)
    files = words.addresses.files
    for stem in ("featured", "cover", "feature"):
        for ending in _PICTURES:
            if found := files.get(f"{page.key}/{stem}.{ending}") or _matching(page.key, stem, ending, files):
                path = words.addresses.here(found)
                if show:
                    words.show(f"![]({path.replace(' ', '%20')})")
                return path
    return ""


def _matching(key: str, stem: str, ending: str, files: dict[str, str]) -> str:
    """Hugo takes `*featured*`, so a name with more words in it will do."""
    return next((new for old, new in files.items() if _is_named(old, key, stem, ending)), "")


def _is_named(path: str, key: str, stem: str, ending: str) -> bool:
    folder, _, name = path.rpartition("/")
    return folder == key and stem == "featured" and stem in name and name.endswith(f".{ending}")
