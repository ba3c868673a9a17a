"""Targets of the figures, and the figures of 2026-11-29 to compare with."""

from __future__ import annotations

from dataclasses import dataclass

from comparison import FIRST, REBUILD, Series
from sites import BIBTEX, YAML, Plan

PEAK = 220
"""MiB of memory, with 10,000 papers from YAML."""
PLUGIN_SHARE = 0.05
"""Part of a rebuild under `serve` that is spent in the plugin."""
GROWTH = 10.0
"""Factor by which the work beyond the floor may grow with ten times the papers."""
LOAD = 800
"""Milliseconds until a page of 1,000 papers is loaded."""
KEY = 50
"""Milliseconds for a key in the filter of 3,000 papers."""

# Two builds of one site differ by up to this many floors.
_NOISE = 0.1
_HUGO = 2.8
# By plain pages, papers, source and build: the ratio to the floor, before and as a target.
_RATIOS = {
    (1, 100, YAML, FIRST): (1.51, 1.30),
    (1, 100, YAML, REBUILD): (0.95, 1.00),
    (50, 100, YAML, FIRST): (1.27, 1.10),
    (1, 1000, YAML, FIRST): (2.2, 1.4),
    (1, 1000, YAML, REBUILD): (0.95, 1.0),
    (1, 1000, BIBTEX, FIRST): (2.9, 2.0),
    (1, 1000, BIBTEX, REBUILD): (1.0, 1.1),
    (1, 10_000, YAML, FIRST): (12.1, 8.0),
    (1, 10_000, YAML, REBUILD): (2.25, _HUGO),
}


@dataclass(frozen=True)
class Verdict:
    """A target in words, and whether it is reached."""

    words: str
    reached: bool

    def __str__(self) -> str:
        return f"{self.words} {'reached' if self.reached else '**missed**'}"


def of_build(plan: Plan, name: str, series: Series) -> tuple[str, list[Verdict]]:
    """The earlier ratio of a row of the table (empty if there is none), and its targets."""
    before, verdicts = "", []
    if known := _RATIOS.get((plan.plain_pages, plan.papers, plan.source, name)):
        before = f"{known[0]:.2f}"
        verdicts.append(Verdict(f"≤ {known[1]:.2f} ×", series.ratio <= known[1]))
    if plan.papers >= 10_000 and plan.source == YAML and name in {FIRST, REBUILD}:
        verdicts.append(Verdict(f"< {PEAK} MiB", series.peak < PEAK))
    return before, verdicts


def of_peers(results: dict[str, Series]) -> list[str]:
    """Lines that compare our builds of 10,000 papers with the two fastest peers, if they were measured."""
    lines = []
    for name, peer in ((FIRST, "Jekyll"), (REBUILD, "Hugo")):
        theirs = next((series for label, series in results.items() if label.startswith(peer)), None)
        if theirs:
            ours = results[name]
            verdict = Verdict(f"under {peer}", ours.ratio < theirs.ratio)
            lines.append(f"- {name}: {ours.ratio:.2f} × floor, {peer} {theirs.ratio:.2f}; {verdict}")
    return lines


def of_growth(small: Series, large: Series) -> tuple[float, Verdict]:
    """The factor by which the work beyond the floor grows with ten times the papers.

    Where the small site takes no longer than its floor there is nothing to divide by, and the whole build counts.
    """
    growth = large.beyond / small.beyond if small.beyond > _NOISE else large.ratio / small.ratio
    return growth, Verdict(f"≤ {GROWTH:.0f} ×", growth <= GROWTH)
