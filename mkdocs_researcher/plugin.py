"""The MkDocs plugin: it only connects MkDocs' events to the layers below, which work without MkDocs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger

from mkdocs_researcher.errors import log_problems
from mkdocs_researcher.files import is_folder
from mkdocs_researcher.hosts.mkdocs import page_layout, site, theme
from mkdocs_researcher.hosts.mkdocs.publishing import Publishing
from mkdocs_researcher.hosts.mkdocs.site import ResearcherOptions
from mkdocs_researcher.hosts.pdf.typst import FONTS
from mkdocs_researcher.rendering.environments import keep_compiled
from mkdocs_researcher.rendering.page import Page
from mkdocs_researcher.store import cache_folder
from mkdocs_researcher.syntax import EXTENSION, Host, missing_extensions

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


class ResearcherPlugin(BasePlugin[ResearcherOptions]):
    """Turns a plain MkDocs project into an academic homepage."""

    def __init__(self) -> None:
        self.serves = self.is_dirty = False
        self.host = Host()
        self.pages: dict[str, Page] = {}

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Record the command: broken calls fail a build, but show a box under `serve`."""
        self.serves, self.is_dirty = command == "serve", dirty
        self.host = Host(rebuilds=self.serves)

    def _configure(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the Markdown extension, the page template, style sheets and script, and the folders to watch."""
        self.project = Path(config.config_file_path or ".").absolute().parent
        self.folders = self.config.folders(self.project)
        config.markdown_extensions.extend(missing_extensions(config.markdown_extensions))
        config.mdx_configs[EXTENSION] = {**config.mdx_configs.get(EXTENSION, {}), "host": self.host}
        self.has_blocks = theme.has_blocks(config.theme.dirs)
        theme.add_assets(config, self.config.fonts, has_blocks=self.has_blocks)
        site.leave_small_images(config.plugins)
        self.watched = [*self.folders.values(), *([self.project / FONTS] if self.config.cv_pdf else [])]
        config.watch.extend(str(folder) for folder in self.watched if is_folder(folder))
        return config

    on_config = CombinedEvent(site.refuse_settings, _configure)

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> None:
        """Watch for folders that are created later, or come back."""
        from mkdocs_researcher.hosts.mkdocs.watching import watch_for  # noqa: PLC0415 - builds do not need it

        watch_for(server, self.watched, self.project)

    @event_priority(-200)  # mkdocs-static-i18n, at -100, moves files and fails on generated ones
    @site.without_garbage_collection()
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Read the data, because the files it links to are now known, and add the generated files."""
        self.pages = {}
        site.begin_site(self.host, config, self.config, self.folders, files, serve=self.serves)
        theme.add_served_files(files, config, self.host.site.calls.text)
        if self.is_dirty:
            from mkdocs_researcher.hosts.mkdocs.watching import mark_outdated  # noqa: PLC0415 - as above

            mark_outdated(files.documentation_pages(), self.watched)
        self.publishing = Publishing(self.host.site, config, self.config)
        self.publishing.add_to(files)
        self.host.site.finish_data(self.publishing.texts)
        return files

    def on_page_markdown(self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Pass the page to the Markdown extension, which does not know it otherwise."""
        option = self.config.profile if self.publishing.heads.is_home(page) else None
        current = page_layout.open_page(page, markdown, self.host.site, option, self.has_blocks, config.theme.dirs)
        self.pages[page.file.src_uri] = current
        self.host.open(current)
        return markdown

    def on_page_content(self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Register our anchors with MkDocs and put the profile header above the content."""
        current = self.pages[page.file.src_uri]
        if page.present_anchor_ids is not None:
            page.present_anchor_ids |= current.anchors
        site.report_raw_calls(current, html, self.host.site)
        return page_layout.add_header(html, current, self.host.site, page.toc, has_blocks=self.has_blocks)

    @event_priority(-100)
    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Report all problems at once, when every page has been read; an error ends a build."""
        site.check_anchors(self.host.site, files, config.validation.links.anchors)
        for problem in (*theme.unknown_colors(config), *theme.broken_templates(env, config, self.host.site)):
            self.host.site.report(problem)
        theme.check_own_templates(env, self.pages.values(), self.host.site)
        env.globals["researcher_words"] = self.host.site.library.words  # for the page of addresses that lead nowhere
        self._report()
        self.publishing.put_below_lists(files)
        self.names = site.escape_names(config)
        if self.config.cache:
            keep_compiled(env, cache_folder(self.host.site.settings.project))
        return env

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the files with all papers and the CV; report the problems found while the pages were written."""
        self.publishing.write_files(Path(config.site_dir))
        config.update(self.names)  # mkdocs-static-i18n, which builds the next language now, replaces plain text only
        self._report()
        self.host.store.end()

    def _report(self) -> None:
        if errors := log_problems(self.host.site.new_problems(), log, fatal=not self.serves):
            raise PluginError(errors)

    def on_page_context(self, context: Context, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> Context:
        """Give the page template the profile."""
        if (current := self.pages.get(page.file.src_uri)) is None:
            return context
        content, is_beside = page.content or "", current.frame == "sidebar"
        profile = page_layout.render_profile(current, self.host.site, page.toc) if is_beside else ""
        if "print-site" in config.plugins:
            site.fill_print_page(page, self.host.site.late_html.finish(profile + content))
        page.content = theme.mark_title(current, content)
        context.update(researcher_profile=profile, researcher_parent=current.own_template or theme.MAIN)  # type: ignore[call-arg]
        return context

    @event_priority(100)
    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Insert long lists and head tags, after the theme's search has read the page and before other plugins do."""
        if current := self.pages.get(page.file.src_uri):
            titles = (str(page.title), str(page.meta.get("title")))
            output = theme.finish(output, current, titles, self.host.site, has_blocks=self.has_blocks)
        return self.publishing.heads.finish(output, page)
