"""Links, identifiers and pictures in the front matter of HugoBlox, old keys and new."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.formats.cv.addresses import links_record
from mkdocs_researcher.formats.records import Record
from mkdocs_researcher.migration.hugoblox.site import HugoPage
from mkdocs_researcher.migration.tables import at
from mkdocs_researcher.migration.text.data_words import Words
from mkdocs_researcher.migration.values import as_items, as_mapping

_KEYS = ("pdf", "preprint", "code", "dataset", "poster", "project", "slides", "source", "video")
_OTHER_KEYS = {"url_custom": "Link", "external_link": "Link"}
_LABELS = {"pdf": "PDF", "bibtex": "BibTeX", "doi": "DOI", "arxiv": "arXiv", "url": "Link", "osf": "OSF", "hal": "HAL"}
# Names of identifiers whose fields of ours have other names.
_IDS = {"acl_id": "acl", "semanticscholar": "semantic_scholar"}
_FIELDS = ("doi", "arxiv", "openreview", "acl", "hal", "isbn", "pmid", "openalex", "semantic_scholar")
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
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif")
_USUAL = (
    lambda name: name.startswith("featured."),
    lambda name: "featured" in name,
    lambda name: name.startswith(("cover.", "feature.")),
)
_NO_PLACE = "'{name}: {value}' is an identifier that is not known; add it to links: in data/papers.yml"


def links_of(page: HugoPage, words: Words, *, without: tuple[str, ...] = ()) -> list[Link]:
    """The buttons of a page, in the order in which the templates draw them.

    Args:
        page: the page.
        words: for what is seen.
        without: keys that are read elsewhere.
    """
    own = [name for name in page.meta if name.startswith("url_")]
    keys = {f"url_{name}": _label(name) for name in _KEYS} | _OTHER_KEYS
    keys |= {name: _label(name.removeprefix("url_")) for name in own if name not in keys}
    found = [Link(keys[key], words.url(page.meta.get(key))) for key in keys if key not in without]
    beside = words.addresses.files.get(f"{page.key}/{page.name}.pdf", "")
    if not page.meta.get("url_pdf"):
        found.insert(0, Link("PDF", words.file(beside, sign="")))
    slides = str(page.meta.get("slides") or "").strip("/ ")
    if slides and (path := words.addresses.find(f"/slides/{slides}")):
        found.append(Link("Slides", words.addresses.in_markdown(path)))
    found += [_link(item, words) for item in as_items(page.meta.get("links")) if isinstance(item, dict)]
    return apart(found)


def _label(kind: str) -> str:
    return _LABELS.get(kind) or kind.replace("_", " ").capitalize() or "Link"


def _link(item: dict[str, Any], words: Words) -> Link:
    provider, name = str(item.get("provider") or "").strip().lower(), str(item.get("id") or "").strip()
    if provider in _ADDRESSES and name:
        usual, target = _ADDRESSES[provider][0], _address(provider, name, words)
    else:
        usual = _label(str(item.get("type") or "").strip().lower())
        target = words.url(item.get("url") or item.get("link"))
    return Link((words.plain(item.get("label") or item.get("name")) if target else "") or usual, target)


def _address(provider: str, name: str, words: Words) -> str:
    return words.url(_ADDRESSES[provider][1].format(id=quote(name, safe="/:.()")))


def apart(links: list[Link]) -> list[Link]:
    """Links with different words, none twice, and none without a target."""
    made: dict[str, Link] = {}
    for link in dict.fromkeys(link for link in links if link.url):
        label, count = link.label, 2
        while label in made:
            label, count = f"{link.label} {count}", count + 1
        made[label] = link._replace(label=label)
    return list(made.values())


def record_of_links(links: list[Link]) -> Any:
    """Links as `links` of an entry."""
    return links_record(links) if links else None


def put_identifiers(page: HugoPage, words: Words, record: Record, links: list[Link]) -> None:
    """Adds the identifiers of a paper to its record, and those without a field of their own to its links."""
    ids = {**as_mapping(page.meta.get("ids")), **as_mapping(at(page.meta, "hugoblox.ids"))}
    for name in ("doi", "arxiv", "isbn"):
        ids.setdefault(name, page.meta.get(name))
    for key, value in ids.items():
        name, said = _IDS.get(key, key), str(value or "").strip()
        if not said:
            continue
        if name in _FIELDS and ("://" not in said or _is_identifier(name, said)):
            record[name] = said
        elif "://" in said:
            links.append(Link("Link", words.url(said)))
        elif name in _ADDRESSES:
            links.append(Link(_ADDRESSES[name][0], _address(name, said, words)))
        else:
            words.addresses.site.note(words.place(said), _NO_PLACE.format(name=name, value=said))
    links[:] = apart(links)


def _is_identifier(name: str, said: str) -> bool:
    try:
        return name not in IDENTIFIERS or bool(IDENTIFIERS[name].normalize(said))
    except ValueError:
        return False


def picture_of(page: HugoPage, words: Words) -> str:
    """The featured picture; empty if there is none."""
    image = page.meta.get("image")
    for written in (at(image, "filename"), image, page.meta.get("thumbnail")):
        if isinstance(written, str) and written.strip():
            return words.picture(written)
    files = words.addresses.files
    here = {
        name: files[f"{folder}/{name}"]
        for folder, _, name in (path.rpartition("/") for path in files)
        if folder == page.key and name.endswith(_PICTURES)
    }
    # Hugo takes `*featured*`, so a name with more words in it will do.
    usual = [[name for name in sorted(here) if is_usual(name)] for is_usual in _USUAL]
    found = next((here[name] for names in usual for name in names), "")
    return words.file(found) if found else words.picture(at(page.meta, "cover.image"))
