"""What a host tells about a site."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from mkdocs_researcher.fields.dates import PartialDate
from mkdocs_researcher.loaders.last_change import last_change
from mkdocs_researcher.rendering.icons import icon_folders

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


def _scripts(config: Any) -> list[Any]:
    """What may set math: extensions such as arithmatex, and scripts."""
    return [*config.markdown_extensions, *config.extra_javascript, *config.plugins]


def mkdocs_settings(config: Any, project: Path, folders: Mapping[str, Path], *, serve: bool, keeps: bool) -> Settings:
    """The settings of a site of MkDocs.

    Args:
        config: MkDocs' configuration: `docs_dir`, `theme`, `markdown_extensions`, `mdx_configs`,
            `extra_javascript`, `plugins`.
        project: the folder of `mkdocs.yml`.
        folders: `data_dir` and `templates_dir`.
        serve: whether `mkdocs serve` runs.
        keeps: whether to keep something for the next build.
    """
    docs_dir = Path(config.docs_dir)
    return Settings(
        project=project,
        docs_dir=docs_dir,
        **folders,
        language=str(config.theme.get("language") or config.theme.get("locale") or "en"),
        icon_dirs=icon_folders(config.theme.dirs),
        extensions=config.markdown_extensions,
        extension_configs=config.mdx_configs,
        cache_dir=project / ".cache" / "mkdocs-researcher" if keeps else None,
        mode="serve" if serve else "build",
        sets_math=any(word in str(name).lower() for name in _scripts(config) for word in ("math", "katex")),
        defers=True,
        last_change=lambda: last_change(project, [docs_dir, *folders.values()]),
    )
