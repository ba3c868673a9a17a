"""Compares our builds with plain MkDocs and prints a Markdown table. Start it with `make bench`."""

from __future__ import annotations

import argparse
import platform
import shutil
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import browsing
import comparison
import measure
import peers
import serving_report
import sites
import stages
import targets
from comparison import FIRST, REBUILD, Series
from peers import Peer
from sites import Plan

_HOMEPAGE = Plan(papers=100, plain_pages=50)
_PACKAGES = (
    "mkdocs",
    "mkdocs-material",
    "Markdown",
    "Jinja2",
    "PyYAML",
    "bibtexparser",
    "pydantic",
    "mkdocs-researcher",
)
# From this many papers on, the same from BibTeX, the peers and the browser are worth the wait.
_LARGE = 1000


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
    parser.add_argument("--runs", type=int, default=3, help="runs of each build (default 3)")
    parser.add_argument("--quick", action="store_true", help="YAML only, up to 1,000 papers, 2 runs; no browser")
    parser.add_argument("--peers", action="store_true", help="build with other programs too; pip may install some")
    parser.add_argument("--serve", action="store_true", help="measure `mkdocs serve` too (1,000 papers)")
    parser.add_argument("--no-browser", dest="browser", action="store_false", help="leave the browser out")
    parser.add_argument("--stages", action="store_true", help="only show the stages of first builds")
    options = parser.parse_args(arguments)
    if options.quick:
        options.sizes = [size for size in options.sizes if size <= 1000]
        options.runs = min(options.runs, 2)
        options.browser = False
    return options


def machine() -> str:
    """One line about the machine and the versions."""
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {packages}"


def rows(plan: Plan, results: dict[str, Series]) -> list[str]:
    """The lines of the table for one plan."""
    lines = []
    for name, series in results.items():
        before, verdicts = targets.of_build(plan, name, series)
        figures = f"{series.cpu:.2f} | {series.peak:.0f} | {before} | {series.ratio:.2f}"
        lines.append(f"| {plan.label} | {name} | {figures} | {', '.join(map(str, verdicts))} |")
    return lines


def _growth_of(source: str, results: dict[Plan, dict[str, Series]]) -> list[str]:
    small, large = results.get(Plan(1000, source=source)), results.get(Plan(10_000, source=source))
    if not small or not large:
        return []
    lines = []
    for name in small.keys() & large.keys() - {comparison.FLOOR}:
        times, verdict = targets.of_growth(small[name], large[name])
        line = f"- {name}{' from .bib' if source == sites.BIBTEX else ''}: whole build "
        line += f"{large[name].ratio / small[name].ratio:.1f} ×"
        line += f", beyond the floor {large[name].beyond:.2f} floors after {small[name].beyond:.2f}"
        lines.append(f"{line}, which counts as {times:.1f} ×; {verdict}" if name in {FIRST, REBUILD} else line)
    return sorted(lines)


def growth(results: dict[Plan, dict[str, Series]]) -> list[str]:
    """How the work grows from 1,000 to 10,000 papers, if both were measured."""
    lines = [line for source in sites.SOURCES for line in _growth_of(source, results)]
    return ["", "From 1,000 to 10,000 papers:", "", *lines] if lines else []


def beside_peers(results: dict[Plan, dict[str, Series]]) -> list[str]:
    """How 10,000 papers compare with the fastest peers, if they were measured."""
    lines = targets.of_peers(results.get(Plan(10_000), {}))
    return ["", "10,000 papers beside peers:", "", *lines] if lines else []


def _print(*lines: str) -> None:
    """Prints at once: a run takes minutes, and results must not be lost if it is interrupted."""
    print("\n".join(lines), flush=True)


def _plans(options: argparse.Namespace) -> list[Plan]:
    plans = []
    for size in options.sizes:
        plans.append(Plan(size))
        if size >= _LARGE and not options.quick:
            plans.append(Plan(size, source=sites.BIBTEX))
    return plans + ([_HOMEPAGE] if _HOMEPAGE.papers in options.sizes else [])


def _find_peers(options: argparse.Namespace, folder: Path) -> list[Peer]:
    if not options.peers:
        return []
    found = peers.find(folder)
    _print(f"Peers: {', '.join(peer.version for peer in found.peers) or 'none'}", "")
    for line in found.skipped:
        _print(line, "")
    return found.peers


def _measure_all(options: argparse.Namespace, folder: Path) -> None:
    _print(f"{machine()}; {measure.pin()}; {options.runs} runs after a warm-up", "")
    others = _find_peers(options, folder / "peers")
    columns = ("site", "build", "CPU s", "peak MiB", "× floor before", "× floor now", "target")
    _print(f"| {' | '.join(columns)} |", "|---" * len(columns) + "|")
    results = {}
    for plan in _plans(options):
        from_yaml = plan.source == sites.YAML
        here = others if from_yaml and (plan == _HOMEPAGE or plan.papers >= _LARGE) else []
        with_html = from_yaml and not options.quick
        results[plan] = comparison.compare(folder / "work", plan, options.runs, with_html=with_html, others=here)
        _print(*rows(plan, results[plan]))
        shutil.rmtree(folder / "work")
    if compared := growth(results) + beside_peers(results):
        _print(*compared)
    measure.unpin()
    if options.browser and _LARGE in options.sizes:
        _print("", *browsing.report(folder / "browser", options.runs))
    if options.serve:
        _print("", *serving_report.report(folder / "served", options.runs))


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark with these command-line arguments."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="mkdocs-researcher-bench-") as name:
        folder = Path(name)
        measure.use_folder(folder)
        try:
            measure.compile_package()
            if options.stages:
                plans = [_HOMEPAGE] if _HOMEPAGE.papers in options.sizes else []
                sizes = [size for size in options.sizes if size >= _HOMEPAGE.papers]
                plans += [Plan(size, source=source) for source in sites.SOURCES for size in sizes]
                _print(f"{machine()}; {measure.pin()}; {options.runs} runs", "")
                _print(stages.report(folder, plans, options.runs))
            else:
                _measure_all(options, folder)
        except RuntimeError as error:
            print(f"stopped: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
