"""The commands of LaTeX: which argument is shown, with which tags, and what is unknown."""

from __future__ import annotations

import re
import unicodedata

from mkdocs_researcher.fields import latex_symbols
from mkdocs_researcher.fields.latex_symbols import COMBINING, DECLARATIONS, ELSEWHERE, ENCLOSED, SHAPES, TAGS
from mkdocs_researcher.formats.bibtex import formula
from mkdocs_researcher.formats.bibtex.latex_arguments import HANDLERS
from mkdocs_researcher.formats.bibtex.latex_reader import MAX_PARTS, TOKEN, Mode, Reader

_CONDITION = re.compile(r"\\(if[A-Za-z]*|else|fi)(?![A-Za-z])")
_COMPARED = re.compile(r"\s*(-?\d+)\s*([<=>])\s*(-?\d+)\s?")
_ODD = re.compile(r"\s*-?\d*([02468]|[13579])\s?")
_MARKS = frozenset(("textsuperscript", "textsubscript", "thanks", "footnote"))
_LENGTH = re.compile(
    r"\s*+(?:=\s*+)?[-+]?(?:\d*\.?\d+|\\[A-Za-z]+)(?:\s*+(?:pt|em|ex|mm|cm|in|sp|bp|pc|dd|cc|mu)(?![A-Za-z]))?"
    r"(?:\s*+(?:plus|minus)\s*+[-+]?[\d.]++(?:\s*+(?:pt|em|ex|mm|cm|in|fil+))?)*+\s*"
)
_ENTITY = re.compile(r"(?:\{\})?#?\w+;")
# What programs leave of JSON: an escaped character, and a line break before the next sentence.
_JSON = re.compile(r"\\(?:u([0-9a-fA-F]{4})|n(?![a-z]))")
_ESCAPED_FORMULA = re.compile(r"\\\s?[A-Za-z]|\^|(?<!\w)\w_[{\d]")
_SKIP = re.compile(r"\*?(?:\s*\[-?[\d.]+\s*[a-z]{2}\])?")
_INNER_QUOTES = {"”": ("‘", "’"), "’": ("“", "”")}
_TAGS = re.compile(r"(?:</?[a-z]+>)+")


class LatexDecoder(Reader):
    """Reads a text with its commands."""

    def command(self, name: str, end: int) -> int:
        if len(name) > 1 and name[-1] == "*":
            name = name[:-1]
            end -= name not in SHAPES and name not in ENCLOSED and name not in HANDLERS
        if (handler := HANDLERS.get(name)) and (after := handler(self, name, end)) is not None:
            return after
        if name == "$" and (after := self.escaped_formula(end)):
            return after
        if name in "&%$#_{}":
            starts_entity = name == "&" and self.mode.hides and _ENTITY.match(self.text, end)
            self.out.append("&amp;" if starts_entity else self.literal_text(name))
        elif name in latex_symbols.SPACES:
            end = self.command_for_space(name, end)
        elif name in DECLARATIONS:
            self.declare(DECLARATIONS[name])
            end = self.after_name(name, end)
        elif name in latex_symbols.NOTHING:
            end = self.command_without_text(name, end)
        elif name in COMBINING:
            end = self.accent(name, end)
        else:
            is_condition = name == "else" or name.startswith("if")
            end = self.condition(name, end) if is_condition else self.command_with_text(name, end)
        return end

    def escaped_formula(self, end: int) -> int:
        r"""Reads a formula that Zotero escaped, `\${\textbackslash}alpha\$`; returns where the text continues, or 0."""
        final = -1 if self.mode.names else self.text.find("\\$", end, end + formula.LONGEST)
        written = self.text[end : max(final, end)].replace("\\^", "\\textasciicircum{}")
        if ("\\text" not in written and "\\_" not in written) or self.text[final + 2 : final + 3].isdigit():
            return 0
        tex = type(self)(written, Mode(is_escaped=True), self.depth + 1).run().text
        if not _ESCAPED_FORMULA.search(tex) or tex != tex.strip() or tex.count("{") != tex.count("}"):
            return 0
        self.formula(tex, is_text=False)
        return final + 2

    def command_for_space(self, name: str, end: int) -> int:
        self.out.append(" ")
        end = self.after_name(name, end)
        return found.end() if name == "\\" and (found := _SKIP.match(self.text, end)) else end

    def command_without_text(self, name: str, end: int) -> int:
        if name == "*" and self.mode.names:
            self.out.append("*")
        return self.after_name(name, end)

    def command_with_text(self, name: str, end: int) -> int:
        """A command that takes text, a symbol, or an unknown command."""
        if self.mode.names and name in _MARKS:
            return self.mark_of_name(name, end)
        if (tag := TAGS.get(name)) is not None:
            return self.argument_in_tag(tag, end)
        if name in ENCLOSED:
            starred = f"{name}*" if self.text[end - 1] == "*" else name
            quotes = ENCLOSED.get(starred, ENCLOSED[name])
            around = next((group.closing for group in reversed(self.groups) if group.closing in _INNER_QUOTES), "")
            return self.argument_between(end, *(_INNER_QUOTES[around] if quotes[1] == around else quotes))
        if name in SHAPES and (name not in latex_symbols.SYMBOLS or self.braces.argument(end)):
            after = self.arguments_by_shape(SHAPES[name], end)
            if name in ELSEWHERE and not self.mode.foreign:
                self.unknown[name] = None
            self.out.append(" " if name in {"hspace", "hskip"} and "-" not in self.text[end:after] else "")
            return after
        if (characters := latex_symbols.symbol(name)) is not None:
            self.out.append(self.literal_text(characters))
            return self.after_name(name, end)
        return self.unlisted_command(name, end)

    def mark_of_name(self, name: str, end: int) -> int:
        """A superscript after a name stays for the reader of names; what is said in a note is left out."""
        opened = self.braces.argument(end)
        if not opened or name in {"thanks", "footnote"}:
            return opened[1] + 1 if opened else end
        self.push(f"\\{name}{{", "}")
        return opened[0]

    def argument_in_tag(self, tag: str, end: int) -> int:
        if not self.mode.tags and tag in {"sub", "sup"} and (inner := self.braces.argument(end)):
            self.out.append(formula.script(self.part(self.text[inner[0] : inner[1]]), tag))
            return inner[1] + 1
        before, after = (f"<{tag}>", f"</{tag}>") if self.mode.tags else ("", "")
        return self.argument_between(end, before, after)

    def argument_between(self, end: int, before: str, after: str) -> int:
        """The group that follows, between characters or tags."""
        start = self.after_spaces(end)
        if self.text[start : start + 1] == "{":
            self.push(before, after)
            return start + 1
        if self.text[start : start + 1].isalnum():  # `\\textbf x`
            self.out += (before, self.text[start], after)
            return start + 1
        return end

    def arguments_by_shape(self, shape: str, end: int) -> int:
        """The arguments of a command, see `latex_symbols.SHAPES`."""
        for index, kind in enumerate(shape):
            if kind == "[":
                end = self.braces.after_option(end)
            elif kind == "#":
                end = length.end() if (length := _LENGTH.match(self.text, end)) else end
            elif kind == "-":
                end = self.braces.text(end)[1]
            elif kind == "+":
                if (found := self.braces.argument(end)) and shape[index + 1 :]:
                    after = found[1] + 1
                    self.jumps[after] = self.braces.text(after)[1]
                return self.argument_between(end, "", "")
        return end

    def unlisted_command(self, name: str, end: int) -> int:
        """A command of pylatexenc that has arguments, or an unknown one."""
        if not name.isalpha():
            self.out.append(self.literal_text(f"\\{name}" if self.mode.foreign or not name.strip() else name))
            return end
        if count := latex_symbols.argument_count(name):
            after = self.braces.after_option(end)
            for _ in range(count):
                after = self.braces.text(after)[1]
            if after > end and (pieces := formula.characters(self.text[end - len(name) - 1 : after])) is not None:
                self.pieces(pieces)
                return after
        if self.mode.foreign:
            self.out.append(self.literal_text(f"\\{name}"))
            return end
        if (escaped := _JSON.match(self.text, end - len(name) - 1)) is not None:
            self.out.append(self.literal_text(chr(int(escaped[1], 16)) if escaped[1] else " "))
            return escaped.end()
        self.unknown[name] = None
        end += self.text[end : end + 1] == "*"
        after = self.braces.after_option(end)
        if self.braces.argument(after):
            return self.argument_between(after, "", "")
        return self.after_name(name, end)

    def accent(self, name: str, end: int) -> int:
        base, after = self.accented_text(name, end)
        if base is None:
            return self.unlisted_command(name, end) if name.isalpha() else end
        self.out.append(with_accent(base, name) if base else self.literal_text(name if name in "^~" else ""))
        return after

    def accented_text(self, name: str, end: int) -> tuple[str | None, int]:
        """The text that gets an accent, and where the text continues; None if there is none."""
        start = self.after_spaces(end)
        following = self.text[start : start + 1]
        if following == "{":
            inner, after = self.braces.text(start)
            return (self.part(inner).strip(), after) if after > start else (None, end)
        if following == "\\" and (found := TOKEN.match(self.text, start)):
            return self.accented_command(found[0][1:], found.end(), end)
        return (following, start + 1) if following.isalpha() else (None, end)

    def accented_command(self, name: str, after: int, end: int) -> tuple[str | None, int]:
        r"""A letter such as `\i`, or a letter with another accent."""
        if name in COMBINING and self.depth < MAX_PARTS:
            self.depth += 1
            base, after = self.accented_text(name, after)
            self.depth -= 1
            return (with_accent(base, name) if base else None), after
        if (symbol := latex_symbols.symbol(name)) and symbol[0].isalpha():
            return symbol, self.after_name(name, after)
        return None, end

    def condition(self, name: str, end: int) -> int:
        r"""`\iftrue A\else B\fi`: besides numbers, only `\iftrue` is true; formulas (`\ifmmode`) are read elsewhere."""
        other, final = self.branches_of_condition(end)
        if name == "else":
            return self.after_name(name, max(final, end))
        if final < 0 or name in {"ifthenelse", "iff"}:
            return self.command_with_text(name, end)
        if name == "iftrue":
            return self.after_name(name, end)
        if name == "ifnum" and (found := _COMPARED.match(self.text, end)):
            first, second = int(found[1]), int(found[3])
            is_true = {"<": first < second, "=": first == second, ">": first > second}[found[2]]
        elif name == "ifodd" and (found := _ODD.match(self.text, end)):
            is_true = found[1] in "13579"
        else:
            found, is_true = None, False
        if found and is_true:
            return found.end()
        return self.after_name(name, other if other >= 0 else final)

    def branches_of_condition(self, position: int) -> tuple[int, int]:
        """Where the text of the other branch starts, and where the condition ends; -1 where there is none."""
        depth, other = 0, -1
        for found in _CONDITION.finditer(self.text, position, position + 2000):
            if found[1] == "fi":
                if depth == 0:
                    return other, found.end()
                depth -= 1
            elif found[1] == "else":
                other = found.end() if depth == 0 and other < 0 else other
            elif found[1] != "iff":
                depth += 1
        return other, -1


def with_accent(base: str, name: str) -> str:
    """A text with an accent on its first letter."""
    if tags := _TAGS.match(base):
        rest = base[tags.end() :]
        return f"{tags[0]}{with_accent(rest, name)}" if rest else base
    if base[0] in "ıȷ":
        base = {"ı": "i", "ȷ": "j"}[base[0]] + base[1:]
    if not base[0].isalnum():
        return base
    end = 1
    while end < len(base) and unicodedata.combining(base[end]):
        end += 1
    return unicodedata.normalize("NFC", base[:end] + COMBINING[name]) + base[end:]
