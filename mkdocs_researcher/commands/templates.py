"""`mkdocs-researcher templates`."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_researcher.commands.shared import PROJECT, echo, write


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--project", type=PROJECT, default=".", show_default=True, help="Folder of your site.")
@click.option("--force", is_flag=True, help="Overwrite your templates of the same names.")
def templates(names: tuple[str, ...], project: Path, force: bool) -> None:
    """Copy the templates NAME… into your own folder of templates, where you can change them.

    Without a name, list them all. The folder is templates_dir in mkdocs.yml, by default overrides/researcher.
    """
    from mkdocs_researcher.data.project_config import plugin_options, read_config
    from mkdocs_researcher.errors import did_you_mean
    from mkdocs_researcher.rendering.renderer import own_templates, template_description

    known = own_templates()
    if not names:
        width = max(map(len, known))
        for name, path in known.items():
            echo(f"{name:{width}}  {template_description(path)}")
        return
    config, problems = read_config(project)
    if problems:
        raise click.ClickException(str(problems[0]))
    folder = project / str(plugin_options(config).get("templates_dir", "overrides/researcher"))
    texts: dict[Path, str | bytes] = {}
    for name in names:
        bare = name.removesuffix(".jinja").removesuffix(".html")
        if bare not in known:
            hint = did_you_mean(bare, known, show_all=0) or "; without a name the command lists them all"
            raise click.BadParameter(f"there is no template '{name}'{hint}", param_hint="NAME")
        texts[folder / known[bare].name] = known[bare].read_bytes()
    write(texts, project, force=force)
