"""Where the CPU time of first builds goes, and where a target is missed, what is left and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

import comparison
import measure
import targets
from comparison import FIRST, Series
from sites import Plan

_CLOCK = Path(__file__).with_name("stage_clock.py")
_EXIT = "Python: exit"
# Why the stages take what they take. A build of plain MkDocs has those without a reason, too.
_WHY = {
    "imports: pydantic": "it checks the data; its own modules and the types of its core, whatever the site uses of it",
    "imports: the plugin": "the modules that the site uses; their patterns, tuples and models are made at each start",
    _EXIT: "Python visits all objects three times; those that the plugin and pydantic import are two fifths of them",
    "plugin: building models": "pydantic makes the validator of each model that the site uses",
    "plugin: hooks, rest": "hashes, settings of the theme, checks of pages, and garbage collection between the stages",
    "plugin: reading YAML": "half of it is PyYAML, which makes a Python object of each event of its parser in C",
    "plugin: reading BibTeX": "a third of it is bibtexparser, which stops at each brace, comma and line break; "
    "the rest are LaTeX, names, dates and links",
    "plugin: validation": "authors, identifiers, links and dates, one by one",
    "plugin: links in the data": "each text may contain links, which are checked",
    "plugin: views of calls": "links, badges and lists of authors",
    "plugin: rendering by template": "a box has 50 values; titles with emphasis are converted by Python-Markdown",
    "plugin: writing BibTeX": "each paper twice: the entry that visitors copy, and that of the file",
    "plugin: writing CSL-JSON": "each abstract is read for markup and written as JSON",
    "plugin: search entries": "a title and a line for each paper",
    "plugin: store": "the output is written for the next build, which takes half the time",
}
_LEAST = 0.01  # part of a build that a stage must take to be listed


def _times(folder: Path) -> dict[str, float]:
    """CPU seconds of one build by stage."""
    output = folder.parent / "stages.json"
    cost = measure.run([sys.executable, "-P", str(_CLOCK), str(folder / "mkdocs.yml"), str(output)])
    times: dict[str, float] = json.loads(output.read_text())
    times[_EXIT] = cost.cpu - sum(times.values())
    return times


def _stages(folder: Path, runs: int) -> dict[str, float]:
    """The median CPU time of each stage of a site's first builds, in ms."""
    results = []
    for _ in range(runs):
        measure.remove_cache(folder)
        results.append(_times(folder))
    found = set[str]().union(*results)
    return {stage: 1000 * median(times.get(stage, 0) for times in results) for stage in found}


def _missed(plan: Plan, series: Mapping[str, Series], stages: Mapping[str, float]) -> str:
    """A line about the first build of a site: whether it reaches its target, and if not, what is left."""
    first, floor = series[FIRST], series[comparison.FLOOR]
    _, verdicts = targets.of_build(plan, FIRST, first)
    line = f"- {plan.label}: {first.ratio:.2f} × floor, {first.cpu:.2f} CPU s after {floor.cpu:.2f}"
    line += f", {first.peak:.0f} MiB; {', '.join(map(str, verdicts)) or 'no target'}"
    if all(verdict.reached for verdict in verdicts):
        return line
    own = {stage: time for stage, time in stages.items() if stage in _WHY and time >= _LEAST * sum(stages.values())}
    largest = sorted(own, key=lambda stage: -own[stage])
    return f"{line}. Left, in CPU ms: {', '.join(f'{stage} {own[stage]:.0f}' for stage in largest)}"


def report(folder: Path, plans: Sequence[Plan], runs: int) -> str:
    """A table of the stages of first builds: median CPU time in ms, one column for each site; then missed targets."""
    columns, missed = [], []
    for number, plan in enumerate(plans):
        work = folder / f"stages {number}"
        series = comparison.compare(work, plan, runs, with_html=False)
        columns.append(_stages(work / "ours", runs))
        missed.append(_missed(plan, series, columns[-1]))
    stages = sorted(set[str]().union(*columns), key=lambda stage: -columns[-1].get(stage, 0))
    lines = [
        "| stage of a first build, CPU ms | " + " | ".join(plan.label for plan in plans) + " |",
        "|---" * (len(plans) + 1) + "|",
    ]
    for stage in stages:
        lines.append(f"| {stage} | " + " | ".join(f"{column.get(stage, 0):.0f}" for column in columns) + " |")
    lines.append("| **all** | " + " | ".join(f"{sum(column.values()):.0f}" for column in columns) + " |")
    reasons = [f"- {stage}: {_WHY[stage]}." for stage in stages if stage in _WHY]
    return "\n".join([*lines, "", "Targets:", "", *missed, "", "What the stages need their time for:", "", *reasons])
