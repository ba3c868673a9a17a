"""The owner of a new homepage, as far as known."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import SplitResult, parse_qsl, urlsplit
from urllib.request import url2pathname

from pydantic import TypeAdapter, ValidationError

from mkdocs_researcher.errors import did_you_mean
from mkdocs_researcher.fields.profile_services import SERVICES, ProfileLinks, Service, service_link
from mkdocs_researcher.fields.urls import looks_like_host
from mkdocs_researcher.fields.validation import findings
from mkdocs_researcher.formats.source import Record
from mkdocs_researcher.macros.profile import Profile

_USER = re.compile(r"https://(github|gitlab)\.com/([\w-]+)/?")
_REPOSITORY = r"(?:(?:https?://)?{}\.com/)?(?:([\w-]+)/)?([\w.-]+?)(?:\.git)?/?"
_ORCID = re.compile(r"(?:\d{4}-){3}\d{3}[\dXx]")
PHOTO_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg")


class Owner(NamedTuple):
    """The owner, in the form of the data files; empty where nothing is known.

    `links` are entries of that field in `profile.yml`; `education`, `experience` and `papers` those of their files.
    `photo` is the path of a file, `repository` that of the site at its host, `mira/mira.github.io`, and `host` the name
    of the host, `github` or `gitlab`.
    """

    name: str = ""
    native_name: str = ""
    role: str = ""
    affiliation: str = ""
    email: str = ""
    links: tuple[Record, ...] = ()
    aliases: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    bio: str = ""
    photo: str = ""
    repository: str = ""
    site_url: str = ""
    education: tuple[Record, ...] = ()
    experience: tuple[Record, ...] = ()
    papers: tuple[Record, ...] = ()
    host: str = "github"

    @property
    def user(self) -> str:
        """The user name at the host; empty if unknown."""
        for link in self.links:
            try:
                url = TypeAdapter(ProfileLinks).validate_python([link])[0].url
            except ValidationError:
                continue
            if (found := _USER.fullmatch(url)) and found[1] == self.host:
                return found[2]
        return self.repository.partition("/")[0]

    @property
    def url(self) -> str:
        """The URL of the site; empty if unknown."""
        if self.site_url:
            return self.site_url.rstrip("/") + "/"
        owner, _, name = self.repository.partition("/")
        owner = owner or self.user
        if not owner:
            return ""
        host = f"{owner.lower()}.{self.host}.io"
        return f"https://{host}/" if name.lower() in {"", host} else f"https://{host}/{name}/"


def read_link(text: str) -> Record:
    """An entry of `links` from a link as people type it: `github:mira`, an ORCID iD, or a URL; else `ValueError`."""
    text = text.strip()
    if text.lower().startswith(("http://", "https://")):
        return _from_url(text)
    if looks_like_host(text):  # as copied from a browser that hides "https://"
        return _from_url(f"https://{text}")
    if _ORCID.fullmatch(text):
        text = f"orcid:{text}"
    found = re.fullmatch(r"([^:=]+)[:=]\s*+(.+)", text)
    if not found:
        examples = "github:octocat, orcid:0000-0002-1825-0097 or https://…"
        raise ValueError(f"'{text}' is not a link; write one such as {examples}")
    name, value = found[1].strip(), found[2]
    service_link(name, value)
    return {name: value}


def _id_in_query(service: Service, url: SplitResult) -> str:
    """The id in an address that has it among its parameters, at any of the service's hosts; empty if there is none."""
    home = urlsplit(service.url)
    name = next((name for name, value in parse_qsl(home.query) if value == "{id}"), "")
    hosts = ((home.hostname or "").removeprefix("www."), *service.hosts)
    if not name or url.path != home.path or not any(f".{host}." in f".{url.hostname}." for host in hosts):
        return ""
    found = dict(parse_qsl(url.query)).get(name, "")
    return found if re.fullmatch(service.pattern, found) else ""


def _from_url(url: str) -> Record:
    parts = urlsplit(url)
    bare = parts._replace(query="", fragment="").geturl()  # browsers add "?tab=repositories" and the like
    for service in SERVICES:
        if not service.url or service.key == "email":
            continue
        start, _, end = (re.escape(part) for part in service.url.partition("{id}"))
        pattern = rf"{start.replace('https://', 'https?://')}({service.pattern}){end}?/?"
        if found_id := _id_in_query(service, parts):
            return {service.key: found_id}
        if len(start) > len("https://") and (found := re.fullmatch(pattern, url) or re.fullmatch(pattern, bare)):
            return {service.key: found[1]}
    host = (parts.hostname or "").removeprefix("www.")
    if other := next((service.key for service in SERVICES if host in service.hosts), ""):
        service_link(other, url)
        return {other: url}
    # Anybody can run a Mastodon server; the large sites with the same form of address (TikTok, Substack) end in .com.
    if re.fullmatch(r"/@[\w.-]+/?", parts.path) and not host.endswith(".com"):
        return {"mastodon": url}
    address = TypeAdapter(ProfileLinks).validate_python([{"label": host, "url": url}])[0].url
    return {"label": host, "url": address, "icon": "material/web"}


def read_repository(text: str, owner: str, host: str) -> str:
    """A repository at a host as people type it, as `owner/name`; if only the name is given, that of `owner`."""
    found = re.fullmatch(_REPOSITORY.format(host), text.strip())
    if not found and re.fullmatch(_REPOSITORY.format("gitlab"), text.strip()):
        raise ValueError(f"'{text}' is at GitLab; start again with --gitlab")
    if found and found[2].endswith(f".{host}.io"):  # its name says whose it is
        owner = found[2].removesuffix(f".{host}.io")
    user = found and (found[1] or owner)
    if found and not found[1] and (found[2].lower() == owner.lower() or f"{host}.com/" in text.lower()):
        return f"{found[2]}/{found[2]}.{host}.io"  # only the name of a user
    if not found or not user:
        raise ValueError(f"'{text}' is not a repository; write one such as octocat/octocat.{host}.io")
    return f"{user}/{found[2]}"


def read_photo(text: str) -> str:
    """The path of a picture; `ValueError` if it is not a picture; the message says why."""
    path = _dragged(text.strip())
    if path.suffix.lower() in {".heic", ".heif"}:
        raise ValueError(f"'{path.name}' is a phone photo that browsers cannot show; save it as .jpg")
    if path.is_dir():
        raise ValueError(f"'{text}' is a folder; name the file of the picture")
    if not path.is_file():
        folder = path.parent
        names = [one.name for one in folder.iterdir()] if folder.is_dir() else []
        hint = did_you_mean(path.name, names, show_all=0) if folder.is_dir() else f"; there is no folder '{folder}'"
        raise ValueError(f"there is no file '{path}'{hint}")
    if path.suffix.lower() not in PHOTO_ENDINGS:
        raise ValueError(f"'{text}' is not a picture for a web page; use one of {', '.join(PHOTO_ENDINGS)}")
    return str(path)


def _dragged(text: str) -> Path:
    """The path of a file as terminals write it when it is dragged into them: in quotes, escaped, or as a URL."""
    if text.startswith("& "):  # PowerShell
        text = text[2:].strip()
    if text.lower().startswith("file:"):
        return Path(url2pathname(urlsplit(text).path))
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return Path(text[1:-1]).expanduser()
    path = Path(text).expanduser()
    if "\\" in text and os.name != "nt" and not path.exists():
        path = Path(re.sub(r"\\(.)", r"\1", text)).expanduser()
    return path


def profile_errors(owner: Owner) -> Iterable[str]:
    """Messages about invalid fields of the profile."""
    record: dict[str, Any] = {"name": owner.name or "x", "links": list(owner.links)}
    record |= {"email": owner.email} if owner.email else {}
    record |= {"native_name": owner.native_name} if owner.native_name else {}
    try:
        Profile.model_validate(record)
    except ValidationError as error:
        return [f"{'.'.join(map(str, location))}: {message}" for location, message in findings(error, Profile)]
    return []
