"""What a host tells about a site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from mkdocs_researcher.data.last_change import last_change
from mkdocs_researcher.fields.dates.parse import PartialDate
from mkdocs_researcher.rendering.icons import icon_folders
from mkdocs_researcher.syntax.cache_key import Hashes, state_of

Mode = Literal["build", "serve"]


@dataclass
class Settings:
    """What a host tells about the site.

    Attributes:
        project: the folder of the project.
        docs_dir: the folder of the pages.
        data_dir: the data folder.
        templates_dir: folder of the author's own templates, None for none.
        language: language code of the site.
        icon_dirs: folders of icon sets.
        extensions: names of the site's Markdown extensions.
        extension_configs: their settings.
        cache_dir: where parsed files are kept, None for keeping nothing, compiled templates neither.
        mode: `build` leaves a broken call out and lets the host fail; `serve` shows a box in its place.
        sets_math: whether the site has a script for math, as far as the host knows.
        defers: whether the host puts long lists into the finished page.
        last_change: gives the day of the last change to the sources.
        state: hashes of all that output depends on.
    """

    project: Path
    docs_dir: Path
    data_dir: Path
    templates_dir: Path | None = None
    language: str = "en"
    icon_dirs: Sequence[Path] = ()
    extensions: Sequence[str] = ()
    extension_configs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    cache_dir: Path | None = None
    mode: Mode = "serve"
    sets_math: bool = True
    defers: bool = False
    last_change: Callable[[], PartialDate | None] = lambda: None
    state: Hashes = field(default_factory=Hashes)


def _scripts(config: Any) -> list[Any]:
    """What may set math: extensions such as arithmatex, and scripts."""
    return [*config.markdown_extensions, *config.extra_javascript, *config.plugins]


def mkdocs_settings(
    config: Any, options: Any, project: Path, folders: Mapping[str, Path], files: Iterable[Any], *, serve: bool
) -> Settings:
    """The settings of a site of MkDocs.

    Args:
        config: MkDocs' configuration: `docs_dir`, `theme`, `markdown_extensions`, `mdx_configs`, `site_url`,
            `use_directory_urls`, `extra_javascript`, `plugins`.
        options: the plugin's own: `cache`, `paper_pages`.
        project: the folder of `mkdocs.yml`.
        folders: `data_dir` and `templates_dir`.
        files: the files of the site: `src_uri` and `url` of each.
        serve: whether `mkdocs serve` runs.
    """
    docs_dir = Path(config.docs_dir)
    settings = Settings(
        project=project,
        docs_dir=docs_dir,
        data_dir=folders["data_dir"],
        templates_dir=folders["templates_dir"],
        language=str(config.theme.get("language") or config.theme.get("locale") or "en"),
        icon_dirs=icon_folders(config.theme.dirs),
        extensions=config.markdown_extensions,
        extension_configs=config.mdx_configs,
        mode="serve" if serve else "build",
        sets_math=any(word in str(name).lower() for name in _scripts(config) for word in ("math", "katex")),
        defers=True,
        last_change=lambda: last_change(project, [docs_dir, *folders.values()]),
    )
    if options.cache:
        settings.cache_dir = project / ".cache" / "mkdocs-researcher"
        more = (config.site_url, config.use_directory_urls, options.paper_pages)
        settings.state = state_of(settings, [(file.src_uri, file.url) for file in files], more)
    return settings
