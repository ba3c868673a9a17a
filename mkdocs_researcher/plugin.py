"""The MkDocs plugin. It wires; everything of value is below it and knows no MkDocs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, InclusionLevel

from mkdocs_researcher.errors import tell
from mkdocs_researcher.exports.cv_fonts import FONTS
from mkdocs_researcher.exports.publishing import Publishing
from mkdocs_researcher.markdown_extension import EXTENSION, Host, assets, frame, missing_extensions
from mkdocs_researcher.markdown_extension.mkdocs_macros import register_with_macros
from mkdocs_researcher.markdown_extension.mkdocs_site import begin_site, check_anchors, check_pages
from mkdocs_researcher.markdown_extension.watching import watch_for
from mkdocs_researcher.rendering.environments import keep_compiled
from mkdocs_researcher.rendering.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.utils.templates import TemplateContext as Context

log = get_plugin_logger(__name__)


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

    paper_pages = c.Type(bool, default=False)
    """Give each paper a page `papers/<id>/` with abstract, BibTeX and the tags that scholarly search engines read."""

    cv_pdf = c.Type(bool, default=False)
    """Make the CV as `cv.pdf`, with the sections of the first `cv()`; needs `pip install "mkdocs-researcher[pdf]"`."""

    cache = c.Type(bool, default=True)
    """Keep read data and finished lists in `.cache/` and compiled templates in the system's temporary folder."""


class ResearcherPlugin(BasePlugin[ResearcherConfig]):
    """Turns a plain MkDocs project into an academic homepage."""

    def __init__(self) -> None:
        self.serves = False
        self.host = Host()
        self.pages: dict[str, Page] = {}

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Notes whether broken calls fail the build or show a box."""
        self.serves = command == "serve"
        self.host = Host(lasts=self.serves)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Adds the syntax, the page template, the style sheet, the script, and the folders to watch."""
        self.project = Path(config.config_file_path or ".").absolute().parent
        self.folders = {name: self.project / self.config[name] for name in ("data_dir", "templates_dir")}
        config.markdown_extensions.extend(missing_extensions(config.markdown_extensions))
        config.mdx_configs[EXTENSION] = {**config.mdx_configs.get(EXTENSION, {}), "host": self.host}
        assets.add_to(config, self.config.fonts)
        self.watched = [*self.folders.values(), *([self.project / FONTS] if self.config.cv_pdf else [])]
        config.watch.extend(str(folder) for folder in self.watched if folder.is_dir())
        self.has_blocks = frame.theme_has_blocks(config.theme.dirs)
        return config

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> None:
        """Watches for folders that come later."""
        watch_for(server, self.watched)

    @event_priority(-50)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Reads the data, now that the files it leads to are known; adds the style sheet and the script."""
        register_with_macros(config.plugins.get("macros"))
        for uri, path in assets.served_files(files.src_uris.keys()):
            files.append(File.generated(config, uri, abs_src_path=str(path)))
        begin_site(self.host, config, self.config, self.project, self.folders, files, serve=self.serves)
        check_pages(self.host.site, files.documentation_pages())
        self.publishing = Publishing(self.host.site, config, self.config)
        for made in self.publishing.files(files):
            files.append(File.generated(config, made.path, inclusion=InclusionLevel.NOT_IN_NAV, **made.source))
        self.host.site.begin()
        return files

    def on_page_markdown(self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Hands the page to the extension."""
        self.host.page = frame.open_page(page, markdown, self.host.site, self.config.profile, self.has_blocks)
        self.pages[page.file.src_uri] = self.host.page
        return markdown

    def on_page_content(self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Tells MkDocs our anchors; puts above the content what the page has there."""
        current = self.pages[page.file.src_uri]
        if page.present_anchor_ids is not None:
            page.present_anchor_ids |= current.anchors
        return frame.finish(html, current, self.host.site, page.toc, has_blocks=self.has_blocks)

    @event_priority(-100)
    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Tells all problems at once, when every page has been read; errors end a build."""
        check_anchors(self.host.site, files, config.validation.links.anchors)
        self._tell()
        if self.config.cache:
            keep_compiled(env)
        return env

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Sets the CV; tells what was found while the pages were written."""
        self.publishing.write_cv(Path(config.site_dir))
        self._tell()
        self.host.site.end()

    def _tell(self) -> None:
        if errors := tell(self.host.site.untold(), log, fatal=not self.serves):
            raise PluginError(errors)

    def on_page_context(self, context: Context, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> Context:
        """Gives the page template the profile."""
        current = self.pages.get(page.file.src_uri)
        if current and current.frame == "sidebar":
            html = frame.render_profile(current, self.host.site, page.toc)
            context["researcher_profile"] = html  # type: ignore[typeddict-unknown-key]
        return context

    @event_priority(100)
    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Puts in what is for browsers and machines alone, after the search and before other plugins."""
        return self.publishing.heads.finish(output, page)
