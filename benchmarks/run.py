"""Measures our builds beside plain MkDocs and prints one Markdown table. Start it with `make bench`."""

from __future__ import annotations

import argparse
import platform
import shutil
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import comparison
import hot_spots
import marks
import measure
import serving_report
from comparison import FIRST, REBUILD, Series
from sites import Plan

_HOMEPAGE = Plan(papers=100, plain_pages=50)
_PACKAGES = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "PyYAML", "pydantic", "mkdocs-researcher")


def _sizes(text: str) -> list[int]:
    return sorted({int(size) for size in text.split(",")})


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sizes",
        type=_sizes,
        default=[10, 100, 1000, 10_000],
        help="numbers of papers (with 100 comes a site of 50 pages)",
    )
    parser.add_argument("--runs", type=int, default=5, help="runs of each build (default 5)")
    parser.add_argument("--quick", action="store_true", help="up to 1,000 papers, 2 runs, no finished HTML")
    parser.add_argument("--serve", action="store_true", help="measure `mkdocs serve` too (1,000 papers)")
    parser.add_argument("--profile", type=int, metavar="N", help="only show where a build of N papers spends")
    parser.add_argument("--top", type=int, default=10, help="rows of --profile (default 10)")
    options = parser.parse_args(arguments)
    if options.quick:
        options.sizes = [size for size in options.sizes if size <= 1000]
        options.runs = min(options.runs, 2)
    return options


def machine() -> str:
    """One line about the machine and the versions."""
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {packages}"


def rows(plan: Plan, results: dict[str, Series]) -> list[str]:
    """The lines of the table for one plan."""
    lines = []
    for name, series in results.items():
        verdicts = ", ".join(str(verdict) for verdict in marks.of_build(plan, name, series))
        lines.append(
            f"| {plan.label} | {name} | {series.cpu:.2f} | {series.peak:.0f} | {series.ratio:.2f} | {verdicts} |"
        )
    return lines


def growth(results: dict[Plan, dict[str, Series]]) -> list[str]:
    """How the work grows from 1,000 to 10,000 papers, if both were measured."""
    small, large = results.get(Plan(1000)), results.get(Plan(10_000))
    if not small or not large:
        return []
    lines = []
    for name in small.keys() & large.keys() - {comparison.FLOOR}:
        times, verdict = marks.of_growth(small[name], large[name])
        whole = large[name].ratio / small[name].ratio
        mark = f"; {verdict}" if name in {FIRST, REBUILD} else ""
        lines.append(f"- {name}: whole build {whole:.1f} ×, beyond the floor {times:.1f} ×{mark}")
    return ["", "From 1,000 to 10,000 papers:", "", *sorted(lines)]


def _print(*lines: str) -> None:
    """Prints at once, for a run takes minutes and what is measured should not be lost with the rest."""
    print("\n".join(lines), flush=True)


def _measure_all(options: argparse.Namespace, folder: Path) -> None:
    _print(f"{machine()}; {measure.pin()}; {options.runs} runs after a warm-up", "")
    _print("| site | build | CPU s | peak MiB | × floor | mark |", "|---|---|---|---|---|---|")
    results = {}
    homepage = [_HOMEPAGE] if _HOMEPAGE.papers in options.sizes else []
    for plan in [*map(Plan, options.sizes), *homepage]:
        results[plan] = comparison.compare(folder / "work", plan, options.runs, with_html=not options.quick)
        _print(*rows(plan, results[plan]))
        shutil.rmtree(folder / "work")
    _print(*growth(results))
    if options.serve:
        measure.unpin()
        _print("", *serving_report.report(folder / "served", options.runs))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures what the arguments ask for."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="mkdocs-researcher-bench-") as name:
        folder = Path(name)
        measure.keep_apart(folder)
        measure.compile_package()
        try:
            if options.profile:
                print(hot_spots.report(folder, options.profile, options.top))
            else:
                _measure_all(options, folder)
        except RuntimeError as error:
            print(f"stopped: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
