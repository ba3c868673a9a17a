"""Buttons: icons of links, and the labels of those that no author wrote, in the language of the site."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence

from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.macros.base import Data

_HOST = re.compile(r"https?://(?:www\.)?([^/?#]+)", re.IGNORECASE)
_BY_HOST = {
    "github.com": "simple/github",
    "gitlab.com": "simple/gitlab",
    "huggingface.co": "simple/huggingface",
    "arxiv.org": "simple/arxiv",
    "openreview.net": "researcher/openreview",
    "youtube.com": "simple/youtube",
    "youtu.be": "simple/youtube",
    "zenodo.org": "simple/zenodo",
    "osf.io": "simple/osf",
    "kaggle.com": "simple/kaggle",
    "mp.weixin.qq.com": "simple/wechat",
}

_PAPER = "material/file-document-outline"
CODE_ICONS = frozenset(["material/code-tags", "simple/github", "simple/gitlab"])
"""Icons of links to code."""
_OTHER = "material/open-in-new"
# Beginnings of labels; the first that matches counts.
_BY_LABEL = (
    (("paper", "pdf", "full text", "article", "manuscript", "report", "chapter", "preprint", "论文", "全文"),
     _PAPER),
    (("code", "software", "source", "repository", "implementation", "代码"), "material/code-tags"),
    (("slides", "presentation", "talk", "keynote", "幻灯片"), "material/presentation"),
    (("video", "recording", "demo video", "视频"), "material/play-circle-outline"),
    (("poster", "海报"), "material/image-text"),
    (("data", "dataset", "benchmark", "corpus", "数据"), "material/database-outline"),
    (("model", "weights", "checkpoint", "hf "), "material/cube-outline"),
    (("demo", "try", "playground", "演示"), "material/rocket-launch-outline"),
    (("project", "website", "web", "page", "homepage", "home page", "项目", "主页"), "material/web"),
    (("blog", "post", "news", "press", "media", "博客"), "material/post-outline"),
    (("review", "open review", "审稿"), "material/comment-text-outline"),
    (("supp", "appendix", "补充"), "material/file-plus-outline"),
    (("publisher", "doi", "journal", "proceedings", "virtual"), "material/book-open-page-variant-outline"),
    (("award", "prize"), "material/trophy-outline"),
)  # fmt: skip


def with_icon(link: Link) -> Link:
    """The link with an icon: its own, else by label if it links to a paper, else by host, else by label."""
    if link.icon:
        return link
    host = _HOST.match(link.url)
    return Link(link.label, link.url, _icon(link.label, host[1] if host else ""))


@functools.cache
def _icon(label: str, host: str) -> str:
    by_label = next((icon for words, icon in _BY_LABEL if label.casefold().startswith(words)), "")
    if by_label == _PAPER:
        return by_label
    return _BY_HOST.get(host.casefold(), by_label or _OTHER)


def with_icons(links: Iterable[Link]) -> tuple[Link, ...]:
    """The links, each with an icon."""
    return tuple(map(with_icon, links))


# Labels made from identifiers, BibTeX fields and services, and their phrases; proper names are not translated.
_KEYS = {
    "Appointment": "link_appointment",
    "CV": "link_cv",
    "Code": "code",
    "Data": "link_data",
    "Demo": "link_demo",
    "Paper": "link_paper",
    "Poster": "poster_one",
    "Preprint": "preprint_one",
    "Project": "link_project",
    "Publisher": "link_publisher",
    "Slides": "link_slides",
    "Supplement": "link_supplement",
    "Video": "link_video",
    "Website": "link_website",
}


def link_labels(data: Data) -> Mapping[str, str]:
    """Translations of labels, without those that stay the same; for `data.derived`."""
    shown = {label: data.words[key] for label, key in _KEYS.items()}
    return {label: text for label, text in shown.items() if text != label}


def with_labels(links: Sequence[Link], labels: Mapping[str, str], written: int = 0) -> tuple[Link, ...]:
    """The links with translated labels."""
    return tuple(
        link if index < written or link.label not in labels else link._replace(label=labels[link.label])
        for index, link in enumerate(links)
    )
