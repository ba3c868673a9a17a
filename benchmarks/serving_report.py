"""The cost of `mkdocs serve` for an author with 50 pages and 1,000 papers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import measure
import serving
import sites
import targets
from sites import Plan

_PLAN = Plan(papers=1000, plain_pages=50)
_LIMIT = 600


def report(folder: Path, runs: int) -> list[str]:
    """Lines about the wait for an edit and the plugin's share in it.

    Raises:
        RuntimeError: the site does not build.
    """
    for variant in ("floor", "ours"):
        measure.in_own_process(sites.write_site, folder / variant, variant, _PLAN)
    wait = serving.reload_time(folder / "ours", runs)
    script = Path(__file__).with_name("plugin_share.py")
    command = [sys.executable, str(script), str(folder / "ours"), str(folder / "floor"), str(runs)]
    result = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, timeout=_LIMIT, env=measure.environment(), check=False
    )
    if result.returncode:
        raise RuntimeError(f"{script.name} ended with {result.returncode}")
    found = json.loads(result.stdout.splitlines()[-1])
    verdict = targets.Verdict(f"< {targets.PLUGIN_SHARE:.0%}", found["share"] < targets.PLUGIN_SHARE)
    return [
        f"`mkdocs serve`, {_PLAN.label}, one title edited ({runs} times, medians):",
        "",
        f"- from the edit to the page that shows it: {wait:.2f} s, of which MkDocs waits about 0.45 s",
        f"- rebuild: {found['rebuild']:.2f} CPU s, {found['ratio']:.2f} × floor",
        f"- in the plugin's hooks and Markdown processors: {found['own']:.3f} CPU s, {found['share']:.1%} ({verdict})",
    ]
