"""Liquid, the language of Jekyll's templates, rendered by python-liquid within limits of work and memory.

Each line of the result knows where it came from: markers at the starts of lines go through the templates as text.
What the template of a kind shows is replaced by the kind's hooks, and tags that nobody knows are reported.
See https://shopify.github.io/liquid/ and https://jekyllrb.com/docs/liquid/.
"""

from __future__ import annotations

import contextlib
import posixpath
import re
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TextIO

from liquid import Environment, Mode
from liquid.ast import BlockNode, Node
from liquid.builtin.expressions import FilteredExpression, tokenize
from liquid.builtin.tags.capture_tag import CaptureNode, CaptureTag
from liquid.builtin.tags.for_tag import ForNode, ForTag
from liquid.context import RenderContext
from liquid.exceptions import LiquidError, LiquidSyntaxError, ResourceLimitError
from liquid.expression import Expression
from liquid.filter import with_context
from liquid.parser import get_parser
from liquid.stream import TokenStream
from liquid.tag import Tag
from liquid.template import BoundTemplate
from liquid.token import TOKEN_CONTENT, TOKEN_EXPRESSION, TOKEN_OUTPUT, TOKEN_TAG, Token
from liquid.undefined import is_undefined

from mkdocs_researcher.formats.source import shortened
from mkdocs_researcher.migration.jekyll.liquid_filters import FILTERS, Documents, grouped, text_of
from mkdocs_researcher.migration.old_site import Line, OldSite, cut_page

_START, _END = "\ue010", "\ue011"
ONLY_JEKYLL = "\ue012"
"""Around the name of a value that only Jekyll knows while it builds."""

_MARKER = re.compile(f"{_START}(\\d+){_END}")
_PARAMETER = re.compile(r"(?<![\w-])([\w-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"']+)")
_FILE = re.compile(r"\s*(\{\{.*?\}\}|\"[^\"]*\"|'[^']*'|[^\s]+)", re.S)
_VALUE = r"(?:\"[^\"]*\"|'[^']*'|[^\s,|\"'])+"
_LOOP = re.compile(rf"\s*[\w-]+\s+in\s+(?:\([^()]*\)|{_VALUE})(?:\s*reversed\b)?")
_ATTRIBUTE = re.compile(rf"\b(limit|offset)\s*:\s*({_VALUE})")
_TRUE = re.compile(r"(?<=[\s\"'\]\w])(?:===?)(?=\s)")
# Words that python-liquid takes for its own in names such as `include.limit`, too.
_OWN_WORD = re.compile(
    r"\"[^\"]*\"|'[^']*'|(?<=[\w\]])\.(and|as|blank|cols|contains|else|empty|false|for|if|in|limit|nil|not|null|"
    r"offset|or|required|reversed|true|with)(?![\w-])"
)
_LEFT_OUT = "is worked out by Jekyll while it builds, so it is left out: write what it should say"
_NO_OUTPUT = frozenset({"seo", "feed_meta", "toc", "csrf_meta_tags", "google_analytics"})
_TOO_MUCH = (
    "the Liquid of this page is more work than any page needs ({}), so its tags are left out and their text is kept"
)
_UNREADABLE = "the Liquid of this page cannot be read ({}), so its tags are left out and their text is kept"
_DEEPEST = 10
_MOST_INCLUDES = 5_000
_SECONDS = 10
_MOST_UNCLOSED = 1_000  # each is searched for its end up to the end of the page
_SIGNS = (("{%", "%}"), ("{{", "}}"))


_Write = Callable[[Token, str, RenderContext], str]


class Hooks(NamedTuple):
    """Replacements for parts of a site's template; each returns None if it has none."""

    loop: Callable[[Documents, Line], str | None] = lambda documents, line: None
    tag: Callable[[str, str, Line], str | None] = lambda name, rest, line: None
    include: Callable[[str, Mapping[str, Any], Line], str | None] = lambda file, parameters, line: None


class _Environment(Environment):
    loop_iteration_limit = 100_000
    output_stream_limit = 5_000_000
    local_namespace_limit = 20_000_000
    context_depth_limit = 40
    logical_parentheses = True
    liquid: Liquid

    def tokenizer(self) -> Callable[[str], Iterator[Token]]:
        """The parts of a template, with markers in its text and expressions that mean the same as in Jekyll."""
        read = super().tokenizer()

        def tokens(source: str) -> Iterator[Token]:
            tag = ""
            for token in read(source):
                if token.kind == TOKEN_CONTENT:
                    yield token._replace(value=self.liquid.marked(token))
                elif token.kind == TOKEN_EXPRESSION and tag.startswith("end"):
                    pass  # `endfor-`, `endif x`: Jekyll reads the name alone
                elif token.kind == TOKEN_EXPRESSION and not tag.startswith("include"):
                    value = _loop_of(token.value) if tag == "for" else token.value
                    yield token._replace(value=_with_names(_TRUE.sub("==", value)))
                else:
                    yield token
                tag = token.value if token.kind == TOKEN_TAG else ""

        return tokens

    def error(self, exc: Any, msg: str | None = None, token: Token | None = None) -> None:
        """Ignores mistakes as Jekyll does, but not that a limit is reached; tags that cannot be read are reported."""
        if isinstance(exc, ResourceLimitError):
            raise exc
        if isinstance(exc, LiquidSyntaxError):
            known = (one for one in (exc.token, token) if one and one.source in self.liquid.sources)
            self.liquid.report(exc, next(known, None))
        super().error(exc, msg, token)


class _Own(Node):
    """A tag whose output is worked out here: of a file that is included, of a Jekyll plugin, around its content."""

    def __init__(self, token: Token, write: _Write, rest: str, content: BlockNode | None) -> None:
        super().__init__(token)
        self.write, self.rest, self.content = write, rest, content
        self.blank = False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        if self.content is None:
            return buffer.write(self.write(self.token, self.rest, context))
        inner = context.get_buffer(buffer)
        self.content.render(context, inner)
        return buffer.write(_BLOCKS[self.token.value](self.rest, inner.getvalue()))


class _OwnTag(Tag):
    block = False

    def __init__(self, env: Environment, write: _Write) -> None:
        super().__init__(env)
        self.write = write

    def parse(self, stream: TokenStream) -> Node:
        """A tag, and its content if it has any; one without an end holds all that follows."""
        token, rest, content = stream.expect(TOKEN_TAG), "", None
        if stream.peek.kind == TOKEN_EXPRESSION:
            rest = next(stream) and stream.current.value
        if token.value in _BLOCKS:
            next(stream)
            content = get_parser(self.env).parse_block(stream, frozenset({f"end{token.value}"}))
        return _Own(token, self.write, rest, content)


class _Capture(CaptureNode):
    def _assign(self, context: RenderContext, buf: Any) -> None:
        context.assign(self.name, _MARKER.sub("", buf.getvalue()))


class _CaptureTag(CaptureTag):
    node_class = _Capture


class _For(ForNode):
    """A loop, in whose place a kind may put a call."""

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        found = self.expression.iterable.evaluate(context)
        liquid: Liquid = context.env.liquid  # type: ignore[attr-defined]
        liquid.check_time()
        if isinstance(found, Documents):
            limit = self.expression.limit.evaluate(context) if self.expression.limit else None
            cut = Documents(found.name, found[: limit if isinstance(limit, int) else None], found.group)
            made = liquid.looped(cut)
            if made is not None:
                return buffer.write(made)
        return super().render_to_output(context, buffer)


class _ForTag(ForTag):
    node_class = _For


def _fenced(language: str, inner: str) -> str:
    code = _MARKER.sub("", inner).strip("\n")
    return f"\n```{language}\n{code}\n```\n"


# What tags of Jekyll and of its plugins put around their content.
_BLOCKS: dict[str, Callable[[str, str], str]] = {
    "highlight": lambda rest, inner: _fenced(rest.partition(" ")[0], inner),
    "mermaid": lambda _, inner: _fenced("mermaid", inner),
    "details": lambda rest, inner: f'<details markdown="1"><summary>{rest}</summary>\n{inner}\n</details>',
    "tabs": lambda _, inner: inner,
    "tab": lambda rest, inner: f"**{rest.partition(' ')[2]}**{inner}",
}


# Parts of a template, or of a theme that a site names, that a site need not hold itself.
_DOCUMENT = (
    '<h2><a href="{{ post.link | default: post.url }}">{{ post.title }}</a></h2>'
    "{% if post.venue %}<p><i>{{ post.venue }}</i>, {{ post.date | date: '%Y' }}</p>{% endif %}"
    "{% if post.excerpt %}<p>{{ post.excerpt | strip_html }}</p>{% endif %}"
)
_OF_TEMPLATES = dict.fromkeys(
    ("archive-single.html", "archive-single-cv.html", "archive-single-talk.html", "archive-single-talk-cv.html"),
    _DOCUMENT,
)


class Liquid:
    """Works out the Liquid of a page."""

    def __init__(self, site: OldSite, scope: Mapping[str, Any], hooks: Hooks | None = None) -> None:
        self.site = site
        self.hooks = hooks or Hooks()
        self.scope = dict(scope)
        self.lines: list[Line] = []
        self.sources: dict[str, tuple[int, list[int]]] = {}
        self.depth = self.includes = 0
        self.deadline = 0.0
        self.templates: dict[str, BoundTemplate] = {}
        self.page_line = Line("", "", 1)
        self.env = _environment(self)

    def run(self, lines: Sequence[Line]) -> list[Line]:
        lines = list(lines)
        if not any("{%" in line.text or "{{" in line.text for line in lines):
            return lines
        self.page_line = lines[0]
        self.includes, self.deadline = 0, time.monotonic() + _SECONDS
        source = self._source(lines)
        try:
            if sum(source.count(start, source.rfind(end) + 1) for start, end in _SIGNS) > _MOST_UNCLOSED:
                raise ResourceLimitError("too many tags never end", token=None)
            made = str(self.env.from_string(source).render(**self.scope))
        except (LiquidError, RecursionError, MemoryError, ValueError, TypeError, OverflowError) as error:
            is_limit = isinstance(error, ResourceLimitError | RecursionError | MemoryError)
            reason = "it fills the memory" if isinstance(error, MemoryError) else _reason(error)
            self.site.note(lines[0].place, (_TOO_MUCH if is_limit else _UNREADABLE).format(reason))
            first = self._number(source, 0)
            marked = (f"{_START}{number}{_END}{line.text}" for number, line in enumerate(lines, first))
            made = _without_tags("\n".join(marked))
        return self._unmarked(made)

    def _source(self, lines: Sequence[Line]) -> str:
        text = "\n".join(line.text for line in lines)
        self.sources[text] = len(self.lines), [match.start() for match in re.finditer("\n", text)]
        self.lines += lines
        return text

    def _number(self, source: str, position: int) -> int:
        """The number in `lines` of the line that a position of a template is on."""
        first, breaks = self.sources[source]
        return first + bisect_left(breaks, position)

    def marked(self, token: Token) -> str:
        """A text of a template with a marker at the start of each of its lines."""
        text = token.value
        if token.source not in self.sources:
            return text
        start = token.source.index(text, token.start_index)
        number = self._number(token.source, start)
        head, *rest = text.split("\n")
        # White space at the start, and line breaks in it, may have been taken away by the tag before.
        at_start = not start or "\n" in token.source[token.start_index : start]
        made = [f"{_START}{number}{_END}{head}" if at_start else head]
        made += [f"{_START}{at}{_END}{line}" for at, line in enumerate(rest, number + 1)]
        return "\n".join(made)

    def _unmarked(self, text: str) -> list[Line]:
        made: list[Line] = []
        current = self.page_line
        text = text if ONLY_JEKYLL not in text else self._without_unknown(text)
        for part in text.split("\n"):
            origin = current
            for match in _MARKER.finditer(part):
                current = self.lines[int(match[1])]
                if not _MARKER.sub("", part[: match.start()]).strip():
                    origin = current
            made.append(origin._replace(text=_MARKER.sub("", part)))
        return made

    def _without_unknown(self, text: str) -> str:
        """A text without the values that only Jekyll knows, each of which is reported."""
        for match in re.finditer(f"{ONLY_JEKYLL}([\\w.]*){ONLY_JEKYLL}", text):
            before = _MARKER.findall(text, 0, match.start())
            line = self.lines[int(before[-1])] if before else self.page_line
            self.site.note(line.place, f"'{{{{ {match[1]} }}}}' {_LEFT_OUT}")
        return re.sub(f"{ONLY_JEKYLL}[\\w.]*{ONLY_JEKYLL}", "", text)

    def line_of(self, token: Token) -> Line:
        is_known = token.source in self.sources
        return self.lines[self._number(token.source, token.start_index)] if is_known else self.page_line

    def report(self, error: LiquidSyntaxError, token: Token | None) -> None:
        """Notes a tag that cannot be read; for a value Jekyll shows nothing, either."""
        line = self.line_of(token) if token else self.page_line
        before = token.source[: max(token.start_index, 0)] if token else ""
        message = f"a tag of Liquid cannot be read ({_reason(error)}), so it is left out"
        self.site.note(line.place, message, "info" if before.rfind("{{") > before.rfind("{%") else "warning")

    def check_time(self) -> None:
        if time.monotonic() > self.deadline:
            raise ResourceLimitError(f"it takes more than {_SECONDS} seconds", token=None)

    def looped(self, documents: Documents) -> str | None:
        return self.hooks.loop(documents, self.page_line)

    def foreign(self, token: Token, rest: str, context: RenderContext) -> str:
        name, line = token.value, self.line_of(token)
        if "{{" in rest:
            inner = context.get_buffer()
            context.env.from_string(rest).render_with_context(context, inner, partial=True)
            rest = inner.getvalue()
        made = self.hooks.tag(name, rest, line)
        if made is None and name not in _NO_OUTPUT and not name.startswith("end"):
            self.site.note(line.place, f"'{{% {shortened(f'{name} {rest}'.strip())} %}}' {_LEFT_OUT}")
        return made or ""

    def included(self, token: Token, rest: str, context: RenderContext) -> str:
        line = self.line_of(token)
        match = _FILE.match(rest)
        file = match[1].strip("\"'") if match else ""
        if "{{" in file:
            file = text_of(_evaluated(file.strip("{} \n"), context))
        given = {
            key: _evaluated(value, context) for key, value in _PARAMETER.findall(rest[match.end() :] if match else "")
        }
        if (made := self.hooks.include(file, given, line)) is not None:
            return made
        folder = posixpath.dirname(line.file) if token.value == "include_relative" else "_includes"
        path = posixpath.normpath(posixpath.join(folder, file))
        if self.depth >= _DEEPEST:
            self.site.note(line.place, f"'{file}' is not included, because pages include each other without an end")
            return ""
        is_there = not path.startswith("..") and self.site.holds(path)
        if not is_there and file not in _OF_TEMPLATES:
            self.site.note(line.place, f"includes '{file}', which is not there")
            return ""
        self.includes += 1
        if self.includes > _MOST_INCLUDES:
            raise ResourceLimitError(f"it includes more than {_MOST_INCLUDES} files", token=None)
        self.check_time()
        if path not in self.templates:
            found = [line._replace(text=_OF_TEMPLATES.get(file, ""))]
            if is_there:
                found = cut_page(self.site.lines(path) or [], of_jekyll=True)[2]
            self.templates[path] = context.env.from_string(self._source(found))
        template = self.templates[path]
        buffer = context.get_buffer()
        self.depth += 1
        try:
            with context.extend({"include": given}):
                template.render_with_context(context, buffer, partial=True)
        finally:
            self.depth -= 1
        return buffer.getvalue()


def expressions_in(text: str, tag: str = "") -> Iterator[str]:
    """What the tags of a name in a template say; without a name, what the template prints."""
    is_wanted = False
    with contextlib.suppress(LiquidError):
        for token in Environment().tokenizer()(text):
            if is_wanted and token.kind == TOKEN_EXPRESSION:
                yield token.value
            is_wanted = token.value == tag if tag else token.kind == TOKEN_OUTPUT


def _loop_of(written: str) -> str:
    """A loop as Jekyll reads it: words between the list and the attributes are skipped."""
    match = _LOOP.match(written)
    if match is None:
        return written
    rest = written[match.end() :]
    return " ".join([match[0], *(f"{name}:{value}" for name, value in _ATTRIBUTE.findall(rest))])


def _with_names(tag: str) -> str:
    return _OWN_WORD.sub(lambda match: f'["{match[1]}"]' if match[1] else match[0], tag)


def _without_tags(text: str) -> str:
    for start, end in _SIGNS:
        first, *rest = text.split(start)
        text = first + "".join(part.partition(end)[2] if end in part else start + part for part in rest)
    return text


def _reason(error: Exception) -> str:
    return shortened(str(error).split(" -> ")[0]) or "it is nested too deep"


def _evaluated(text: str, context: RenderContext) -> Any:
    written = _with_names(text)
    try:
        stream = TokenStream(tokenize(written, parent_token=Token(TOKEN_EXPRESSION, written, 0, written)))
        expression: Expression = FilteredExpression.parse(context.env, stream)
        value = expression.evaluate(context)
    except LiquidError:
        return None
    return None if is_undefined(value) else value


def _environment(liquid: Liquid) -> Environment:
    env = _Environment(tolerance=Mode.LAX, strict_filters=False)
    env.liquid = liquid
    for kind in (_CaptureTag, _ForTag):
        env.add_tag(kind)
    for name in ("include", "include_relative", "include_cached"):
        env.tags[name] = _OwnTag(env, liquid.included)
    env.tags = _Tags(env.tags, _OwnTag(env, liquid.foreign))
    for name, function in FILTERS.items():
        env.add_filter(name, function)
    site = liquid.scope.get("site")
    config = site if isinstance(site, dict) else {}
    base, url = (text_of(config.get(name)).rstrip("/") for name in ("baseurl", "url"))
    env.add_filter("relative_url", lambda value, *_: _rooted(text_of(value), base))
    env.add_filter("absolute_url", lambda value, *_: _rooted(text_of(value), url + base))
    env.add_filter("where_exp", _tested)
    env.add_filter("group_by_exp", _grouped)
    return env


def _rooted(path: str, base: str) -> str:
    return path if "://" in path[:12] or path.startswith("#") else f"{base}/{path.lstrip('/')}"


class _Tags(dict[str, Tag]):
    """Tags by name; those of plugins are all the same."""

    def __init__(self, known: Mapping[str, Tag], foreign: Tag) -> None:
        super().__init__(known)
        self.foreign = foreign

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name, self.foreign)


def _with(template: BoundTemplate, context: RenderContext, name: object, item: object) -> str:
    """What a template shows for an item, which has a name beside the variables that are there."""
    buffer = context.get_buffer()
    with context.extend({text_of(name): item}):
        template.render_with_context(context, buffer, partial=True)
    return buffer.getvalue()


@with_context
def _tested(value: Any, name: object, test: object, *, context: RenderContext) -> list[Any]:
    template = context.env.from_string(f"{{% if {text_of(test)} %}}1{{% endif %}}")
    items = [item for item in value if _with(template, context, name, item)] if isinstance(value, list) else []
    return Documents(value.name, items) if isinstance(value, Documents) else items


@with_context
def _grouped(value: Any, name: object, said: object, *, context: RenderContext) -> list[Any]:
    template = context.env.from_string(f"{{{{ {text_of(said)} }}}}")
    return grouped(value, lambda item: _with(template, context, name, item), text_of(said))
