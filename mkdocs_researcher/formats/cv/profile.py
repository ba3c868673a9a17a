"""The head of a CV in any format, read for `profile.yml`."""

from __future__ import annotations

from typing import Any

from mkdocs_researcher.formats.cv.addresses import repaired, service_record
from mkdocs_researcher.formats.cv.fitting import Record, fit
from mkdocs_researcher.formats.cv.items import Item, is_empty
from mkdocs_researcher.formats.cv.residue import KEY, restored

_PICTURES = ("image", "picture", "photo", "avatar")
_ADDRESS = ("address", "street", "postalCode", "city", "region", "country", "countryCode")
_NO_LINK = "has no address, and no name that its service takes; add '- github: octocat' or the like to data/profile.yml"
_EMPTY_LINK = "names no profile there, so it is left out"
_MORE = "'{text}' has no place in data/profile.yml, which holds one; add it to links: there{form}"
_FORMS = {"phone": ", as {label: Telephone, url: 'tel:+47-22-33-44-55'}"}
_PICTURE = "put the picture '{path}' into your docs folder, or change the path in data/profile.yml"
_CHANGED = "has changed since it was exported, so the change counts and not the field of data/profile.yml beside it"


def read_profile(item: Item, interests: list[str] | None = None, bio: str = "") -> Record | None:
    """The profile; None if there is no name, which is told.

    Args:
        item: `basics` of JSON Resume, or `cv` of RenderCV.
        interests: from elsewhere in the CV.
        bio: from elsewhere in the CV.
    """
    block = item.left.pop(KEY, None)
    picture = next((name for name in _PICTURES if name in item.left), "")
    record: Record = {
        "name": item.text("name"),
        "avatar": repaired(item.text(*_PICTURES)),
        "role": item.text("label", "headline", "title", "role"),
        "location": read_location(item),
        **_one_of_several(item),
        "bio": "\n\n".join(text for text in (item.text("summary", "about", "bio"), bio) if text),
        "interests": interests or [],
        "links": _links(item),
    }
    avatar = record["avatar"]
    if avatar and ":" not in avatar:
        item.note(picture, _PICTURE.format(path=avatar), "info")
    item.finish("data/profile.yml")
    fitted = fit("profile", record, item.note)
    if block is None:
        return fitted
    whole, changed = restored(fitted, block)
    for name in changed:
        item.note(name, _CHANGED, "info")
    return fit("profile", whole, item.note)


def read_location(item: Item) -> str:
    """City and country in one line, from a text or from the parts of an address."""
    name = next((name for name in ("location", "address") if name in item.left), "location")
    if not isinstance(item.left.get(name), dict):
        return item.text(name)
    place = item.item(name)
    parts = {part: place.text(part) for part in _ADDRESS}
    place.finish("data/profile.yml")
    parts["city"] = " ".join(part for part in (parts.pop("postalCode"), parts["city"]) if part)
    return ", ".join(dict.fromkeys(part for part in parts.values() if part))


def _one_of_several(item: Item) -> Record:
    """E-mail, phone and website: the first of each counts, more are told."""
    found: Record = {}
    for field, names in (
        ("email", ("email",)),
        ("phone", ("phone", "telephone", "tel", "mobile")),
        ("website", ("url", "website")),
    ):
        name = next((name for name in names if not is_empty(item.left.get(name))), names[0])
        texts = item.lines(*names)
        prefix = {"email": "mailto:", "phone": "tel:"}.get(field, "")
        texts = [repaired(text) if field == "website" else text.removeprefix(prefix) for text in texts]
        found[field] = texts[0] if texts else ""
        for text in texts[1:]:
            item.note(name, _MORE.format(text=text, form=_FORMS.get(field, "")))
    return found


def _links(item: Item) -> list[Any]:
    """Profiles elsewhere, of JSON Resume and RenderCV."""
    links: list[Any] = []
    for name in ("profiles", "social_networks"):
        for one in item.items(name, "network"):
            network, username, url = one.text("network"), one.text("username"), one.text("url")
            _add(
                links, one, service_record(network, username, url), network or username, has_more=bool(username or url)
            )
    for one in item.items("custom_connections", "placeholder"):
        label, url = one.text("placeholder", "label"), one.text("url")
        one.text("fontawesome_icon")
        record = {"label": label or "Link", "url": repaired(url)} if url else None
        _add(links, one, record, label, has_more=True)
    return links


def _add(links: list[Any], one: Item, record: dict[str, str] | None, name: str, *, has_more: bool) -> None:
    one.finish("data/profile.yml")
    if record and record not in links:
        links.append(record)
    elif not record and name:
        message, severity = (_NO_LINK, "warning") if has_more else (_EMPTY_LINK, "info")
        one.note("", f"'{name}' {message}", severity)
