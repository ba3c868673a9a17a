"""A table of where the CPU time of first builds goes: reading, validation, rendering, the theme."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import measure
import sites
from sites import Plan

_CLOCK = Path(__file__).with_name("stage_clock.py")
_EXIT = "Python: exit"


def _times(folder: Path) -> dict[str, float]:
    """CPU seconds of one build by stage."""
    output = folder.parent / "stages.json"
    cost = measure.run([sys.executable, "-P", str(_CLOCK), str(folder / "mkdocs.yml"), str(output)])
    times: dict[str, float] = json.loads(output.read_text())
    times[_EXIT] = cost.cpu - sum(times.values())
    return times


def report(folder: Path, plans: Sequence[Plan], runs: int) -> str:
    """A table of the stages of first builds: median CPU time in ms, one column for each site."""
    columns = []
    for plan in plans:
        site = folder / f"{plan.papers} {plan.source}"
        measure.in_own_process(sites.write_site, site, "ours", plan)
        measure.build(site)
        results = []
        for _ in range(runs):
            measure.remove_cache(site)
            results.append(_times(site))
        found = set[str]().union(*results)
        columns.append({stage: 1000 * median(times.get(stage, 0) for times in results) for stage in found})
    stages = sorted(set[str]().union(*columns), key=lambda stage: -columns[-1].get(stage, 0))
    lines = [
        "| stage of a first build, CPU ms | " + " | ".join(plan.label for plan in plans) + " |",
        "|---" * (len(plans) + 1) + "|",
    ]
    for stage in stages:
        lines.append(f"| {stage} | " + " | ".join(f"{column.get(stage, 0):.0f}" for column in columns) + " |")
    lines.append("| **all** | " + " | ".join(f"{sum(column.values()):.0f}" for column in columns) + " |")
    return "\n".join(lines)
