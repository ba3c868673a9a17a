"""Macro calls in a page: as paragraphs, inside lines, inside raw HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, INLINE_PLACEHOLDER_RE, AtomicString

from mkdocs_researcher.errors import Location, MacroError, Problem, Severity
from mkdocs_researcher.fields.spans import spans
from mkdocs_researcher.macros import BY_NAME, traits_of
from mkdocs_researcher.syntax.calls import (
    START,
    Call,
    CallSite,
    RenderedCall,
    end_of_raw,
    find_bare_names,
    find_calls,
    meant_macro,
    near_miss,
    read_call,
    read_values,
)
from mkdocs_researcher.syntax.state import PageProcessor, State

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NEVER_CLOSED = "the call is never closed; end it with ) }}"
_IN_HEADING = "is part of a heading; put it in a paragraph of its own, below the heading"
_IN_SENTENCE = "is in the middle of a text, which it interrupts; put it on a line of its own"
_INDENTED = "is indented, so it is shown as code; remove the spaces before it, or put code between lines of ```"
_STATEMENT = "'{shown}' is shown as text, since no program is run here; use a macro"
# A call in braces or brackets of another kind, and one without any in a paragraph of its own.
_OTHER_BRACES = re.compile(r"(?<![\w{｛$\\])(?:\{[%#]?|\[\[|<%=?|<<|\(\(|｛+)[ \t]*(\w+)[ \t]*\((?![^{]*\{\{)")
_OPENINGS = ("{", "｛", "[[", "<%", "<<", "((")  # without one of them neither pattern matches, and both are slow
_ODD_CALL = re.compile(r"(?<![\w{$\\])\{\{-?[ \t]*(\w+)[ \t]*(?=[)\[:,;=])|\{\{\{-?[ \t]*(\w+)[ \t]*\(")
# What is in double braces, and the directive of another program.
_BRACED = r"(?<![\\{$])\{\{([^{}\n]{1,200})\}\}"
_DIRECTIVE = r":::\s*(\w+)\s*"
_NO_BRACES = re.compile(r"[ ]{0,3}(\w+)\([^()\n]*\)[ \t]*")
_NO_TEXT = "cannot be in an address or the description of a picture; write the text itself there"
_MAX_PARTS = 20
_LINE_START = re.compile(r"^[ ]{0,3}" + START, re.MULTILINE)
# Parts of raw HTML whose content is not text of the page.
_SILENT = (
    r"(?i)(?P<comment><!--)|<(?P<raw>pre|code|script|style|textarea)\b"
    r"|<[A-Za-z/!?](?:\"[^\"]*\"|'[^']*'|[^'\"<>])*+>"
)


def calls_in_html(text: str) -> Iterator[Call]:
    """The calls of our macros in HTML, except in code and comments."""
    pieces, position = [], 0
    for start, end in spans(text, re.compile(_SILENT), end_of_raw):
        pieces += [text[position:start], " "]
        position = end
    shown = unescape("".join([*pieces, text[position:]]))
    return (call for call in find_calls(shown) if call.name in BY_NAME)


class Caller:
    """Renders calls and reports their problems."""

    def __init__(self, md: markdown.Markdown, state: State) -> None:
        self.md = md
        self.state = state

    def location(self, text: str) -> Callable[[], Location]:
        """A function that finds the location of a call; it is called only when there is a problem."""
        locator = self.state.locator
        number = locator.count(text)
        return lambda: locator.location_of_call(text, number)

    def show(self, call: Call, text: str, level: int, *, inline: bool = False) -> RenderedCall:
        """The output of a call of a known macro."""
        site = self.state.site
        location = self.location(text)
        if not call.is_closed:
            is_cut = inline and self.state.locator.is_cut(text)
            message = "a bar ends the cell of a table; write \\| for |" if is_cut else _unclosed(text)
            return self._fail(call.name, MacroError(message), location, inline=inline)
        try:
            values = read_values(call.inside)
        except MacroError as error:
            return self._fail(call.name, error, location, inline=inline)
        return site.show(call.name, values, CallSite(self.state.page, level, location, inline))

    def _fail(self, name: str, error: MacroError, location: Callable[[], Location], *, inline: bool) -> RenderedCall:
        problem = Problem(location(), error.message, f"{name}({error.argument})")
        self.state.site.report(problem)
        return self.state.site.box(f"{name}()", [problem], inline=inline)

    def report_unknown(self, name: str, text: str, *, inline: bool = True) -> RenderedCall | None:
        """Reports a name in double braces that is most likely a misspelled macro, and returns the box of a preview."""
        hint = ""
        if name in self.state.site.library.paths and name not in BY_NAME:
            hint = f"write {self.state.site.library.call_for(name)}"
        elif match := near_miss(name, frozenset(BY_NAME)):
            hint = f"did you mean '{match}'?"
        if hint:
            location = self.location(text)
            message = f"there is no macro of this name, {hint}"
            problem = Problem(location(), message, f"{name}()", "warning")
            self.state.site.report(problem)
            box = self.state.site.box(f"{name}()", [problem], inline=inline)
            return box if box.html else None
        return None

    def stash(self, shown: RenderedCall) -> str:
        """The HTML of a call as one placeholder, where headings are not possible."""
        html = shown.html
        if not html:
            return ""
        placeholder = self.md.htmlStash.store(html)
        if html.startswith("<div"):
            self.state.blocks_in_lines.add(placeholder)
        return placeholder


def _unclosed(text: str) -> str:
    """The message about a call without an end; with the words between its parenthesis and the braces."""
    depth = 0
    for position, character in enumerate(text[: text.find("}}")] if "}}" in text else ""):
        depth += (character == "(") - (character == ")")
        rest = text[position + 1 : text.find("}}")].strip()
        if character == ")" and depth <= 0 and rest:
            return f"between ) and }}}} is '{rest[:60]}', so the call is not read; remove it"
    if "}}" in text and "[" in text and text.count("[") > text.count("]"):
        return "the bracket [ is never closed; add ] at the end of the list"
    return _NEVER_CLOSED


class CallBlockProcessor(BlockProcessor):
    """A call that is a paragraph or a line by itself."""

    def __init__(self, md: markdown.Markdown, caller: Caller) -> None:
        super().__init__(md.parser)
        self.caller = caller

    def test(self, parent: Element, block: str) -> bool:
        """True if a line of the block starts with a call of a block macro, or with a call that is not closed."""
        return "{{" in block and self._find(block) is not None

    def _find(self, block: str) -> re.Match[str] | None:
        for match in _LINE_START.finditer(block):
            macro = traits_of(match[1])
            if macro is None or _is_silent(block, match.start()):
                continue
            call = read_call(block, match)
            # Text after a call on its line makes it part of a sentence or a table.
            if not call.is_closed or (not macro.inline and not block[call.end :].split("\n", 1)[0].strip()):
                return match
        return None

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        """Renders the first such call of the block; the text before and after it is parsed as usual."""
        match = self._find(blocks[0])
        assert match is not None
        call = self._join(blocks, match)
        if _is_inline(call.name):
            return False  # the inline processor renders it
        block = blocks.pop(0)
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if before := block[: match.start()].strip("\n"):
            self.parser.parseBlocks(parent, [before])
        end = call.end if call.is_closed else len(block)
        shown = self.caller.show(call, block[start:end], self.caller.state.heading_level())
        self._add(parent, shown)
        if after := block[end:].lstrip(" \t").lstrip("\n"):
            blocks.insert(0, after)
        return None

    def _join(self, blocks: list[str], match: re.Match[str]) -> Call:
        """The call; blocks that an empty line in its arguments separated are joined again."""
        joined = blocks[0]
        for count, block in enumerate(["", *blocks[1:_MAX_PARTS]]):
            joined = f"{joined}\n\n{block}" if count else joined
            call = read_call(joined, match)
            if call.is_closed:
                blocks[: count + 1] = [joined]
                return call
            if count + 1 < len(blocks) and _LINE_START.match(blocks[count + 1]):
                break
        return read_call(blocks[0], match)

    def _add(self, parent: Element, shown: RenderedCall) -> None:
        stash = self.caller.md.htmlStash
        if not any(piece.html for piece in shown.pieces):
            self.caller.state.empty.append(SubElement(parent, "p"))  # `headings` takes it out, with its section
            return
        is_first = True
        for piece in shown.pieces:
            if piece.title:
                # Stashed like everything that comes from data: it is not Markdown of the page.
                heading = SubElement(parent, f"h{piece.level}")
                heading.text = AtomicString(stash.store(str(piece.title)))
                if piece.note:
                    heading.set("data-rs-note", piece.note)
                if piece.is_year:
                    heading.set("class", "rs-h-year")
            if not piece.html:
                continue
            element = SubElement(parent, "p")
            element.text = stash.store(piece.html)
            self.caller.state.blocks_in_lines.add(element.text)
            if is_first:
                is_first = False
                # The heading of the section gets its link from this, see `headings`.
                self.caller.state.sections[id(element)] = (element, shown.more)


class CallInlineProcessor(InlineProcessor):
    """A call inside a line."""

    def __init__(self, md: markdown.Markdown, caller: Caller) -> None:
        super().__init__(START, md)
        self.caller = caller

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int | None, int | None]:
        if _is_silent(data, m.start()):
            return None, None, None
        call = read_call(data, m)
        text = data[call.start : call.end] if call.is_closed else data[m.start() :].split("\n", 1)[0]
        if call.name not in BY_NAME:
            # Alone in its paragraph or on its line, where a list of entries would stand.
            is_alone = self._ancestors()[-1:] == ["p"] and text in map(str.strip, data.split("\n"))
            shown = self.caller.report_unknown(call.name, text, inline=not is_alone)
            return (self.caller.stash(shown), m.start(), m.start() + len(text)) if shown else (None, None, None)
        self._check_place(call, data)
        written = self._unstashed(text)
        if written != text:
            call = next(find_calls(written), call)
        locator = self.caller.state.locator
        number = locator.seen_so_far(written)
        placeholder = self.caller.stash(self.caller.show(call, written, 2, inline=True))
        self.caller.state.in_lines[placeholder] = (call.name, lambda: locator.location_of_call(written, number))
        return placeholder, m.start(), m.start() + len(text)

    def _ancestors(self) -> list[str]:
        return getattr(self.md.treeprocessors["inline"], "ancestors", []) if self.md else []

    def _check_place(self, call: Call, data: str) -> None:
        if _is_inline(call.name) or not call.is_closed:
            return
        ancestors = self._ancestors()
        text = data[call.start : call.end]
        if any(tag in _HEADINGS for tag in ancestors):
            problem = Problem(self.caller.location(text)(), _IN_HEADING, f"{call.name}()", "warning")
            self.caller.state.site.report(problem)
        elif data.strip() != text and ancestors[-1:] == ["p"]:
            problem = Problem(self.caller.location(text)(), _IN_SENTENCE, f"{call.name}()", "info")
            self.caller.state.site.report(problem)

    def _unstashed(self, text: str) -> str:
        """The text with the code spans restored that Python-Markdown stashed earlier."""
        assert self.md is not None
        stashed = self.md.treeprocessors["inline"].stashed_nodes  # type: ignore[attr-defined]

        def restore(match: re.Match[str]) -> str:
            node = stashed.get(match[1])
            return str(node) if isinstance(node, str) else f"`{''.join(node.itertext())}`"

        return INLINE_PLACEHOLDER_RE.sub(restore, text)


class CallsInAddresses(PageProcessor, Treeprocessor):
    """Reports calls in the address of a link or the description of a picture, which hold text alone."""

    def run(self, root: Element) -> None:
        """Removes their output, of which the browser would show the markup."""
        found = self.state.in_lines
        for element in root.iter() if found else ():
            for key, value in element.items():
                shown = value
                for placeholder in (match[0] for match in HTML_PLACEHOLDER_RE.finditer(value)):
                    if placeholder in found:
                        name, location = found[placeholder]
                        self.state.site.report(Problem(location(), _NO_TEXT, f"{name}()"))
                        shown = shown.replace(placeholder, "")
                element.set(key, shown)


def _is_inline(name: str) -> bool:
    traits = traits_of(name)
    return traits is not None and traits.inline


def _is_silent(text: str, position: int) -> bool:
    """True if a position is inside a comment, a tag or an HTML code element."""
    if "<" not in text:
        return False
    before = text[:position]
    if before.rfind("<!--") > before.rfind("-->"):
        return True
    for name in ("code", "pre"):
        if before.rfind(f"<{name}") > before.rfind(f"</{name}"):
            return True
    opened = before.rfind("<")
    return opened > before.rfind(">") and before[opened + 1 : opened + 2].isalpha()


class RawHtmlCalls(Preprocessor):
    """Calls inside raw HTML blocks, which Python-Markdown has stashed by now.

    Calls of inline macros wait until the rest of the page is converted: a citation links to a bibliography below it.
    """

    def __init__(self, md: markdown.Markdown, caller: Caller) -> None:
        super().__init__(md)
        self.caller = caller

    def run(self, lines: list[str]) -> list[str]:
        blocks = self.md.htmlStash.rawHtmlBlocks
        for index, html in enumerate(blocks):
            if isinstance(html, str) and "{{" in html:
                blocks[index] = self._replaced(html)
        return lines

    def _replaced(self, html: str) -> str:
        pieces: list[str] = []
        position = 0
        silent = list(spans(html, re.compile(_SILENT), end_of_raw))
        for call in find_calls(html):
            if any(start <= call.start < end for start, end in silent):
                continue
            text = html[call.start : call.end] or html[call.start :].split("\n", 1)[0]
            if call.name not in BY_NAME:
                self.caller.report_unknown(call.name, text)
                continue
            pieces += [html[position : call.start], self._shown(call, text)]
            position = call.end
        return "".join(pieces) + html[position:]

    def _shown(self, call: Call, text: str) -> str:
        if not _is_inline(call.name):
            return self.caller.show(call, text, 2).html
        waiting = self.caller.state.waiting
        token = f"\x02rs-call:{len(waiting)}\x03"  # text cannot contain it, since it has a control character
        waiting[token] = lambda: self.caller.show(call, text, 2).html
        self.caller.state.used = True
        return token


class BareNames(PageProcessor, Preprocessor):
    """Reports macros that are shown as text: without parentheses, or in other braces; changes nothing."""

    def run(self, lines: list[str]) -> list[str]:
        prose = [line for line in lines if "`" not in line and not line.startswith("    ")]
        for name in find_bare_names("\n".join(line for line in prose if "{{" in line)):
            if name in BY_NAME:
                location = self.state.locator.location_of_line(r"\{\{-?\s*" + name + r"\s*(?:（|-?\}\})")
                message = f"a macro needs parentheses; write {{{{ {name}() }}}}"
                self.state.site.report(Problem(location, message, name, "warning"))
        for line in prose:
            if "(" in line or "{{" in line or line.startswith(":::"):
                self._check_braces(line)
            if "{%" in line and "%}" in line:
                shown = line[line.index("{%") : line.index("%}") + 2][:60]
                self._report(line, _STATEMENT.format(shown=shown), "", "info")
        return lines

    def _check_braces(self, line: str) -> None:
        for inside in re.findall(_BRACED, line) if "{{" in line else ():
            if name := meant_macro(inside):
                self._report(line, f"is shown as text; write {{{{ {name}(…) }}}}", f"{name}()", "warning")
                return
        match = re.fullmatch(_DIRECTIVE, line.strip()) if ":::" in line else None
        if not match and any(opening in line for opening in _OPENINGS):
            match = _OTHER_BRACES.search(line) or _NO_BRACES.fullmatch(line) or _ODD_CALL.search(line)
        elif not match:
            match = _NO_BRACES.fullmatch(line)
        name = next(filter(None, match.groups()), "") if match else ""
        if name and name in BY_NAME:  # a name that is not ours takes 2 ms, see `entry_points`
            self._report(line, f"is shown as text; write {{{{ {name}(…) }}}}", f"{name}()", "warning")

    def _report(self, line: str, message: str, field: str, severity: Severity) -> None:
        location = self.state.locator.location_of_line(re.escape(line.strip()))
        self.state.site.report(Problem(location, message, field, severity))


class IndentedCalls(PageProcessor, Treeprocessor):
    """Reports calls that are shown as code because they are indented; changes nothing."""

    def run(self, root: Element) -> None:
        """Checks the indented code of the page; code between fences is not yet in the tree."""
        for code in root.iterfind(".//pre/code"):
            text = (code.text or "").strip()
            calls = [call for call in find_calls(text) if call.name in BY_NAME and call.is_closed]
            if calls and "".join(text[call.start : call.end] for call in calls) == "".join(text.split("\n")):
                location = self.state.locator.location_of_line(r"^[ \t]+" + re.escape(text.split("\n")[0]))
                self.state.site.report(Problem(location, _INDENTED, f"{calls[0].name}()", "info"))
