"""The head of a CV in any format as the record of `profile.yml`."""

from __future__ import annotations

from mkdocs_researcher.formats.cv.addresses import repaired, service_record
from mkdocs_researcher.formats.cv.tracked_mapping import TrackedMapping
from mkdocs_researcher.formats.records import Record, keep_valid

_PICTURES = ("image", "picture", "photo", "avatar")
_ADDRESS = ("address", "street", "postalCode", "city", "region", "country", "countryCode")
_NO_LINK = (
    "'{name}' has neither a URL nor a user name that the service accepts; add a line such as '- github: octocat' to "
    "data/profile.yml"
)
_EMPTY_LINK = "'{name}' has neither a user name nor a URL, so it is left out"
_MORE = "'{text}' is not in data/profile.yml, which has one field for it; add it to links: there{form}"
_FORMS = {"phone": ", as {label: Telephone, url: 'tel:+47-22-33-44-55'}"}
_BIO = (
    "is bio: in data/profile.yml; cv() does not show it, so put the text above the call if the CV should start with it"
)
_PICTURE = "put the picture '{path}' into your docs folder, or change the path in data/profile.yml"


def read_profile(head: TrackedMapping, interests: list[str] | None = None, bio: str = "") -> Record | None:
    """The profile; None if the name is missing, which is reported.

    Args:
        head: `basics` of JSON Resume, or `cv` of RenderCV.
        interests: from elsewhere in the CV.
        bio: from elsewhere in the CV.
    """
    summary = head.first(("summary", "about", "bio"))
    picture = next((name for name in _PICTURES if name in head.unread), "")
    record: Record = {
        "name": head.text("name"),
        "avatar": repaired(head.text(*_PICTURES)),
        "role": head.text("label", "headline", "title", "role"),
        "location": read_location(head),
        **_one_of_several(head),
        "bio": "\n\n".join(text for text in (head.text("summary", "about", "bio"), bio) if text),
        "interests": interests or [],
        "links": _links(head),
    }
    avatar = record["avatar"]
    if avatar and ":" not in avatar:
        head.note(picture, _PICTURE.format(path=avatar), "info")
    if record["bio"]:
        head.note(summary, _BIO, "info")
    head.report_unread("data/profile.yml")
    return keep_valid("profile", record, head.note)


def read_location(head: TrackedMapping) -> str:
    """City and country in one line, from a text or from the parts of an address."""
    name = next((name for name in ("location", "address") if name in head.unread), "location")
    if not isinstance(head.unread.get(name), dict):
        return head.text(name)
    address = head.mapping(name)
    parts = {part: address.text(part) for part in _ADDRESS}
    address.report_unread("data/profile.yml")
    parts["city"] = " ".join(part for part in (parts.pop("postalCode"), parts["city"]) if part)
    return ", ".join(dict.fromkeys(part for part in parts.values() if part))


def _one_of_several(head: TrackedMapping) -> Record:
    """Email, phone and website: the first of each counts, and others are reported."""
    found: Record = {}
    for field, names in (
        ("email", ("email",)),
        ("phone", ("phone", "telephone", "tel", "mobile")),
        ("website", ("url", "website")),
    ):
        name = head.first(names)
        texts = head.lines(*names)
        prefix = {"email": "mailto:", "phone": "tel:"}.get(field, "")
        texts = [repaired(text) if field == "website" else text.removeprefix(prefix) for text in texts]
        found[field] = texts[0] if texts else ""
        for text in texts[1:]:
            head.note(name, _MORE.format(text=text, form=_FORMS.get(field, "")))
    return found


def _links(head: TrackedMapping) -> list[dict[str, str]]:
    """Profiles elsewhere, of JSON Resume and RenderCV."""
    links: list[dict[str, str]] = []
    for field in ("profiles", "social_networks"):
        for entry in head.mappings(field, "network"):
            network, username, url = entry.text("network"), entry.text("username"), entry.text("url")
            link = service_record(network, username, url)
            _add_link(links, entry, link, network or username, is_named=bool(username or url))
    for entry in head.mappings("custom_connections", "placeholder"):
        label, url = entry.text("placeholder", "label"), entry.text("url")
        entry.text("fontawesome_icon")
        link = {"label": label or "Link", "url": repaired(url)} if url else None
        _add_link(links, entry, link, label, is_named=True)
    return links


def _add_link(
    links: list[dict[str, str]], entry: TrackedMapping, link: dict[str, str] | None, name: str, *, is_named: bool
) -> None:
    entry.report_unread("data/profile.yml")
    if link and link not in links:
        links.append(link)
    elif not link and name and is_named:
        entry.note("", _NO_LINK.format(name=name))
    elif not link and name:
        entry.note("", _EMPTY_LINK.format(name=name), "info")
