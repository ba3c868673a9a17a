"""The manual links to the repository if pyproject.toml has its address: it is in no other file."""

from importlib.metadata import metadata
from typing import Any


def on_config(config: Any) -> None:
    """Adds the link to the foot of each page."""
    urls = dict(line.split(", ", 1) for line in metadata("mkdocs-researcher").get_all("Project-URL") or ())
    if address := urls.get("Repository"):
        config.extra["social"] = [{"icon": "material/source-repository", "link": address, "name": "Repository"}]
