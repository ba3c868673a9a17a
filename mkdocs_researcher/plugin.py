"""The MkDocs plugin. It wires; everything of value is below it and knows no MkDocs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File

from mkdocs_researcher.loaders.last_change import last_change
from mkdocs_researcher.markdown_extension import Host, frame
from mkdocs_researcher.markdown_extension.mkdocs_macros import register_with_macros
from mkdocs_researcher.markdown_extension.site import Settings, Site
from mkdocs_researcher.rendering.icons import bundled_icon_folders
from mkdocs_researcher.rendering.page import Page

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.utils.templates import TemplateContext

log = get_plugin_logger(__name__)

EXTENSION = "mkdocs_researcher"
_PACKAGE = Path(__file__).parent
_ASSETS = "assets/researcher"
_SERVED = {".css", ".js", ".woff2", ".txt"}
_MATERIAL_FONTS = {"text": "Roboto", "code": "Roboto Mono"}
_NEEDED_EXTENSIONS = ("attr_list", "md_in_html")


class ResearcherConfig(Config):
    """Options of the plugin in `mkdocs.yml`."""

    data_dir = c.Type(str, default="data")
    """Folder of the data files, beside `mkdocs.yml`."""

    templates_dir = c.Type(str, default="overrides/researcher")
    """Folder of your own templates; a file of the same name replaces ours."""

    profile = c.Choice(("auto", "sidebar", "header", "none"), default="auto")
    """Where the home page shows the profile: `auto` is `sidebar` if there is a `profile.yml` and the theme can."""

    fonts = c.Choice(("own", "theme"), default="own")
    """`own`: text in Inter and names in Source Serif, both served from your site; a `theme: font:` of yours wins.
    `theme`: what the theme does by itself; Material fetches Roboto from Google."""

    cache = c.Type(bool, default=True)
    """Keep large data files in `.cache/` as they were parsed, so that the next build is faster."""


class ResearcherPlugin(BasePlugin[ResearcherConfig]):
    """Turns a plain MkDocs project into an academic homepage."""

    def __init__(self) -> None:
        self.command: Literal["build", "serve", "gh-deploy"] = "build"
        self.host = Host()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Notes whether broken calls fail the build or show a box."""
        self.command = command

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Adds the syntax, the page template, the style sheet, the script, and the folders to watch."""
        self.project = Path(config.config_file_path or ".").resolve().parent
        self.folders = {name: self.project / self.config[name] for name in ("data_dir", "templates_dir")}
        for name in (*_NEEDED_EXTENSIONS, EXTENSION):
            if (
                name not in config.markdown_extensions
                and f"markdown.extensions.{name}" not in config.markdown_extensions
            ):
                config.markdown_extensions.append(name)
        config.mdx_configs[EXTENSION] = {**(config.mdx_configs.get(EXTENSION) or {}), "host": self.host}
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(_PACKAGE / "templates" / "pages"))
        config.extra_css[:0] = [f"{_ASSETS}/{name}" for name in self._style_sheets(config)]
        config.extra_javascript.insert(0, f"{_ASSETS}/researcher.js")
        config.watch.extend(str(folder) for folder in self.folders.values() if folder.is_dir())
        register_with_macros(config.plugins.get("macros"))
        return config

    def _style_sheets(self, config: MkDocsConfig) -> list[str]:
        """Ours; and our fonts, in place of those that Material would fetch from a third party."""
        if self.config.fonts == "theme" or config.theme.get("font") != _MATERIAL_FONTS:
            return ["researcher.css"]
        config.theme["font"] = False
        return ["researcher-fonts.css", "researcher.css"]

    @event_priority(-50)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Reads the data, now that the files it leads to are known; adds the style sheet and the script."""
        for path in (_PACKAGE / "assets").rglob("*"):
            uri = f"{_ASSETS}/{path.relative_to(_PACKAGE / 'assets').as_posix()}"
            if path.suffix in _SERVED and files.get_file_from_path(uri) is None:
                files.append(File.generated(config, uri, abs_src_path=str(path)))

        def lookup(path: str) -> str | None:
            file = files.get_file_from_path(path)
            return file.url if file else None

        self.host.site = Site(self._settings(config), lookup)
        self.host.site.check_files()
        return files

    def _settings(self, config: MkDocsConfig) -> Settings:
        theme_dirs = [Path(folder) / ".icons" for folder in config.theme.dirs]
        return Settings(
            project=self.project,
            docs_dir=Path(config.docs_dir),
            data_dir=self.folders["data_dir"],
            templates_dir=self.folders["templates_dir"],
            language=str(config.theme.get("language") or config.theme.get("locale") or "en"),
            icon_dirs=[folder for folder in (*theme_dirs, *bundled_icon_folders()) if folder.is_dir()],
            extensions=config.markdown_extensions,
            extension_configs=config.mdx_configs,
            cache_dir=self.project / ".cache" / "mkdocs-researcher" if self.config.cache else None,
            mode="serve" if self.command == "serve" else "build",
            defers=True,
            last_change=lambda: last_change(self.project, [Path(config.docs_dir), *self.folders.values()]),
        )

    def on_page_markdown(self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Hands the page to the extension."""
        wish = page.meta.get("profile", self.config.profile if page.is_homepage else "none")
        placement = frame.placement(wish, self.host.site, frame.theme_has_sidebar(config.theme.dirs), page.file.src_uri)
        self.host.page = Page(
            path=page.file.src_uri,
            url=page.url,
            shown=self.host.site.library.shown(Path(page.file.abs_src_path or page.file.src_uri)),
            source=page.file.content_string,
            has_name=placement != "none",
        )
        page.meta["researcher"] = frame.Frame(placement, self.host.page)
        if placement != "none":
            frame.prepare_meta(page.meta, placement, markdown, is_homepage=page.is_homepage)
        return markdown

    def on_page_content(self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Puts the profile above the content on themes without a place for a sidebar; tells MkDocs our anchors."""
        shown: frame.Frame = page.meta["researcher"]
        if page.present_anchor_ids is not None:
            page.present_anchor_ids |= shown.page.anchors
        if shown.placement == "header":
            return frame.render(shown, self.host.site, page.toc) + html
        return html

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Tells all problems at once, when every page has been read; errors end a build."""
        errors = []
        for problem in sorted(self.host.site.problems):
            if problem.severity == "error" and self.command != "serve":
                errors.append(str(problem))
            elif problem.severity == "info":
                log.info("%s", problem)
            else:
                log.warning("%s", problem)
        if errors:
            count = "1 problem" if len(errors) == 1 else f"{len(errors)} problems"
            raise PluginError(f"mkdocs-researcher found {count}:\n" + "\n".join(f"  {error}" for error in errors))
        return env

    def on_page_context(
        self, context: TemplateContext, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Gives the page template the profile."""
        shown: frame.Frame | None = page.meta.get("researcher")
        if shown and shown.placement == "sidebar":
            html = frame.render(shown, self.host.site, page.toc)
            context["researcher_profile"] = html  # type: ignore[typeddict-unknown-key]
        return context

    @event_priority(100)
    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Puts long lists in, after the search has read the page and before other plugins change it."""
        return self.host.site.finish(output)
