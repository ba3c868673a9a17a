"""The command line, `mkdocs-researcher`; the commands are in `commands/`."""

from __future__ import annotations

import shlex
from typing import Any

import click

from mkdocs_researcher import __version__
from mkdocs_researcher.commands.check import check
from mkdocs_researcher.commands.cv import cv
from mkdocs_researcher.commands.export import export
from mkdocs_researcher.commands.import_ import import_
from mkdocs_researcher.commands.migrate import migrate
from mkdocs_researcher.commands.new import new
from mkdocs_researcher.commands.own_files import assets, schema, templates
from mkdocs_researcher.commands.update import update
from mkdocs_researcher.errors import ResearcherError, did_you_mean, printable

_OF_MKDOCS = frozenset({"serve", "build", "gh-deploy"})
_OTHER_NAMES = {
    "add": "import",
    "init": "new",
    "create": "new",
    "start": "new",
    "lint": "check",
    "pdf": "cv",
    "counts": "update",
    "citations": "update",
    "publish": "gh-deploy",
    "deploy": "gh-deploy",
}


class _Commands(click.Group):
    """Prints errors of all commands in words, without control characters, and never a traceback for a known one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            name = args[0]
            meant = _OTHER_NAMES.get(name, name)
            if meant in _OF_MKDOCS:
                hint = f"; MkDocs has it: {shlex.join(['mkdocs', meant, *args[1:]])}"
            else:
                hint = did_you_mean(meant, self.commands)
            raise click.UsageError(f"there is no command '{printable(name)}'{hint}", ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            vars(error)["message"] = printable(error.message)
            raise
        except ResearcherError as error:
            raise click.ClickException(printable(str(error))) from None
        except OSError as error:
            if not error.filename:  # not about a file
                raise
            raise click.ClickException(printable(f"{error.filename}: {error.strerror}")) from None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mkdocs-researcher")
def main() -> None:
    """Academic homepages with MkDocs.

    \b
    Exit codes of all commands:
      0  success
      1  failure, or errors found; the message gives the reason
      2  wrong usage, such as an unknown option

    Shell completion: eval "$(_MKDOCS_RESEARCHER_COMPLETE=bash_source mkdocs-researcher)"; for zsh and fish, write
    zsh_source and fish_source.
    """  # noqa: D301 (click reads \\b as "keep the line breaks")


for _command in (assets, check, cv, export, import_, migrate, new, schema, templates, update):
    main.add_command(_command)
