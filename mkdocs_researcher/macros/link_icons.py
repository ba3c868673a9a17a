"""Icons of links by the words on them and the place they lead to."""

from __future__ import annotations

from mkdocs_researcher.fields.links import Link

_BY_HOST = (
    ("github.com/", "simple/github"),
    ("gitlab.com/", "simple/gitlab"),
    ("huggingface.co/", "simple/huggingface"),
    ("arxiv.org/", "simple/arxiv"),
    ("openreview.net/", "researcher/openreview"),
    ("youtube.com/", "simple/youtube"),
    ("youtu.be/", "simple/youtube"),
    ("zenodo.org/", "simple/zenodo"),
    ("osf.io/", "simple/osf"),
    ("kaggle.com/", "simple/kaggle"),
    ("mp.weixin.qq.com/", "simple/wechat"),
)

# What a label starts with; the first that fits.
_BY_LABEL = (
    (("paper", "pdf", "full text", "article", "manuscript", "report", "chapter", "preprint", "论文", "全文"),
     "material/file-document-outline"),
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
_OTHER = "material/open-in-new"


def with_icon(link: Link) -> Link:
    """The link with an icon: the author's own, else by host, else by label."""
    if link.icon:
        return link
    label, url = link.label.casefold(), link.url.casefold()
    by_host = next((icon for host, icon in _BY_HOST if host in url), "")
    by_label = next((icon for words, icon in _BY_LABEL if label.startswith(words)), "")
    if by_label == "material/file-document-outline" or not by_host:
        return Link(link.label, link.url, by_label or _OTHER)
    return Link(link.label, link.url, by_host)
