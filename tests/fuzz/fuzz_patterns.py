"""Every regular expression of the package, found in its source, and inputs that make a bad one slow."""

from __future__ import annotations

import ast
import contextlib
import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Set
from re import _parser as sre_parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any, NamedTuple

from support import PACKAGE

NAME = PACKAGE.name
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
METHODS = ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
ANCHORED = frozenset({"match", "fullmatch"})


class Use(NamedTuple):
    """A regular expression and the methods that the package calls on it."""

    place: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]


def modules() -> Iterator[tuple[ModuleType, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        steps = path.relative_to(PACKAGE.parent).with_suffix("").parts
        if "compiled" in steps or steps[-1] == "__main__":
            continue
        name = ".".join(steps).removesuffix(".__init__")
        yield importlib.import_module(name), ast.parse(path.read_text(encoding="utf-8"))


def found_in_package() -> list[Use]:
    """All regular expressions of the package.

    Where one is made from a value that only a running program has, all texts of that module that could be one count.
    """
    parsed = dict(modules())
    in_all = _methods_by_name(parsed.values())
    uses: dict[tuple[str, int, bool], Use] = {}
    for module, tree in parsed.items():
        place = module.__name__.removeprefix(f"{NAME}.")
        here = _methods_by_name([tree])
        for name, pattern in _compiled(module):
            used = (here if name.startswith("_") else in_all).get(name, frozenset(METHODS))
            _add(uses, Use(f"{place}.{name}", pattern, used))
        for line, pattern, method in _inline(module, tree):
            _add(uses, Use(f"{place}:{line}", pattern, frozenset({method})))
    return list(uses.values())


def _add(uses: dict[tuple[str, int, bool], Use], use: Use) -> None:
    key = (str(use.pattern.pattern), use.pattern.flags, use.methods <= ANCHORED)
    if key in uses:
        use = uses[key]._replace(methods=use.methods | uses[key].methods)
    uses[key] = use


def _methods_by_name(trees: Iterable[ast.Module]) -> dict[str, frozenset[str]]:
    """The methods called on each name; all of them for a name that is also used in another way."""
    found: dict[str, set[str]] = {}
    for tree in trees:
        called = {id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        for node in ast.walk(tree):
            name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else None
            if name is None or isinstance(getattr(node, "ctx", None), ast.Store):
                continue
            method = called.get(id(node))
            found.setdefault(name, set()).update({method} if method in METHODS else () if method else METHODS)
    return {name: frozenset(methods) for name, methods in found.items()}


def _compiled(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any]]]:  # noqa: C901
    seen: set[int] = set()

    def inside(value: object, name: str, depth: int) -> Iterator[tuple[str, re.Pattern[Any]]]:
        if isinstance(value, re.Pattern):
            yield name, value
            return
        if depth > 4 or id(value) in seen or isinstance(value, str | bytes | int | ModuleType):
            return
        seen.add(id(value))
        parts: list[object] = []
        if isinstance(value, dict):
            parts = [*value.keys(), *value.values()]
        elif isinstance(value, list | tuple | set | frozenset):
            parts = list(value)
        elif getattr(type(value), "__module__", "").startswith(NAME):
            parts = list(getattr(value, "__dict__", {}).values())
        elif isinstance(value, type) and value.__module__ == module.__name__:
            for attribute, part in vars(value).items():
                yield from inside(part, attribute, depth + 1)
            return
        for part in parts:
            yield from inside(part, name, depth + 1)

    for name, value in list(vars(module).items()):
        if not name.startswith("__"):
            yield from inside(value, name, 0)


def _inline(module: ModuleType, tree: ast.Module) -> Iterator[tuple[int, re.Pattern[Any], str]]:
    """The calls of functions of `re`, with the pattern and the name of the function."""
    at_top = {
        id(node) for statement in tree.body if not isinstance(statement, FUNCTIONS) for node in ast.walk(statement)
    }
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    of_re = [call for call in calls if ast.unparse(call.func).startswith("re.")]
    known = {id(part) for call in of_re for part in ast.walk(call)}
    # A text with a name counts where the name is used, with the function that is called there.
    named = {call.args[0].id for call in of_re if call.args and isinstance(call.args[0], ast.Name)}
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and {ast.unparse(target) for target in statement.targets} <= named:
            known |= {id(part) for part in ast.walk(statement)}
    for node in calls:
        if not node.args:
            continue
        function = node.func.attr
        is_of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
        if not is_of_re or function not in {*METHODS, "compile"} or (function == "compile" and id(node) in at_top):
            continue  # a pattern compiled at the top is among the values of the module
        flags = [keyword.value for keyword in node.keywords if keyword.arg == "flags"]
        position = {"compile": 1, "split": 3, "sub": 4, "subn": 4}.get(function, 2)
        flags = flags or node.args[position : position + 1]
        try:
            pattern = re.compile(_value(node.args[0], module), _value(flags[0], module) if flags else 0)
        except NameError:
            yield from _possible(tree, function, known)
        else:
            yield node.lineno, pattern, function


def _value(node: ast.expr, module: ModuleType) -> Any:
    expression = ast.fix_missing_locations(ast.Expression(node))
    return eval(compile(expression, "<pattern>", "eval"), dict(vars(module)))


def _possible(tree: ast.Module, function: str, known: Set[int]) -> Iterator[tuple[int, re.Pattern[str], str]]:
    for node in ast.walk(tree):
        if id(node) not in known and isinstance(node, ast.Constant) and isinstance(node.value, str):
            is_likely = re.search(r"[\])\w.][*+?{]", node.value) and re.search(r"[\[\\(]", node.value)
            with contextlib.suppress(re.error, FutureWarning):  # of a docstring with brackets in brackets
                if is_likely:
                    yield node.lineno, re.compile(node.value), "fullmatch" if function == "compile" else function


# Inputs


def characters(pattern: re.Pattern[Any]) -> list[str]:
    """A character of each kind that the pattern distinguishes, those that it names first."""
    found: dict[str, None] = {}
    _collect(sre_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE & ~re.DEBUG), found)
    return list(found)


_OF_CATEGORY = {"DIGIT": "1", "SPACE": " ", "WORD": "a", "NOT_DIGIT": "x", "NOT_SPACE": "x", "NOT_WORD": "-"}


def _collect(node: Any, found: dict[str, None]) -> None:  # noqa: C901, PLR0912
    for op, value in node:
        name = str(op)
        if name in {"LITERAL", "NOT_LITERAL"}:
            found[chr(value)] = None
            if name == "NOT_LITERAL":
                found["x" if value != ord("x") else "y"] = None
        elif name == "ANY":
            found["x"] = None
        elif name == "IN":
            _collect_set(value, found)
        elif name == "BRANCH":
            for branch in value[1]:
                _collect(branch, found)
        elif name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            _collect(value[2], found)
        elif name == "SUBPATTERN":
            _collect(value[3], found)
        elif name in {"ASSERT", "ASSERT_NOT"}:
            _collect(value[1], found)
        elif name == "ATOMIC_GROUP":
            _collect(value, found)
        elif name == "GROUPREF_EXISTS":
            for part in value[1:]:
                _collect(part or [], found)


def _collect_set(items: Any, found: dict[str, None]) -> None:
    negated = any(str(op) == "NEGATE" for op, _ in items)
    for op, value in items:
        name = str(op)
        if name == "LITERAL":
            found[chr(value)] = None
        elif name == "RANGE":
            found[chr(value[0])] = None
        elif name == "CATEGORY":
            found[_OF_CATEGORY.get(str(value).removeprefix("CATEGORY_"), "x")] = None
    if negated:
        members = {chr(value) for op, value in items if str(op) == "LITERAL"}
        found[next(c for c in "x1 -.é" if c not in members)] = None


def literals(pattern: re.Pattern[Any]) -> list[str]:
    """The fixed words in a pattern, such as `<!--`."""
    found: list[str] = []

    def walk(node: Any) -> None:
        word = ""
        for op, value in node:
            if str(op) == "LITERAL":
                word += chr(value)
                continue
            found.append(word)
            word = ""
            for part in value if isinstance(value, tuple | list) else [value]:
                if isinstance(part, sre_parser.SubPattern):
                    walk(part)
                elif isinstance(part, list):
                    for one in part:
                        if isinstance(one, sre_parser.SubPattern):
                            walk(one)
        found.append(word)

    walk(sre_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE & ~re.DEBUG))
    return [word for word in dict.fromkeys(found) if len(word) > 1]


def inputs(pattern: re.Pattern[Any]) -> Iterator[Callable[[int], Any]]:
    """Makers of long inputs: from a number of repetitions to a text (or bytes)."""
    singles = list(dict.fromkeys([*characters(pattern)[:24], "\n"]))
    words = literals(pattern)[:8]
    tokens = [*singles, *words]
    tokens += [a + b for a in singles[:7] for b in singles[:7] if a != b]
    tokens += [word + after for word in words[:4] for after in singles[:6]]
    starts = ["", *words[:2], *singles[:3]]
    for token in dict.fromkeys(tokens):
        for start in starts if len(token) == 1 else starts[:2]:
            for end in ("", "\x01"):
                yield _maker(start, token, end, is_bytes=isinstance(pattern.pattern, bytes))


def _maker(start: str, token: str, end: str, *, is_bytes: bool) -> Callable[[int], Any]:
    def make(length: int) -> Any:
        text = start + token * max(1, length // len(token)) + end
        return text.encode("latin-1", "replace") if is_bytes else text

    make.__doc__ = f"{start!r} + {token!r} × n + {end!r}"
    return make


def runs_of(use: Use) -> list[Callable[[Any], object]]:
    """What the package does with the pattern: finds one, or all."""
    pattern, methods = use.pattern, use.methods
    runs: list[Callable[[Any], object]] = []
    if methods & {"sub", "subn", "split", "findall", "finditer"}:
        runs.append(lambda text: sum(1 for _ in pattern.finditer(text)))
    elif "search" in methods:
        runs.append(pattern.search)
    elif "match" in methods:
        runs.append(pattern.match)
    if "fullmatch" in methods:
        runs.append(pattern.fullmatch)
    return runs
