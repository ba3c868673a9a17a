"""Services with profiles of people: one table with the icon, the label and the URL of `- scholar: ID`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple
from urllib.parse import quote, urlsplit

from mkdocs_researcher.entry_points import EntryPointError, EntryPointGroup
from mkdocs_researcher.errors import did_you_mean
from mkdocs_researcher.fields.identifiers import IDENTIFIERS
from mkdocs_researcher.fields.links import LINK_SCHEMA, Link, LinkList, as_text, read_link
from mkdocs_researcher.fields.urls import check_url, is_external, looks_like_host, quoted


class Service(NamedTuple):
    """A service with profiles of people.

    Attributes:
        key: the name in data files.
        label: text of the link.
        icon: a bundled icon of the theme, or one of ours (`researcher/…`).
        url: its URL, with `{id}`; empty where the author gives a URL or a path.
        example: a valid id.
        pattern: regular expression of its ids.
        aliases: other names in data files.
        hosts: hosts that full URLs may have besides that of `url`; `*` for any.
    """

    key: str
    label: str
    icon: str
    url: str
    example: str
    pattern: str = r"[^\s/\\?#&=%:]+"
    aliases: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


_NUMBER = "[0-9]+"
_ANY = ("*",)

# fmt: off
SERVICES: tuple[Service, ...] = (
    # Ways to reach a person
    Service("email", "Email", "material/email", "mailto:{id}", "jane@example.org",
            r"[^\s@<>()\[\],;:\"\\?%]+@[\w-]+(\.[\w-]+)+", aliases=("mail",)),
    Service("website", "Website", "material/web", "", "https://example.org",
            aliases=("homepage", "web", "url")),
    Service("cv", "CV", "material/file-account", "", "files/cv.pdf", aliases=("cv_pdf", "resume", "vita")),
    Service("calendly", "Appointment", "material/calendar-clock", "https://calendly.com/{id}", "jane-doe",
            r"[\w-]+(/[\w-]+)?", aliases=("appointment", "meeting"), hosts=_ANY),
    Service("rss", "RSS", "simple/rss", "", "feed.xml", aliases=("atom", "feed")),
    # Scholarship
    Service("scholar", "Google Scholar", "simple/googlescholar",
            "https://scholar.google.com/citations?user={id}", "MiraExample1", r"[\w-]{12}",
            aliases=("google_scholar", "gs", "scholar_userid"), hosts=("scholar.google",)),
    Service("orcid", "ORCID", "simple/orcid", "https://orcid.org/{id}", "0000-0002-1825-0097",
            aliases=("orcid_id",)),
    Service("semantic_scholar", "Semantic Scholar", "simple/semanticscholar",
            "https://www.semanticscholar.org/author/{id}", "1741101", _NUMBER, aliases=("s2",)),
    Service("dblp", "DBLP", "simple/dblp", "https://dblp.org/pid/{id}.html", "h/GeoffreyEHinton",
            r"[\w-]+/[\w-]+", hosts=("dblp.uni-trier.de", "dblp.dagstuhl.de")),
    Service("openreview", "OpenReview", "researcher/openreview", "https://openreview.net/profile?id={id}",
            "~Jane_Doe1", r"~[^\s/\\?#&=%:]+[0-9]"),
    Service("arxiv", "arXiv", "simple/arxiv", "https://arxiv.org/a/{id}", "doe_j_1"),
    Service("acl", "ACL Anthology", "researcher/acl", "https://aclanthology.org/people/{id}/", "jane-doe",
            r"[\w-]+(/[\w-]+)?", aliases=("acl_anthology",)),
    Service("openalex", "OpenAlex", "researcher/openalex", "https://openalex.org/{id}", "A5023888391",
            r"[Aa][0-9]+"),
    Service("researchgate", "ResearchGate", "simple/researchgate", "https://www.researchgate.net/profile/{id}",
            "Jane-Doe"),
    Service("scopus", "Scopus", "simple/scopus", "https://www.scopus.com/authid/detail.uri?authorId={id}",
            "7004212771", _NUMBER),
    Service("researcher_id", "Web of Science", "simple/clarivate",
            "https://www.webofscience.com/wos/author/record/{id}", "A-1009-2008",
            aliases=("web_of_science", "wos", "publons"), hosts=("publons.com", "researcherid.com")),
    Service("pubmed", "PubMed", "simple/pubmed", "https://www.ncbi.nlm.nih.gov/myncbi/{id}/bibliography/public/",
            "jane.doe.1", aliases=("my_ncbi",)),
    Service("hal", "HAL", "simple/hal", "https://cv.hal.science/{id}", "jane-doe",
            hosts=("hal.science", "archives-ouvertes.fr")),
    Service("inspire", "INSPIRE", "simple/inspire", "https://inspirehep.net/authors/{id}", "1010907", _NUMBER,
            aliases=("inspirehep",)),
    Service("researchmap", "researchmap", "material/account-school", "https://researchmap.jp/{id}", "jane_doe"),
    Service("kaken", "KAKEN", "material/school", "https://nrid.nii.ac.jp/nrid/10000{id}/", "12345678", "[0-9]{8}",
            hosts=("nii.ac.jp",)),
    Service("ssrn", "SSRN", "simple/ssrn", "https://ssrn.com/author={id}", "1234567", _NUMBER),
    Service("repec", "RePEc", "researcher/repec", "https://ideas.repec.org/f/{id}.html", "pdo123",
            aliases=("ideas",), hosts=("repec.org",)),
    Service("acm", "ACM", "simple/acm", "https://dl.acm.org/profile/{id}", "81100000000", _NUMBER),
    Service("ieee", "IEEE Xplore", "simple/ieee", "https://ieeexplore.ieee.org/author/{id}", "37085000000",
            _NUMBER, aliases=("ieee_xplore",)),
    Service("zenodo", "Zenodo", "simple/zenodo", "https://zenodo.org/communities/{id}", "my-group"),
    Service("osf", "OSF", "simple/osf", "https://osf.io/{id}/", "ab3cd"),
    Service("zotero", "Zotero", "simple/zotero", "https://www.zotero.org/{id}", "jane_doe"),
    Service("academia", "Academia.edu", "simple/academia", "https://independent.academia.edu/{id}", "JaneDoe",
            aliases=("academia_edu",), hosts=("academia.edu",)),
    Service("wikipedia", "Wikipedia", "simple/wikipedia", "https://en.wikipedia.org/wiki/{id}", "Alan_Turing",
            r"[^\s\\?#%]+", hosts=("wikipedia.org",)),
    # Code and data
    Service("github", "GitHub", "simple/github", "https://github.com/{id}", "octocat", r"[\w-]+",
            aliases=("gh",), hosts=("github.io",)),
    Service("gitlab", "GitLab", "simple/gitlab", "https://gitlab.com/{id}", "jane.doe",
            r"[\w.-]+(/[\w.-]+)*", hosts=_ANY),
    Service("bitbucket", "Bitbucket", "simple/bitbucket", "https://bitbucket.org/{id}/", "janedoe"),
    Service("huggingface", "Hugging Face", "simple/huggingface", "https://huggingface.co/{id}", "janedoe",
            aliases=("hf",), hosts=("hf.co",)),
    Service("kaggle", "Kaggle", "simple/kaggle", "https://www.kaggle.com/{id}", "janedoe"),
    Service("stackoverflow", "Stack Overflow", "simple/stackoverflow", "https://stackoverflow.com/users/{id}",
            "22656", _NUMBER, hosts=("stackexchange.com",)),
    # Networks
    Service("linkedin", "LinkedIn", "fontawesome/brands/linkedin", "https://www.linkedin.com/in/{id}/",
            "jane-doe", hosts=("lnkd.in",)),
    Service("x", "X", "simple/x", "https://x.com/{id}", "janedoe", r"\w+", aliases=("twitter",),
            hosts=("twitter.com",)),
    Service("bluesky", "Bluesky", "simple/bluesky", "https://bsky.app/profile/{id}", "jane.bsky.social",
            r"[\w-]+(\.[\w-]+)+", aliases=("bsky",)),
    Service("mastodon", "Mastodon", "simple/mastodon", "https://{id}", "jane@mastodon.social",
            r"[\w-]+(\.[\w-]+)+/@[\w.-]+", hosts=_ANY),
    Service("threads", "Threads", "simple/threads", "https://www.threads.com/@{id}", "janedoe",
            hosts=("threads.net",)),
    Service("facebook", "Facebook", "simple/facebook", "https://www.facebook.com/{id}", "jane.doe",
            aliases=("fb",), hosts=("fb.com", "fb.me")),
    Service("instagram", "Instagram", "simple/instagram", "https://www.instagram.com/{id}/", "janedoe"),
    Service("youtube", "YouTube", "simple/youtube", "https://www.youtube.com/{id}", "janedoe",
            r"@[^\s/\\?#&=%:@]+|channel/UC[\w-]{22}", hosts=("youtu.be",)),
    Service("medium", "Medium", "simple/medium", "https://medium.com/@{id}", "janedoe", hosts=_ANY),
    Service("substack", "Substack", "simple/substack", "https://{id}.substack.com", "janedoe",
            r"[a-zA-Z0-9-]+", hosts=_ANY),
    Service("telegram", "Telegram", "simple/telegram", "https://t.me/{id}", "janedoe",
            hosts=("telegram.me",)),
    Service("whatsapp", "WhatsApp", "simple/whatsapp", "https://wa.me/{id}", "442079460123", _NUMBER,
            hosts=("whatsapp.com",)),
    Service("zhihu", "Zhihu", "simple/zhihu", "https://www.zhihu.com/people/{id}", "jane-doe",
            aliases=("知乎",), hosts=("zhihu.com",)),
    Service("weibo", "Weibo", "simple/sinaweibo", "https://weibo.com/{id}", "1234567890",
            r"[^\s\\?#&=%:]+", aliases=("微博",), hosts=("weibo.cn",)),
    Service("bilibili", "Bilibili", "simple/bilibili", "https://space.bilibili.com/{id}", "12345678", _NUMBER,
            hosts=("bilibili.com", "b23.tv")),
    Service("xiaohongshu", "Xiaohongshu", "simple/xiaohongshu", "https://www.xiaohongshu.com/user/profile/{id}",
            "5b1234567890abcdef123456", aliases=("rednote", "小红书"), hosts=("xhslink.com",)),
    Service("wechat", "WeChat", "simple/wechat", "", "jane_doe", aliases=("weixin", "wechat_qr", "微信")),
)
# fmt: on


def _folded(name: str) -> str:
    return re.sub(r"[\s_.-]+", "", name).casefold()


_BY_NAME = {_folded(name): service for service in SERVICES for name in (service.label, service.key, *service.aliases)}
_NAMES = sorted(name for service in SERVICES for name in (service.key, *service.aliases))
_ELSEWHERE = "Write any other link as {label: …, url: …}"
_IMAGE = r"(?i).+\.(?:png|jpe?g|gif|svg|webp|avif)"


def find_service(name: str) -> Service:
    """The service of that name or alias; case, `-`, `_` and spaces are ignored.

    The `ValueError` has the closest known name, or the reason why the service of another package is broken.
    """
    if service := _BY_NAME.get(_folded(name)) or EXTERNAL.get(name) or _with_alias(name):
        return service
    hint = did_you_mean(name.strip().casefold(), [*_NAMES, *EXTERNAL.names()]) or "."
    raise ValueError(f"unknown link service {quoted(name)}{hint} {_ELSEWHERE}")


def _check_service(name: str, value: object, _package: str) -> Service:
    if not isinstance(value, Service):
        raise ValueError(f"is of the type {type(value).__name__} instead of Service")
    if value.key != name:
        raise ValueError(f"has another key as a Service, '{value.key}'")
    if value.url and "{id}" not in value.url:
        raise ValueError("has a URL without '{id}'")
    try:
        re.compile(value.pattern)
    except re.error:
        raise ValueError(f"has a pattern that is not a regular expression, {quoted(value.pattern)}") from None
    return value


EXTERNAL: EntryPointGroup[Service] = EntryPointGroup(
    "mkdocs_researcher.services", "link service", lambda name: _folded(name) in _BY_NAME, _check_service, _folded
)


def _with_alias(name: str) -> Service | None:
    for key in EXTERNAL.names():
        try:
            service = EXTERNAL.get(key)
        except EntryPointError:
            continue  # reported where it is used by its name
        if service and _folded(name) in map(_folded, (service.label, *service.aliases)):
            return service
    return None


def service_link(key: str, value: object) -> Link:
    """The link to a profile; the `ValueError` for any other value shows an example.

    Args:
        key: a name that `find_service` knows.
        value: an id, a user name with or without `@`, or a full URL of that service, which is kept. WeChat has no
            URLs: an image is linked, an id becomes part of a label without URL.
    """
    service = find_service(key)
    text = as_text(value)
    if not text:
        raise ValueError(f"it is empty: write one such as {service.example}")
    if service.key == "wechat" and not is_external(text) and not re.fullmatch(_IMAGE, text):
        if not re.fullmatch(service.pattern, text) or not text.isprintable():
            raise ValueError(f"{quoted(text)} is not a WeChat id: write one such as {service.example}, or an image")
        return Link(f"{service.label}: {text}", "", service.icon)
    return Link(service.label, _profile_url(service, text), service.icon)


def _profile_url(service: Service, text: str) -> str:
    if not service.url:
        return check_url(text)
    if service.key == "orcid":
        return IDENTIFIERS["orcid"].url(IDENTIFIERS["orcid"].normalize(text))
    if re.match(r"(?:https?:)?//", text, re.I):
        url = check_url(text)
        _check_host(service, url)
        _check_profile(service, url)
        return url
    if "/" in text and looks_like_host(text):
        raise ValueError(f"{quoted(text)} looks like a web address: write {quoted('https://' + text)}")
    name = _completed(service.key, text)
    if not re.fullmatch(service.pattern, name) or not name.isprintable():
        noun = "an email address" if service.key == "email" else f"an id of {service.label}"
        raise ValueError(f"{quoted(text)} is not {noun}: write one such as {service.example}")
    return service.url.format(id=quote(name, safe="/~@:+!"))


def _completed(key: str, text: str) -> str:
    """The id in the form of the service's URL, completed where authors leave parts out."""
    name = text.removeprefix("@").rstrip("/")
    match key:
        case "scholar" if found := re.search(r"(?:^|[?&])user=([\w-]+)", text):  # a part of the address
            name = found[1]
        case "email":
            name = re.sub("^mailto:", "", text, flags=re.I)
        case "mastodon":  # user@host, or @user@host as Mastodon shows it
            user, _, host = name.partition("@")
            name = f"{host}/@{user}"
        case "bluesky" if "." not in name:
            name += ".bsky.social"
        case "openreview" if not name.startswith("~"):
            name = f"~{name}"
        case "whatsapp":  # https://wa.me accepts digits only
            name = re.sub(r"^\+|-", "", name)
        case "youtube":
            name = f"channel/{name}" if re.fullmatch(r"UC[\w-]{22}", name) else f"@{name}"
    return name


def says_service(link: Link) -> bool:
    """True if a link has the label and icon of a service in the table rather than the author's own."""
    return any(link.label == service.label and link.icon == service.icon for service in (*SERVICES, *EXTERNAL.loaded()))


def _check_host(service: Service, url: str) -> None:
    """Rejects the URL of one service under the name of another."""
    host = urlsplit(url).hostname or ""
    home = (urlsplit(service.url).hostname or "").removeprefix("www.")
    known = (home, *service.hosts)
    if "*" not in known and not any(f".{name}." in f".{host}." for name in known):
        raise ValueError(f"{quoted(url)} is not a URL of {service.label} ({home}). {_ELSEWHERE}")


def _check_profile(service: Service, url: str) -> None:
    """Rejects the address of a service that is nobody's profile."""
    parts = urlsplit(url)
    if service.key == "scholar" and parts.path.startswith("/citations") and "user=" not in parts.query:
        raise ValueError(
            f"{quoted(url)} does not name you: copy the address with 'user=' in it, or write {service.example}"
        )
    is_start = not parts.path.strip("/") and not parts.query and parts.hostname == urlsplit(service.url).hostname
    if is_start and "*" not in service.hosts:
        raise ValueError(f"{quoted(url)} is the start page of {service.label}: write one such as {service.example}")


def _read_item(key: object, value: object) -> Link:
    if isinstance(value, Link):
        return value
    if key is None and isinstance(value, Mapping):
        if "label" in value or "url" in value:
            return read_link(value.get("label"), value)
        if len(value) == 1:
            key, value = next(iter(value.items()))
    if key is None:
        raise ValueError("write one link per dash, as '- github: octocat' or as '- {label: …, url: …}'")
    find_service(str(key))
    try:
        return service_link(str(key), value)
    except ValueError as error:
        raise ValueError(f"link {quoted(str(key))}: {error}") from None


def _schema() -> dict[str, Any]:
    value = {"type": ["string", "integer"]}
    known = {service.key: {**value, "examples": [service.example]} for service in SERVICES}
    item = {"type": "object", "properties": known, "additionalProperties": value}
    one = {"anyOf": [{**item, "minProperties": 1, "maxProperties": 1}, LINK_SCHEMA]}
    return {
        "anyOf": [{"type": "array", "items": one}, item],
        "examples": [[{"scholar": "MiraExample1"}, {"github": "octocat"}]],
    }


ProfileLinks = Annotated[tuple[Link, ...], LinkList(_read_item, _schema())]
