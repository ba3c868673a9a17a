"""Builds beside the floor, in turn: floor, ours, floor, ours ….

A machine's speed changes from one minute to the next, so each build is set against the floor built right before it,
and the median of these ratios is what counts. A peer is set against the floor of MkDocs in the same way, whatever it
is written in.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import measure
import peers
import sites
from measure import Cost
from peers import Peer
from sites import Plan

FLOOR = "floor (no plugin, no list)"
FIRST = "first build"
REBUILD = "rebuild"
HTML = "finished HTML in the page, no plugin"
# Others need up to a minute for 10,000 papers; their figures need not be as exact as ours.
_MANY = 5000
_FEW_RUNS = 2


@dataclass
class Series:
    """The runs of one kind of build, each with the floor built right before it."""

    runs: list[Cost] = field(default_factory=list)
    floors: list[Cost] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        """Median CPU seconds."""
        return median(cost.cpu for cost in self.runs)

    @property
    def peak(self) -> float:
        """The most memory of any run, in MiB."""
        return max(cost.peak for cost in self.runs)

    @property
    def ratio(self) -> float:
        """Median of the ratios to the floor."""
        return median(run.cpu / floor.cpu for run, floor in zip(self.runs, self.floors, strict=True))

    @property
    def beyond(self) -> float:
        """CPU seconds beyond the floor, in floors: what grows with the papers."""
        return self.ratio - 1


def compare(
    folder: Path, plan: Plan, runs: int, *, with_html: bool = True, others: Sequence[Peer] = ()
) -> dict[str, Series]:
    """Writes the sites of a plan and builds them in turn.

    Args:
        folder: an empty folder to work in.
        plan: the size.
        runs: how many times.
        with_html: whether to build the site with the finished HTML too.
        others: peers to build with, on the same data.
    """
    for variant in ("floor", "ours"):
        measure.in_own_process(sites.write_site, folder / variant, variant, plan)
        measure.build(folder / variant)
    if with_html:
        measure.in_own_process(sites.write_site, folder / "html", "html", plan)

    floor, ours, html = (folder / variant for variant in sites.VARIANTS)

    def first() -> Cost:
        measure.remove_cache(ours)
        return measure.build(ours)

    builds: dict[str, Callable[[], Cost]] = {FIRST: first, REBUILD: lambda: measure.build(ours)}
    if with_html:
        builds[HTML] = lambda: measure.build(html)
    for peer in others:
        try:
            builds[peer.name] = _prepared(peer, folder / peer.name, plan)
        except RuntimeError as error:
            # Another version of it may want other files; that must not cost the figures of the rest.
            print(f"{peer.name}: skipped, {error}", file=sys.stderr)
    series = {name: Series() for name in builds}
    for number in range(runs):
        for name, once in builds.items():
            if name not in {FIRST, REBUILD} and plan.papers >= _MANY and number >= _FEW_RUNS:
                continue
            series[name].floors.append(measure.build(floor))
            series[name].runs.append(once())
    floors = [cost for one in series.values() for cost in one.floors]
    return {FLOOR: Series(floors, floors), **series}


def _prepared(peer: Peer, folder: Path, plan: Plan) -> Callable[[], Cost]:
    """Writes the site of a peer and builds it once; returns a function that builds it again."""
    measure.in_own_process(peer.write, folder, plan)
    peer.build(folder)
    measure.in_own_process(peers.check, peer.name, folder, plan)
    return lambda: peer.build(folder)
