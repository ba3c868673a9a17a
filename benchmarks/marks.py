"""What the figures have to reach."""

from __future__ import annotations

from dataclasses import dataclass

from comparison import FIRST, REBUILD, Series
from sites import Plan

PEAK = 220
PLUGIN_SHARE = 0.05
# Ten times the papers, at most ten times the work beyond the floor.
GROWTH = 10.0
# What two builds of one site may differ by, in floors.
_NOISE = 0.1
# Milliseconds in the browser: a page of 1,000 papers, a key in the filter of 3,000.
LOAD = 1000
KEY = 50
_RATIOS = {
    (50, 100, FIRST): 1.10,
    (50, 100, REBUILD): 1.10,
    (1, 1000, FIRST): 1.5,
    (1, 1000, REBUILD): 1.5,
    # Jekyll's 4.63 s and Hugo's 2.1 s where the floor takes 0.55 s.
    (1, 10_000, FIRST): 8.4,
    (1, 10_000, REBUILD): 3.8,
}


@dataclass(frozen=True)
class Verdict:
    """A mark, as words, and whether it is reached."""

    words: str
    reached: bool

    def __str__(self) -> str:
        return f"{self.words} {'reached' if self.reached else '**missed**'}"


def of_build(plan: Plan, name: str, series: Series) -> list[Verdict]:
    """The marks that a row of the table has to reach."""
    verdicts = []
    if (most := _RATIOS.get((plan.plain_pages, plan.papers, name))) is not None:
        verdicts.append(Verdict(f"≤ {most:.2f} ×", series.ratio <= most))
    if plan.papers >= 10_000 and name in {FIRST, REBUILD}:
        verdicts.append(Verdict(f"< {PEAK} MiB", series.peak < PEAK))
    return verdicts


def of_peers(results: dict[str, Series]) -> list[str]:
    """Lines that set our builds of 10,000 papers against the two fastest peers, where they were measured."""
    lines = []
    for name, peer in ((FIRST, "Jekyll"), (REBUILD, "Hugo")):
        theirs = next((series for label, series in results.items() if label.startswith(peer)), None)
        if theirs:
            ours = results[name]
            verdict = Verdict(f"under {peer}", ours.ratio < theirs.ratio)
            lines.append(f"- {name}: {ours.ratio:.2f} × floor, {peer} {theirs.ratio:.2f}; {verdict}")
    return lines


def of_growth(small: Series, large: Series) -> tuple[float, Verdict]:
    """How many times the work beyond the floor grows over ten times the papers.

    Where the small site takes no longer than its floor there is nothing to divide by, and the whole build counts.
    """
    growth = large.beyond / small.beyond if small.beyond > _NOISE else large.ratio / small.ratio
    return growth, Verdict(f"≤ {GROWTH:.0f} ×", growth <= GROWTH)
