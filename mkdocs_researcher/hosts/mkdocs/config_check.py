"""The configuration of a project as MkDocs reads it, with its problems as MkDocs and its plugins see them."""

from __future__ import annotations

import copy
import os
import re
from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, NamedTuple

import pymdownx
import yaml
from mkdocs.config.base import ConfigWarnings, get_schema
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import get_plugins
from mkdocs.utils import get_theme_names
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from mkdocs_researcher.data.project_config import ConfigPositions, settings_in
from mkdocs_researcher.errors import BrokenDataError, Location, Problem, Severity, did_you_mean
from mkdocs_researcher.formats.yaml_remedies import repeats
from mkdocs_researcher.hosts.mkdocs.site import ResearcherOptions, unknown_option
from mkdocs_researcher.hosts.mkdocs.theme import wrong_settings
from mkdocs_researcher.wording import no_language

NAME = "researcher"
_EXTENSION = "mkdocs_researcher"
_MAX_FAULTS = 20
# What a setting is replaced by that is wrong and has no default, so that the others can be checked.
_NAME, _EXISTING = "Site", str(Path(__file__).parent)
_OF_PLUGIN = re.compile(r"Plugin '([^']+)' option '([^']+)': (.*)", re.DOTALL)
_NO_CODE, _CODE = "Sub-option 'locale': Language code", re.compile(r"received '([^']{0,60})' expected")
_UNKNOWN_TAG = re.compile(r"constructor for the tag '(.*)'")
_UNKNOWN = re.compile(r"Unrecognised configuration name: (.+)")
_OF_TYPE = re.compile(r"Expected type: <class '(\w+)'> but received: <class '(\w+)'>")
_NO_MAPPING = re.compile(r".* Expected a key-value mapping \(dict\) but received: <class '(\w+)'>")
_NO_LIST = "must be a list; write each {} on a line of its own, after '- '"
_NO_LINES = "must be text: write '|' after the colon, and each pattern on an indented line of its own below it"
_NO_OPTIONS = (
    "the options of '{}' belong on lines of their own below it, each indented by four spaces, as 'name: value'"
)
_NO_OPTION = "the extension '{}' has no option '{}'; correct its name"
_NO_MODULE = "there is no module '{}'{}"
_NO_URL = "is not a web address; write one such as https://example.org/"
_THEME = "write 'theme: material', or settings with 'name: material' below it"
_NO_THEME = f"must be the name of a theme; {_THEME}"
_IN_ITSELF = "must not be in docs_dir, nor contain it; leave the line out, or choose another folder"
_NO_FOLDER = "there is no folder '{}'; make it, or correct the setting"
_NO_FILE = "there is no file '{}'; correct the path"
_PLAIN_MISSING = "is missing; add it"
# Other messages of MkDocs, in words that say what to do; a group `at` is the name of an item of the setting.
_PLAIN = {
    re.compile(r"For internal use only\."): "is set by MkDocs itself; remove it",
    re.compile(r"Required configuration not provided\."): _PLAIN_MISSING,
    re.compile(r"Expected one of: \((.*)\) but received: (.*)"): "must be one of {}, not {}",
    re.compile(r"Invalid Plugins configuration\. .*"): _NO_LIST.format("plugin"),
    re.compile(r"Invalid Markdown Extensions configuration"): _NO_LIST.format("extension"),
    re.compile(r"The path '(.*)' isn't an existing directory\."): _NO_FOLDER,
    re.compile(r"The path set in custom_dir \('(.*)'\) does not exist\."): _NO_FOLDER,
    re.compile(r"The path '(.*)' isn't an existing file(?: or directory)?\."): _NO_FILE,
    re.compile(r"Expected a list of items, but a <class '(.*)'> was given\."): "must be a list; write [ ] around it",
    re.compile(r"Expected a multiline string, but a <class '(.*)'> was given\."): _NO_LINES,
    re.compile(r"ModuleNotFoundError: No module named '(?P<at>.*)'"): _NO_MODULE,
    re.compile(r"Plugin '(?:.*/)?(.*)' was specified multiple times.*"): "'{}' is listed twice; keep one",
    re.compile(r"No theme name set\."): "has no name; write 'name: material', or the name of another theme",
    re.compile(r"Invalid config options for Markdown Extension '(?P<at>.*)'\."): _NO_OPTIONS,
    re.compile(r"Invalid config options for the '(?P<at>.*)' plugin\."): _NO_OPTIONS,
    re.compile(r"Failed to load extension '(?P<at>.*)': KeyError: '(.*)'"): _NO_OPTION,
    re.compile(r"The URL isn't valid, it should include the http:// \(scheme\)"): _NO_URL,
    re.compile(r"is wrong \(ValueError: .*URL.*\)"): _NO_URL,
    re.compile(r"The 'site_dir' should not be within the 'docs_dir'.*"): _IN_ITSELF,
    re.compile(r"The 'docs_dir' should not be within the 'site_dir'.*"): _IN_ITSELF,
    re.compile(r"The 'docs_dir' should not be the parent.*"): "must be a folder beside this file, such as docs",
    re.compile(r"Must be a string of format 'IP:PORT'"): "must be an address and a port, such as 127.0.0.1:8000",
}
OPTIONS = frozenset(dict(get_schema(ResearcherOptions)))
OF_PLUGIN = "'{}' is an option of the plugin; write it on an indented line below 'researcher:' under plugins"
_TYPES = {"bool": "true or false", "str": "text", "int": "a number", "list": "a list", "dict": "a mapping"}
# Packages of plugins that the manual names, where the two have different names.
PACKAGES = {
    "awesome-nav": "mkdocs-awesome-nav",
    "bibtex": "mkdocs-bibtex",
    "git-revision-date-localized": "mkdocs-git-revision-date-localized-plugin",
    "glightbox": "mkdocs-glightbox",
    "i18n": "mkdocs-static-i18n",
    "jupyter": "mkdocs-jupyter",
    "macros": "mkdocs-macros-plugin",
    "minify": "mkdocs-minify-plugin",
    "redirects": "mkdocs-redirects",
    "rss": "mkdocs-rss-plugin",
}
_PLUGINS = {package.removeprefix("mkdocs-"): name for name, package in PACKAGES.items()}
_MISSING = "'researcher' is not listed, so macros such as {{ papers() }} are shown as text; add '- researcher'"
_DISABLED = "'enabled: false' turns the plugin off, so macros such as {{ papers() }} are shown as text"
_TWICE = "'researcher' is listed twice; keep one"
_UNSET = "the environment has no '{0}', so this is empty here; with a default it is !ENV ['{0}', …]"
_JOINED = "'- {0}' is indented further than '- {1}' above it, so the two are one; indent them alike"
_INDENT = "'{name}' is not indented far enough to be an option of '{plugin}'; indent it by four more spaces"


class LoadedConfig(NamedTuple):
    """A configuration.

    Attributes:
        config: as MkDocs reads it; a setting that is wrong has its default.
        options: the options of our plugin; None if the site does not use it.
        docs_dir: the folder of the pages, which need not exist.
        written: the settings as they are in the file, without those that are wrong.
    """

    config: MkDocsConfig
    options: ResearcherOptions | None
    problems: list[Problem]
    positions: ConfigPositions
    docs_dir: str
    written: Mapping[str, Any]

    @property
    def settings(self) -> Mapping[str, Any]:
        """The settings of MkDocs by name, with the paths in them resolved."""
        theme = self.config.theme
        options = {name: theme.get(name) for name in ("custom_dir", "language", "locale")}
        return {**self.config, "docs_dir": self.docs_dir, "theme": options}

    def problem(self, message: str, *steps: str, field: str = "", severity: Severity = "warning") -> Problem:
        """A problem of a setting, which is named like the last of the steps to it unless a field is given."""
        return Problem(self.positions.locate(*steps), message, field or steps[-1], severity)

    def written_in(self, setting: str, name: str) -> Any:
        """A setting below another one, as it is in the file."""
        above = self.written.get(setting)
        return above.get(name) if isinstance(above, Mapping) else None

    @property
    def packages(self) -> list[str]:
        """The packages of the plugins."""
        points = (get_plugins().get(name.partition(" #")[0]) for name in self.config.plugins)
        return [point.dist.name for point in points if point and point.dist]

    def is_excluded(self, path: str) -> bool:
        """Is a path below `docs_dir` left out of the site by `exclude_docs`?"""
        spec = self.config.exclude_docs
        return spec is not None and bool(spec.match_file(path))

    @property
    def options_of_site(self) -> Mapping[str, Any]:
        """The options of our plugin by name; those of the Markdown extension for a site without the plugin."""
        return self.options if self.options is not None else self.config.mdx_configs.get(_EXTENSION) or {}


def load_config(file: Path, project: Path) -> LoadedConfig:
    """Reads and checks a configuration file; `BrokenDataError` if MkDocs cannot read the file at all."""
    try:
        reader = _Reader(file, project)
    except (MkDocsException, TypeError, ValueError) as error:
        raise BrokenDataError([_unreadable(file, error)]) from None
    config = reader.validated()
    options = reader.options(config)
    if options:
        for steps, message in wrong_settings(config, options.folders(file.absolute().parent).values()):
            reader.report(message, *steps)
    problems = [_with_folder(problem, project) for problem in dict.fromkeys(reader.problems)]
    return LoadedConfig(config, options, problems, reader.positions, reader.docs_dir or config.docs_dir, reader.written)


def _with_folder(problem: Problem, project: Path) -> Problem:
    """The problem; of a missing folder of the pages with the folder that has a home page."""
    other = next((path.parent.name for path in sorted(project.glob("*/index.md"))), "")
    if problem.field != "docs_dir" or not other or not problem.message.startswith(_NO_FOLDER.partition("'")[0]):
        return problem
    return problem._replace(message=f"{problem.message.partition(';')[0]}; rename {other}/, or write docs_dir: {other}")


def unset_variables(positions: ConfigPositions) -> Iterator[Problem]:
    """The settings whose variables of the environment have no value here, and no default."""
    for name, root in positions.sources:
        for key, node in settings_in(root):
            if node.tag == "!ENV" and isinstance(node, yaml.ScalarNode) and node.value not in os.environ:
                location = Location(name, node.start_mark.line + 1, node.start_mark.column + 1)
                yield Problem(location, _UNSET.format(node.value), key, "info")


def _unreadable(file: Path, error: Exception) -> Problem:
    """The message of MkDocs about a file that it cannot read, such as one with a tag that it does not know."""
    cause = error.__cause__ or error.__context__
    if not isinstance(cause, yaml.MarkedYAMLError):
        return Problem(Location(file.name), f"MkDocs cannot read it ({error})")
    mark = cause.problem_mark or cause.context_mark
    location = Location(file.name, mark.line + 1, mark.column + 1) if mark else Location(file.name)
    reason = " ".join(str(cause.problem).split())
    if tag := _UNKNOWN_TAG.search(reason):
        reason = f"the tag '{tag[1]}' is not known{did_you_mean(tag[1], ('!ENV', '!relative'))}"
    return Problem(location, f"MkDocs cannot read it: {reason}; correct it, or remove it")


class _Reader:
    def __init__(self, file: Path, project: Path) -> None:
        self.file = file
        self.positions = ConfigPositions(file, project)
        self.problems: list[Problem] = []
        self.docs_dir = ""
        self.is_usable = True
        self.found: list[ResearcherOptions] = []
        for name, root in self.positions.sources:
            for key in repeats(root) if root else ():
                location = Location(name, key.start_mark.line + 1, key.start_mark.column + 1)
                self.problems.append(Problem(location, "appears twice; keep one", key.value, "warning"))
        config = MkDocsConfig(config_file_path=str(file.absolute()))
        with file.open("rb") as opened:
            self.written: dict[str, Any] = dict(yaml_load(opened, get_yaml_loader(config=config)))

    def report(self, message: str, *steps: str, severity: Severity = "error") -> None:
        # Names of plugins and hooks may be those of files, and are not fields.
        named = steps[:1] if steps[0] == "nav" or " " in steps[-1] else steps
        self.problems.append(Problem(self.positions.locate(*steps), message, ".".join(named), severity))

    def validated(self) -> MkDocsConfig:
        """The configuration without the settings that are wrong; MkDocs itself stops at the first of them."""
        self._check_theme()
        if faults := list(nav_faults(self.written.get("nav"))):
            for steps, message in faults:
                self.report(message, "nav", *steps)
            del self.written["nav"]
        for setting in ("plugins", "markdown_extensions", "extra_css", "extra_javascript"):
            self._split_items(setting)
        if "plugins" in self.written:
            self.written["plugins"] = self._known_plugins(self.written["plugins"], ("plugins",))
        for _ in range(_MAX_FAULTS):
            config = MkDocsConfig(config_file_path=str(self.file.absolute()))
            config.load_dict(copy.deepcopy(self.written))
            try:
                errors, warnings = config.validate()
            except (Exception, SystemExit) as raised:  # hooks and plugins are imported, which runs any code
                self._report_failure(raised)
                continue
            if not errors:
                break
            for key, error in errors:
                self._report_setting(key, str(error), "error")
                self._drop(key, str(error))
        else:
            config, warnings = self._default()
            self.is_usable = False
        for key, warning in warnings:
            self._report_setting(key, str(warning), "warning")
        self._run_hooks(config)
        return config

    def _split_items(self, setting: str) -> None:
        """Takes apart the items of a list that are one text because the second is indented further than the first."""
        listed = self.written.get(setting)
        if not isinstance(listed, list):
            return
        for item in [*listed]:
            if isinstance(item, str) and " - " in item:
                first, *rest = item.split(" - ")
                self.report(_JOINED.format(rest[0].strip(), first.strip()), setting, item)
                at = listed.index(item)
                listed[at : at + 1] = [first.strip(), *map(str.strip, rest)]

    def _default(self) -> tuple[MkDocsConfig, ConfigWarnings]:
        config = MkDocsConfig(config_file_path=str(self.file.absolute()))
        self.docs_dir = self.docs_dir or str(self.file.parent.absolute() / "docs")
        config.load_dict({"site_name": _NAME, "docs_dir": _EXISTING})
        return config, config.validate()[1]

    def _check_theme(self) -> None:
        theme = self.written.get("theme")
        if "theme" in self.written and not isinstance(theme, str | dict):
            empty = f"is empty, so MkDocs' own theme is used; {_THEME}" if theme is None else ""
            self.report(empty or _NO_THEME, "theme", severity="warning" if empty else "error")
            del self.written["theme"]
        if isinstance(theme, dict) and "name" not in theme and self._is_of_extension():
            self.written["theme"] = {**theme, "name": "mkdocs"}  # Zensical has a theme of its own
        name = theme.get("name") if isinstance(theme, dict) else theme
        themes = get_theme_names()
        if isinstance(name, str) and name not in themes:
            self.report(f"'{name}' is not installed{did_you_mean(name, themes)}", "theme")
            self.written["theme"] = {**theme, "name": "mkdocs"} if isinstance(theme, dict) else "mkdocs"

    def _is_of_extension(self) -> bool:
        listed = self.written.get("markdown_extensions")
        return isinstance(listed, list | dict) and _EXTENSION in listed

    def _known_plugins(self, listed: Any, steps: tuple[str, ...]) -> Any:
        if isinstance(listed, dict):
            return {name: value for name, value in listed.items() if self._is_known(name, value, steps)}
        if not isinstance(listed, list):
            return listed
        for item in listed:
            if not isinstance(item, str | dict):
                self.report(f"'{item}' is not a plugin; write its name", *steps)
        return [
            item
            for item in listed
            if (isinstance(item, str) and self._is_known(item, None, steps))
            or (isinstance(item, dict) and self._is_item(item, steps))
        ]

    def _is_item(self, item: dict[str, Any], steps: tuple[str, ...]) -> bool:
        (name, value), *rest = [*item.items()] or [("", None)]
        for option, _ in rest:
            self.report(_INDENT.format(name=option, plugin=name), *steps, name)
        return self._is_known(name, value, steps) and not rest

    def _is_known(self, name: Any, value: Any, steps: tuple[str, ...]) -> bool:
        installed = get_plugins()
        theme = self.written.get("theme")
        theme = theme.get("name") if isinstance(theme, dict) else theme
        plain = str(name).removeprefix("/")
        if plain in OPTIONS and plain not in installed:
            self.report(OF_PLUGIN.format(plain), *steps, str(name))
            return False
        if plain not in installed and f"{theme}/{plain}" not in installed:
            known = {one.rpartition("/")[2] for one in installed}
            of_package = {point.dist.name: one for one, point in installed.items() if point.dist}
            guess = of_package.get(plain)
            hint = f", did you mean '{guess}'?" if guess else did_you_mean(plain, known, show_all=0)
            meant = _PLUGINS.get(plain.removeprefix("mkdocs-"), plain)
            if package := "" if guess else PACKAGES.get(meant):
                other = f"write '{meant}', and " if meant != plain else ""
                hint = f"; {other}run: pip install {package}"
            self.report(f"the plugin '{plain}' is not installed{hint}", *steps, str(name))
            return False
        if plain.rpartition("/")[2] == "group" and isinstance(value, dict) and "plugins" in value:
            value["plugins"] = self._known_plugins(value["plugins"], (*steps, str(name), "plugins"))
        return True

    def _report_setting(self, key: str, message: str, severity: Severity) -> None:
        for line in _without_traceback(message):
            steps, text = [key], line
            if of_plugin := _OF_PLUGIN.fullmatch(line):
                steps += [_plain_name(of_plugin[1]), of_plugin[2]]
                text = of_plugin[3]
            if of_type := _OF_TYPE.fullmatch(text):
                text = f"must be {_TYPES.get(of_type[1], of_type[1])}, not {_TYPES.get(of_type[2], of_type[2])}"
                text += "; write each item on a line of its own, after '- '" if of_type[1] == "list" else ""
            if of_mapping := _NO_MAPPING.fullmatch(text):
                text = f"must be a mapping of 'name: value', not {_TYPES.get(of_mapping[1], of_mapping[1])}"
            for pattern, plain in _PLAIN.items():
                if found := pattern.fullmatch(text):
                    folder = f"{self.file.parent.absolute()}{os.sep}"
                    given = (str(one).removeprefix(folder) for one in found.groups())
                    text = plain.format(*given, _similar_module(found))
                    steps += [item] if (item := found.groupdict().get("at")) else []
            if unknown := _UNKNOWN.match(text):
                names = {name for name, _ in get_schema(MkDocsConfig)}
                if not of_plugin and unknown[1] in OPTIONS:
                    text, of_plugin = OF_PLUGIN.format(unknown[1]), unknown
                text = text if of_plugin else f"Unrecognised configuration name{unknown_option(unknown[1], names)}"
            is_known = text == _PLAIN_MISSING and any(problem.field == ".".join(steps) for problem in self.problems)
            if is_known or f"'{NAME}' was specified multiple times" in text:
                continue  # reported as an error, because the second one gets the pages of the first
            self.report(text, *steps, severity=severity)

    def _drop(self, key: str, message: str) -> None:
        """Removes a setting that is wrong; of a plugin only the option, so that the plugin is checked on."""
        found = _OF_PLUGIN.match(message)
        if key == "plugins" and found:
            for options in _options_of(self.written.get("plugins"), found[1].rpartition("/")[2]):
                options.pop(found[2], None)
            return
        value = self.written.pop(key, None)
        if key == "docs_dir":
            self.docs_dir = str(self.file.parent.absolute() / str(value or "docs"))
            self.written[key] = _EXISTING
        elif key == "site_name":
            self.written[key] = _NAME  # the one setting that has no default

    def _report_failure(self, error: BaseException) -> None:
        """Reports and removes the setting that makes MkDocs fail in a way that it does not foresee."""
        key = next((key for key in self.written if self._fails(key)), "")
        if key:
            what = "a hook cannot be imported" if key == "hooks" else "is wrong"
            self._report_setting(key, f"{what} ({type(error).__name__}: {error})", "error")
            self._drop(key, "")
        else:
            self.report(f"MkDocs cannot read it ({type(error).__name__}: {error})")
            self.written = {}

    def _fails(self, key: str) -> bool:
        config = MkDocsConfig(config_file_path=str(self.file.absolute()))
        config.load_dict({"site_name": _NAME, "docs_dir": _EXISTING, key: copy.deepcopy(self.written[key])})
        try:
            config.validate()
        except (Exception, SystemExit):
            return True
        return False

    def _run_hooks(self, config: MkDocsConfig) -> None:
        """Lets hooks and groups of plugins change the configuration, as they do at the start of a build.

        Other plugins are not run: at this point some of them write files and ask servers.
        """
        for name, plugin in list(config.plugins.items()):
            if _plain_name(name) == "group":
                self._run_hook(plugin, config, "plugins")
        option: Any = dict(get_schema(MkDocsConfig))["plugins"]
        for warning in option.warnings:  # of plugins in groups, which MkDocs loses
            self._report_setting("plugins", str(warning), "warning")
        option.reset_warnings()
        self.found = self._own_plugins(config)
        hooks: Any = config.hooks or {}  # a mapping, although it is declared as a list
        for hook in hooks.values():
            self._run_hook(hook, config, "hooks")

    def _run_hook(self, hook: Any, config: MkDocsConfig, setting: str) -> None:
        try:
            if start := getattr(hook, "on_startup", None):
                start(command="build", dirty=False)
            if change := getattr(hook, "on_config", None):
                change(config)
        except (Exception, SystemExit) as error:
            words = str(error) if isinstance(error, MkDocsException) else f"{type(error).__name__}: {error}"
            self._report_setting(setting, words, "error")

    def _own_plugins(self, config: MkDocsConfig) -> list[ResearcherOptions]:
        """The options of our plugin, each time it is listed; hooks run too late to change them."""
        found = [plugin.config for name, plugin in config.plugins.items() if _plain_name(name) == NAME]
        return [copy.copy(options) for options in found if isinstance(options, ResearcherOptions)]

    def options(self, config: MkDocsConfig) -> ResearcherOptions | None:
        """The options of our plugin; None, with a problem, if the site does not use it."""
        if len(self.found) > 1:
            self.report(_TWICE, "plugins", NAME)
        if self.found:
            return self.found[0]
        is_extension = _EXTENSION in config.markdown_extensions
        is_reported = any(
            problem.severity == "error" and problem.field.startswith("plugins") for problem in self.problems
        )
        if self.is_usable and not is_extension and not is_reported:
            is_off = any(True for _ in _options_of(self.written.get("plugins"), NAME))
            if is_off:
                self.report(_DISABLED, "plugins", NAME, severity="info")
            else:
                self.report(_MISSING, "plugins")
        return None


def _similar_module(found: re.Match[str]) -> str:
    """The end of a message about a Markdown extension that is not installed, which ends others as well as it can."""
    known = {point.name for point in entry_points(group="markdown.extensions")}
    known |= {f"pymdownx.{module.name}" for module in iter_modules(pymdownx.__path__)}
    name = found.groupdict().get("at") or ""
    return did_you_mean(name, known, show_all=0) or "; install it, or correct the name"


def _without_traceback(message: str) -> list[str]:
    """The lines of a message; of one with a traceback, what happened and why, on one line."""
    lines = [line for line in message.splitlines() if line.strip()]
    if any(line.startswith(("Traceback", '  File "')) for line in lines):
        return [f"{lines[0].rstrip('.')}: {lines[-1].strip()}"]
    start, sign, rest = message.partition(_NO_CODE)
    if sign and (given := _CODE.search(rest)):
        return [f"{start}{no_language(given[1])}"]
    return lines[-1:] if lines[0].startswith("Failed to load extension") else lines


def _plain_name(name: str) -> str:
    """The name of a plugin without the theme that it belongs to, and without the number of its instance."""
    return name.partition(" #")[0].rpartition("/")[2]


def _options_of(plugins: Any, name: str) -> Iterator[dict[str, Any]]:
    items = [plugins] if isinstance(plugins, dict) else plugins if isinstance(plugins, list) else []
    for item in items:
        for key, options in item.items() if isinstance(item, Mapping) else ():
            if isinstance(options, dict):
                if str(key).rpartition("/")[2] == name:
                    yield options
                yield from _options_of(options.get("plugins"), name)


_NO_NAV = "must be a list; write each page on a line of its own, such as '- Papers: papers.md'"
_NO_PAGE = "'{title}' has no page; write one after the colon, such as '- {title}: papers.md'"
_NO_ITEM = "'{item}' is not a page; write one such as '- Papers: papers.md'"
_SUBPAGES = "below '{title}' must be a list of pages; start each with '- '"


def nav_faults(nav: Any, steps: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """The items of a `nav` that have a wrong form: the titles above each, and a message."""
    if nav is None and not steps:
        return
    if not isinstance(nav, list):
        title = steps[-1] if steps else ""
        message = _NO_PAGE if nav is None else _SUBPAGES if title else _NO_NAV
        yield steps, message.format(title=title)
        return
    for item in nav:
        if isinstance(item, dict):
            for title, inner in item.items():
                if not isinstance(inner, str):
                    yield from nav_faults(inner, (*steps, str(title)))
        elif not isinstance(item, str):
            yield (*steps, str(item)), _NO_ITEM.format(item="-" if item is None else item)
