"""`mkdocs-researcher assets`: style sheet and script for programs that run no MkDocs plugins."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_researcher.commands.shared import PROJECT, write


@click.command()
@click.argument("project", type=PROJECT, default=".")
@click.option("--force", is_flag=True, help="Overwrite files of another version.")
def assets(project: Path, force: bool) -> None:
    """Copy the style sheets, the script and the fonts into docs/assets/researcher.

    For Zensical and other programs that run Markdown extensions but no MkDocs plugins; with MkDocs the plugin serves
    these files. Run the command again with --force after each update.
    """
    from mkdocs_researcher.data.project_config import read_config
    from mkdocs_researcher.hosts.mkdocs.assets import served_files

    config, problems = read_config(project)
    if problems:
        raise click.ClickException(str(problems[0]))
    docs = project / str(config.get("docs_dir") or "docs")
    files = {
        docs / uri: served.encode() if isinstance(served, str) else served.read_bytes()
        for uri, served in served_files()
    }
    write(files, project, force=force)
