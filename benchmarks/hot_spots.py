"""Where the time of our build goes: the functions with the most time of their own."""

from __future__ import annotations

import pstats
import sys
from pathlib import Path

import measure
import sites
from sites import Plan


def _profile(folder: Path) -> pstats.Stats:
    output = folder / "profile.out"
    command = [sys.executable, "-P", "-m", "cProfile", "-o", str(output), "-m", "mkdocs", "build", "--quiet"]
    measure.run([*command, "-f", str(folder / "mkdocs.yml")])
    return pstats.Stats(str(output))


def _place(file: str, line: int, name: str) -> str:
    if file == "~":
        return name
    parts = Path(file).parts
    if "site-packages" in parts:
        parts = parts[parts.index("site-packages") + 1 :]
    elif "mkdocs_researcher" in parts:
        parts = parts[parts.index("mkdocs_researcher") :]
    return f"{'/'.join(parts[-3:])}:{line} {name}"


def _table(stats: pstats.Stats, top: int, *, ours: bool) -> list[str]:
    rows = [
        (own, together, calls, _place(*function))
        for function, (_, calls, own, together, _) in stats.stats.items()  # type: ignore[attr-defined]
        if not ours or "mkdocs_researcher" in function[0]
    ]
    rows.sort(reverse=True)
    lines = ["| own s | with callees s | calls | function |", "|---|---|---|---|"]
    return lines + [f"| {row[0]:.3f} | {row[1]:.3f} | {row[2]:,} | `{row[3]}` |" for row in rows[:top]]


def report(folder: Path, plan: Plan, top: int) -> str:
    """Tables of the functions with the most time of their own, of a first build and of a rebuild.

    A profiler makes Python's function calls dearer than they are; look at the order more than at the seconds.
    """
    site = folder / "ours"
    measure.apart(sites.write_site, site, "ours", plan)
    measure.build(site)
    measure.forget_cache(site)
    lines = []
    for name in ("First build", "Rebuild"):
        stats = _profile(site)
        whole = stats.total_tt  # type: ignore[attr-defined]
        lines += ["", f"{name}, {plan.label}, {whole:.2f} s under the profiler; all functions:", ""]
        lines += _table(stats, top, ours=False)
        lines += ["", "Of these the plugin's own:", "", *_table(stats, top, ours=True)]
    return "\n".join(lines[1:])
