"""`mkdocs-researcher update`."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_researcher.commands.shared import PROJECT, echo


@click.command()
@click.argument("project", type=PROJECT, default=".")
@click.option("--dry-run", is_flag=True, help="Fetch and report, but write nothing.")
@click.option(
    "--source",
    "sources",
    multiple=True,
    type=click.Choice(["openalex", "semantic-scholar", "google-scholar", "github"]),
    help="Ask only this source; you can repeat the option. [default: all]",
)
@click.option("--scholar", default="", metavar="FILE_OR_URL", help="Google Scholar data, a gs_data.json.")
@click.option("--email", default="", help="Your address, for the operators of OpenAlex.")
@click.option("--timeout", type=click.FloatRange(0.1, 300), default=20, show_default=True, help="Seconds to wait.")
def update(project: Path, dry_run: bool, sources: tuple[str, ...], scholar: str, email: str, timeout: float) -> None:
    """Fetch citations and stars into data/counts.json.

    If a source does not answer, its old numbers are kept. The exit code is 1 if no source answers.
    """
    from mkdocs_researcher.files import refuse_links
    from mkdocs_researcher.hosts.check.opening import find_pages
    from mkdocs_researcher.importing import counts
    from mkdocs_researcher.services.http import Fetcher

    names = sources or tuple(name for name in counts.SOURCES if scholar or name != "google-scholar")
    if scholar and "google-scholar" not in names:
        names = (*names, "google-scholar")
    elif "google-scholar" in names and not scholar:
        raise click.UsageError("--source google-scholar needs --scholar FILE_OR_URL")
    found = counts.read_project(project, find_pages, scholar)
    refuse_links(project, found.path)
    if found.problems:
        raise click.ClickException("nothing was asked:\n" + "\n".join(f"  {problem}" for problem in found.problems))
    with Fetcher(email, timeout, progress=_report_progress) as fetcher:
        result = counts.fetch(found, names, fetcher, counts.today(), lambda name: echo(f"asking {name} …", err=True))
    for line in counts.report(found, result):
        echo(line)
    if result.text is not None:
        try:
            done = counts.write(found.path, result.text, dry_run=dry_run)
        except OSError as error:
            raise click.ClickException(f"{found.display_path} cannot be written: {error.strerror}") from None
        echo(f"{done} {found.display_path}")
    elif result.results:
        raise SystemExit(1)


def _report_progress(requests: int) -> None:
    if requests % 25 == 0:
        echo(f"  {requests} requests sent …", err=True)
