import re
from pathlib import Path
from xml.etree import ElementTree as ET

import material
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

import mkdocs_researcher
from mkdocs_researcher.fields.identifiers import IDENTIFIERS, links_for
from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.fields.profile_services import SERVICES, ProfileLinks, find_service, service_link
from mkdocs_researcher.fields.urls import check_url, is_external

OURS = Path(mkdocs_researcher.__file__).parent / "assets" / "icons"
THEIRS = Path(material.__file__).parent / "templates" / ".icons"
MANUAL = Path(__file__).parents[2] / "example_site" / "docs" / "macros" / "links.md"
WITHOUT_URL = {"wechat": "nothing; an image is linked"}
MISTYPED = "the ORCID iD '0000-0002-1825-0098' is mistyped: after its other digits the last one would be 7"
REST = "Write any other link as {label: …, url: …}"

LINKS = {
    "email": "mailto:jane@example.org",
    "website": "https://example.org",
    "cv": "files/cv.pdf",
    "calendly": "https://calendly.com/jane-doe",
    "rss": "feed.xml",
    "scholar": "https://scholar.google.com/citations?user=MiraExample1",
    "orcid": "https://orcid.org/0000-0002-1825-0097",
    "semantic_scholar": "https://www.semanticscholar.org/author/1741101",
    "dblp": "https://dblp.org/pid/h/GeoffreyEHinton.html",
    "openreview": "https://openreview.net/profile?id=~Jane_Doe1",
    "arxiv": "https://arxiv.org/a/doe_j_1",
    "acl": "https://aclanthology.org/people/jane-doe/",
    "openalex": "https://openalex.org/A5023888391",
    "researchgate": "https://www.researchgate.net/profile/Jane-Doe",
    "scopus": "https://www.scopus.com/authid/detail.uri?authorId=7004212771",
    "researcher_id": "https://www.webofscience.com/wos/author/record/A-1009-2008",
    "pubmed": "https://www.ncbi.nlm.nih.gov/myncbi/jane.doe.1/bibliography/public/",
    "hal": "https://cv.hal.science/jane-doe",
    "inspire": "https://inspirehep.net/authors/1010907",
    "researchmap": "https://researchmap.jp/jane_doe",
    "kaken": "https://nrid.nii.ac.jp/nrid/1000012345678/",
    "ssrn": "https://ssrn.com/author=1234567",
    "repec": "https://ideas.repec.org/f/pdo123.html",
    "acm": "https://dl.acm.org/profile/81100000000",
    "ieee": "https://ieeexplore.ieee.org/author/37085000000",
    "zenodo": "https://zenodo.org/communities/my-group",
    "osf": "https://osf.io/ab3cd/",
    "zotero": "https://www.zotero.org/jane_doe",
    "academia": "https://independent.academia.edu/JaneDoe",
    "wikipedia": "https://en.wikipedia.org/wiki/Alan_Turing",
    "github": "https://github.com/octocat",
    "gitlab": "https://gitlab.com/jane.doe",
    "bitbucket": "https://bitbucket.org/janedoe/",
    "huggingface": "https://huggingface.co/janedoe",
    "kaggle": "https://www.kaggle.com/janedoe",
    "stackoverflow": "https://stackoverflow.com/users/22656",
    "linkedin": "https://www.linkedin.com/in/jane-doe/",
    "x": "https://x.com/janedoe",
    "bluesky": "https://bsky.app/profile/jane.bsky.social",
    "mastodon": "https://mastodon.social/@jane",
    "threads": "https://www.threads.com/@janedoe",
    "facebook": "https://www.facebook.com/jane.doe",
    "instagram": "https://www.instagram.com/janedoe/",
    "youtube": "https://www.youtube.com/@janedoe",
    "medium": "https://medium.com/@janedoe",
    "substack": "https://janedoe.substack.com",
    "telegram": "https://t.me/janedoe",
    "whatsapp": "https://wa.me/442079460123",
    "zhihu": "https://www.zhihu.com/people/jane-doe",
    "weibo": "https://weibo.com/1234567890",
    "bilibili": "https://space.bilibili.com/12345678",
    "xiaohongshu": "https://www.xiaohongshu.com/user/profile/5b1234567890abcdef123456",
    "wechat": "",
}


def test_examples_give_these_urls():
    assert {service.key: service_link(service.key, service.example).url for service in SERVICES} == LINKS


def test_the_manual_has_a_row_for_each_service():
    rows = re.findall(r"^\| (`.*?) \| (.*?) \| `(.*?)` \| (.*?) \|$", MANUAL.read_text(encoding="utf-8"), re.MULTILINE)
    expected = [
        (
            ", ".join(f"`{name}`" for name in (service.key, *service.aliases)),
            service.label,
            service.example,
            f"`{service.url}`" if service.url else WITHOUT_URL.get(service.key, "an address or a file"),
        )
        for service in SERVICES
    ]
    assert rows == expected


@pytest.mark.parametrize("service", [s for s in SERVICES if s.key != "wechat"], ids=lambda s: s.key)
def test_full_urls_are_kept(service):
    url = LINKS[service.key]
    assert service_link(service.key, url) == Link(service.label, url, service.icon)
    assert check_url(url) == url


@pytest.mark.parametrize(
    ("key", "value", "url"),
    [
        ("twitter", "@jane_doe", "https://x.com/jane_doe"),
        ("x", "https://twitter.com/jane", "https://twitter.com/jane"),
        ("mastodon", "@jane@mathstodon.xyz", "https://mathstodon.xyz/@jane"),
        ("mastodon", "https://hci.social/@jane", "https://hci.social/@jane"),
        ("bluesky", "@jane", "https://bsky.app/profile/jane.bsky.social"),
        ("bluesky", "jane.example.org", "https://bsky.app/profile/jane.example.org"),
        ("openreview", "Jane_Doe1", "https://openreview.net/profile?id=~Jane_Doe1"),
        ("openreview", "~Zoë_Doe1", "https://openreview.net/profile?id=~Zo%C3%AB_Doe1"),
        ("youtube", "@jane", "https://www.youtube.com/@jane"),
        ("youtube", "UC" + "a" * 22, "https://www.youtube.com/channel/UC" + "a" * 22),
        ("whatsapp", "+44-20-79460123", "https://wa.me/442079460123"),
        ("email", "mailto:jane+web@example.org", "mailto:jane+web@example.org"),
        ("orcid", "https://orcid.org/0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        (
            "scholar",
            "https://scholar.google.com.hk/citations?user=x",
            "https://scholar.google.com.hk/citations?user=x",
        ),
        ("dblp", "https://dblp.uni-trier.de/pid/1/2.html", "https://dblp.uni-trier.de/pid/1/2.html"),
        ("linkedin", "https://cn.linkedin.com/in/jane", "https://cn.linkedin.com/in/jane"),
        ("linkedin", "张三", "https://www.linkedin.com/in/%E5%BC%A0%E4%B8%89/"),
        ("gitlab", "https://gitlab.inria.fr/jane", "https://gitlab.inria.fr/jane"),
        ("acl", "jane-doe/unverified", "https://aclanthology.org/people/jane-doe/unverified/"),
        ("zhihu", 12345, "https://www.zhihu.com/people/12345"),
        ("cv", "./cv.pdf", "cv.pdf"),
        ("github", " octocat ", "https://github.com/octocat"),
    ],
)
def test_other_ways_to_write(key, value, url):
    assert service_link(key, value).url == url


def test_wechat_has_no_urls():
    assert service_link("wechat", "jane_doe") == Link("WeChat: jane_doe", "", "simple/wechat")
    assert service_link("weixin", "images/qr.png") == Link("WeChat", "images/qr.png", "simple/wechat")
    assert service_link("微信", "https://example.org/qr") == Link("WeChat", "https://example.org/qr", "simple/wechat")


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("github", "a b", "'a b' is not an id of GitHub: write one such as octocat"),
        ("github", "a\x00b", "'a\\x00b' is not an id of GitHub: write one such as octocat"),
        ("kaggle", "a\u200bb", "'a\\u200bb' is not an id of Kaggle: write one such as janedoe"),
        ("linkedin", "javascript:x", "'javascript:x' is not an id of LinkedIn: write one such as jane-doe"),
        ("linkedin", "in/jane", "'in/jane' is not an id of LinkedIn: write one such as jane-doe"),
        ("scholar", "x&hl=en", "'x&hl=en' is not an id of Google Scholar: write one such as MiraExample1"),
        ("mastodon", "jane", "'jane' is not an id of Mastodon: write one such as jane@mastodon.social"),
        (
            "email",
            "jane at x.org",
            "'jane at x.org' is not an email address: write one such as jane@example.org",
        ),
        ("email", "jane@example", "'jane@example' is not an email address: write one such as jane@example.org"),
        ("email", "a@b, c@d", "'a@b, c@d' is not an email address: write one such as jane@example.org"),
        ("wechat", "a b", "'a b' is not a WeChat id: write one such as jane_doe, or an image"),
        ("wechat", "data:x", "'data:x' is not a WeChat id: write one such as jane_doe, or an image"),
        ("website", "example.org", "'example.org' looks like a web address: write 'https://example.org'"),
        (
            "github",
            "github.com/jd",
            "'github.com/jd' looks like a web address: write 'https://github.com/jd'",
        ),
        ("github", "//github.com/jd", "'//github.com/jd' has no scheme: write 'https://github.com/jd'"),
        (
            "github",
            "https://x.com/jane",
            f"'https://x.com/jane' is not a URL of GitHub (github.com). {REST}",
        ),
        ("orcid", "0000-0002-1825-0098", MISTYPED),
        ("github", "", "it is empty: write one such as octocat"),
        ("github", None, "the value is missing"),
        ("github", True, "YAML does not read 'True' as text: write it in quotes"),
        ("githb", "x", f"unknown link service 'githb', did you mean 'github'? {REST}"),
        ("foursquare!", "x", f"unknown link service 'foursquare!'. {REST}"),
    ],
)
def test_bad_values(key, value, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        service_link(key, value)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("googlescholar", "scholar"),
        ("google_scholar", "scholar"),
        ("Google Scholar", "scholar"),
        ("gs", "scholar"),
        ("Twitter", "x"),
        ("e-mail", "email"),
        ("Stack-Overflow", "stackoverflow"),
        ("SemanticScholar", "semantic_scholar"),
        ("ACADEMIA.EDU", "academia"),
        ("小红书", "xiaohongshu"),
    ],
)
def test_find_service(name, key):
    assert find_service(name).key == key


def test_names_are_clear():
    names = [re.sub("[-_. ]", "", name).casefold() for service in SERVICES for name in {service.key, *service.aliases}]
    assert len(names) == len(set(names))
    for service in SERVICES:
        assert find_service(service.label) is service
        assert find_service(service.key.upper()) is service


@given(st.sampled_from(SERVICES), st.text())
def test_links_are_harmless(service, text):
    try:
        link = service_link(service.key, text)
    except ValueError:
        return
    assert link.url == "" or check_url(link.url) == link.url
    if service.url and service.key != "wechat":
        assert is_external(link.url)
        assert link.url.isascii() or re.match("https?://", text, re.I)


def test_every_icon_exists():
    rows = [*SERVICES, *(row for row in IDENTIFIERS.values() if row.icon)]
    icons = {row.icon for row in rows} | {link.icon for link in links_for({"arxiv": "2403.12345"})}
    missing = [icon for icon in icons if not any((d / f"{icon}.svg").is_file() for d in (OURS, THEIRS))]
    assert missing == []


@pytest.mark.parametrize("path", sorted(OURS.rglob("*.svg")), ids=lambda path: path.stem)
def test_our_icons_are_plain(path):
    svg = ET.fromstring(path.read_text(encoding="utf-8"))
    assert svg.attrib == {"viewBox": "0 0 24 24"}
    assert [child.tag for child in svg] == ["{http://www.w3.org/2000/svg}path"]


class Profile(BaseModel):
    links: ProfileLinks = ()


@pytest.mark.parametrize(
    "written",
    [
        [
            {"gs": "MiraExample1"},
            {"label": "Lab", "url": "lab.md", "icon": "material/flask"},
            {"GitHub": "octocat"},
        ],
        [
            Link("Google Scholar", LINKS["scholar"], "simple/googlescholar"),
            Link("Lab", "lab.md", "material/flask"),
            Link("GitHub", LINKS["github"], "simple/github"),
        ],
    ],
)
def test_profile_links(written):
    profile = Profile(links=written)
    assert profile.links == (
        Link("Google Scholar", LINKS["scholar"], "simple/googlescholar"),
        Link("Lab", "lab.md", "material/flask"),
        Link("GitHub", LINKS["github"], "simple/github"),
    )
    assert Profile(**profile.model_dump(mode="json")) == profile


def test_profile_links_as_a_mapping():
    links = Profile(links={"scholar": "MiraExample1", "github": "octocat"}).links
    assert [link.label for link in links] == ["Google Scholar", "GitHub"]
    assert Profile(links=None).links == ()


DASH = "write one link per dash, as '- github: octocat' or as '- {label: …, url: …}'"


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"githb": "x"}, f"unknown link service 'githb', did you mean 'github'? {REST}"),
        ({"github": "a b"}, "link 'github': 'a b' is not an id of GitHub: write one such as octocat"),
        ({"github": None}, "link 'github': the value is missing"),
        ({"github": "a", "orcid": "b"}, DASH),
        ("https://example.org", DASH),
        ({"label": "Lab"}, "link 'Lab': it has no URL"),
        ({"url": "lab.md"}, "a link has no label: write 'Paper: https://…'"),
        ({"label": "Lab", "link": "x"}, "a link has no field 'link'; known: icon, label, url"),
    ],
)
def test_bad_items_are_named(item, message):
    with pytest.raises(ValidationError) as caught:
        Profile(links=[{"github": "octocat"}, item, {"orcid": "0000-0002-1825-0097"}])
    (error,) = caught.value.errors()
    assert (error["loc"], error["msg"]) == (("links", 1), f"Value error, {message}")


def test_json_schema_knows_the_services():
    schema = TypeAdapter(ProfileLinks).json_schema()
    item = schema["anyOf"][0]["items"]["anyOf"][0]
    assert item["properties"]["github"] == {"type": ["string", "integer"], "examples": ["octocat"]}
    assert set(item["properties"]) == set(LINKS)
