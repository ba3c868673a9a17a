"""The cost of a long list for a reader: loading its page, and a keystroke in its filter, in Chromium.

**Loading** is the time from the start of the navigation until the handlers of `DOMContentLoaded` are done, Material's
script and ours among them, with nothing kept from the load before. Nothing but 127.0.0.1 can be reached.

**A keystroke** is what the page's one thread does for it. A real key is pressed in the search field of the filter. Our
script waits a moment after the last key before it filters (a debounce); that wait is no work and is taken out: a
`setTimeout` called while the `input` event is handled gets a wrapper that notes when its function starts and how long
it was waited for. What counts is the time from the `input` event to the end of the next frame after the filtering
(script, style, layout and paint; the compositor's own threads are not seen), less that wait. The frame itself comes at
most one sixtieth of a second later, and this is counted too. Because other work on the machine makes it longer, the CPU
time of the thread from before the key until after the frame is shown, too. Keys that change the list are counted apart
from those that leave it as it is, because most of the work is the style of what appears and disappears.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import measure
import sites
import targets
from serving import free_port
from sites import Plan
from targets import Verdict

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession

# The same look-up as in the tests.
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ("--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
_CALL = "{{ papers(filter=True) }}"
_LOADED = Plan(papers=1000, call=_CALL)
_FILTERED = Plan(papers=3000, call=_CALL)
# One name in fifteen: each letter hides some papers, each deletion brings some back.
_KEYS = (*"walsh", *["Backspace"] * 5)
_LIMIT = 60_000
_WATCH = """\
(() => {
  window.benchKeys = [];
  const plain = window.setTimeout.bind(window);
  let begun = null;
  addEventListener("input", (event) => { begun = event.target.form?.matches(".rs-filter") ? event.timeStamp : null; },
                   true);
  addEventListener("input", () => { begun = null; });
  window.setTimeout = (work, delay, ...rest) => {
    const from = begun, asked = performance.now();
    if (from === null) return plain(work, delay, ...rest);
    return plain(() => {
      const waited = performance.now() - asked;
      work(...rest);
      const worked = performance.now();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        /* A message sent within a frame arrives when the frame is done. */
        port1.onmessage = () => {
          const now = performance.now();
          const count = document.querySelector("form.rs-filter .rs-count").textContent;
          benchKeys.push({ count, whole: now - from - waited, script: worked - asked - waited });
        };
        port2.postMessage(0);
      });
    }, delay);
  };
})()
"""


class Key(NamedTuple):
    """A key typed into the filter: which kind, and the milliseconds of all its work, of our function, of the CPU."""

    first: bool
    changes: bool
    whole: float
    script: float
    cpu: float


@contextmanager
def _served(site: Path) -> Iterator[str]:
    """A finished site on this machine while the block runs; gives its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(site)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(100):
                try:
                    urllib.request.urlopen(url, timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield url
        finally:
            process.terminate()


def _missing() -> str:
    """Why nothing can be measured, or nothing."""
    if importlib.util.find_spec("playwright") is None:
        return "Playwright for Python is not installed"
    if _chromium() is None:
        return f"no Chromium: none of {', '.join(_BROWSERS)} is installed, RESEARCHER_CHROMIUM names none"
    return ""


def _chromium() -> str | None:
    names = [os.environ.get("RESEARCHER_CHROMIUM") or "", *_BROWSERS]
    return next((path for name in names if name and (path := shutil.which(name))), None)


def _load_once(browser: Browser, url: str) -> float:
    """Milliseconds to the end of `DOMContentLoaded`."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    try:
        page = context.new_page()
        page.goto(url, wait_until="load", timeout=_LIMIT)
        page.wait_for_selector("form.rs-filter:not([hidden])", timeout=_LIMIT)
        found: float = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
        return found
    finally:
        context.close()


def _type_once(browser: Browser, url: str) -> list[Key]:
    """Types into the filter of a page."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    try:
        context.add_init_script(_WATCH)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(url, wait_until="load", timeout=_LIMIT)
        page.wait_for_selector("form.rs-filter:not([hidden])", timeout=_LIMIT)
        page.locator("form.rs-filter [name=words]").focus()
        keys: list[Key] = []
        shown = page.locator("form.rs-filter .rs-count").text_content()
        for number, name in enumerate(_KEYS, 1):
            page.wait_for_timeout(300)
            before = _thread_time(session)
            page.keyboard.press(name)
            page.wait_for_function(f"benchKeys.length >= {number}", timeout=_LIMIT, polling=100)
            cpu = _thread_time(session) - before
            seen = page.evaluate("benchKeys.at(-1)")
            keys.append(Key(number == 1, seen["count"] != shown, seen["whole"], seen["script"], cpu))
            shown = seen["count"]
        return keys
    finally:
        context.close()


def _thread_time(session: CDPSession) -> float:
    """CPU milliseconds of the page's one thread until now."""
    found = session.send("Performance.getMetrics")["metrics"]
    seconds: float = next(metric["value"] for metric in found if metric["name"] == "TaskDuration")
    return seconds * 1000


def report(folder: Path, runs: int) -> list[str]:
    """Lines about the load of a long page and the keys typed into its filter.

    Args:
        folder: an empty folder to work in.
        runs: how many loads of each page; the first of one more does not count.

    Raises:
        RuntimeError: a site does not build, or the page does not behave as it should.
    """
    if reason := _missing():
        return [f"Browser: skipped, {reason}"]
    from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - it may be absent

    for plan in (_LOADED, _FILTERED):
        measure.in_own_process(sites.write_site, folder / str(plan.papers), "ours", plan)
        measure.build(folder / str(plan.papers))
    try:
        with (
            _served(folder / str(_LOADED.papers) / "site") as loaded,
            _served(folder / str(_FILTERED.papers) / "site") as filtered,
            sync_playwright() as playwright,
        ):
            chromium = playwright.chromium.launch(executable_path=_chromium(), args=list(_FLAGS))
            loads = [_load_once(chromium, f"{loaded}publications/") for _ in range(runs + 1)][1:]
            keys = [key for _ in range(runs) for key in _type_once(chromium, f"{filtered}publications/")]
            about = f"Chromium {chromium.version}, Material, `{_CALL}` with abstracts and BibTeX"
            chromium.close()
    except Error as error:
        raise RuntimeError(f"in the browser: {error}") from None
    return [f"{about} ({runs} loads, medians):", "", _load_line(loads), *_key_lines(keys)]


def _load_line(loads: list[float]) -> str:
    middle = median(loads)
    verdict = Verdict(f"< {targets.LOAD:,} ms", middle < targets.LOAD)
    spread = f"{min(loads):.0f} to {max(loads):.0f}"
    return f"- DOMContentLoaded, {_LOADED.papers:,} papers: {middle:.0f} ms ({spread}); {verdict}"


def _key_lines(keys: list[Key]) -> list[str]:
    kinds = {
        "the first key (all papers become searchable)": [key for key in keys if key.first],
        "a key that changes the list": [key for key in keys if key.changes and not key.first],
        "a key that leaves the list as it is": [key for key in keys if not key.changes and not key.first],
    }
    lines = []
    for name, some in kinds.items():
        if not some:
            continue
        whole, script, cpu = (
            median(column) for column in zip(*((k.whole, k.script, k.cpu) for k in some), strict=True)
        )
        verdict = Verdict(f"< {targets.KEY} ms", whole < targets.KEY)
        lines.append(
            f"- filter, {_FILTERED.papers:,} papers, {name}: {whole:.0f} ms, of which our function {script:.0f} ms "
            f"(CPU of the thread {cpu:.0f} ms; slowest {max(key.whole for key in some):.0f} ms); {verdict}"
        )
    return lines
