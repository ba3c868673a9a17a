"""The command line, `mkdocs-researcher`; each command is a module of `commands/`."""

from __future__ import annotations

import click

from mkdocs_researcher import __version__
from mkdocs_researcher.commands.assets import assets
from mkdocs_researcher.commands.check import check
from mkdocs_researcher.commands.cv import cv
from mkdocs_researcher.commands.export import export
from mkdocs_researcher.commands.import_ import import_
from mkdocs_researcher.commands.migrate import migrate
from mkdocs_researcher.commands.new import new
from mkdocs_researcher.commands.schema import schema
from mkdocs_researcher.commands.templates import templates
from mkdocs_researcher.commands.update import update


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mkdocs-researcher")
def main() -> None:
    """Academic homepages with MkDocs."""


for _command in (assets, check, cv, export, import_, migrate, new, schema, templates, update):
    main.add_command(_command)
