"""`mkdocs.yml` of a site that was one of HugoBlox: its settings and its navigation."""

from __future__ import annotations

from collections.abc import Mapping

from mkdocs_researcher.migration.hugoblox.project import HugoProject
from mkdocs_researcher.migration.project_file import project_text
from mkdocs_researcher.migration.values import as_mapping


def settings_text(project: HugoProject, texts: Mapping[str, str]) -> str:
    """The text of `mkdocs.yml`.

    Args:
        project: all pages and data are made.
        texts: the files of the new site.
    """
    config, params = project.config, as_mapping(project.config.get("params"))
    seo = as_mapping(as_mapping(params.get("marketing")).get("seo"))
    settings = {
        "title": config.get("title"),
        "url": project.addresses.own,
        "baseurl": project.base,
        "description": seo.get("description") or params.get("description"),
        "lang": config.get("defaultContentLanguage") or config.get("languageCode"),
    }
    text = project_text(settings, project.records.get("profile"), _navigation(project), texts)
    # The menu of the old site did not hold them either.
    others = sorted({path.partition("/")[0] for path in project.made if "/" in path and not _is_top(path)})
    key = "\nnot_in_nav: |\n"
    found = "".join(f"  /{name}/\n" for name in others)
    return text + found if key in text else f"{text}{key}{found}" if others else text


def _navigation(project: HugoProject) -> list[tuple[str, str]]:
    """The pages that the menu of the old site named, in its order, and then the other ones at the top."""
    tops = [path for path in project.made if _is_top(path) and path != "index.md"]
    if not tops:
        return []
    found = {"index.md": "Home"}
    for name, url in project.menu():
        path = project.addresses.find(url) if "#" not in url else ""
        if path in project.made:
            found.setdefault(path, name)
    for path in tops:
        found.setdefault(path, title_of(project, path.removesuffix("/index.md").removesuffix(".md")))
    return [(name, path) for path, name in found.items()]


def title_of(project: HugoProject, key: str) -> str:
    """The words for a page at the top: those of its front matter, of the menu, or of its address."""
    for page in project.pages:
        if page.key == key and page.meta.get("title"):
            return str(page.meta["title"])
    named = {url.strip("/").lower(): name for name, url in project.menu()}
    return named.get(key) or key.replace("-", " ").capitalize()


def _is_top(path: str) -> bool:
    return "/" not in path.removesuffix("/index.md")
