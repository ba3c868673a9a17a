"""Words of links that nobody wrote, in the language of the site; what an author writes stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mkdocs_researcher.fields.links import Link
from mkdocs_researcher.macros.base import Data
from mkdocs_researcher.wording import phrases

# Labels that identifiers, fields of BibTeX and services give, and the phrases for them; names stay names.
_KEYS = {
    "Appointment": "link_appointment",
    "CV": "link_cv",
    "Code": "code",
    "Data": "link_data",
    "Demo": "link_demo",
    "Paper": "link_paper",
    "Poster": "poster_one",
    "Preprint": "preprint_one",
    "Project": "link_project",
    "Publisher": "link_publisher",
    "Slides": "link_slides",
    "Supplement": "link_supplement",
    "Video": "link_video",
    "Website": "link_website",
}


def link_labels(data: Data) -> Mapping[str, str]:
    """The words for labels, empty where they are right as they are; for `data.derived`."""
    table = phrases(data.language)
    return {label: table[key] for label, key in _KEYS.items() if table[key] != label}


def with_labels(links: Sequence[Link], labels: Mapping[str, str], written: int = 0) -> tuple[Link, ...]:
    """The links with their words; the first ones are the author's own.

    Args:
        links: all of them.
        labels: what `link_labels` says.
        written: how many of them an author gave a label.
    """
    return tuple(
        link if index < written or link.label not in labels else link._replace(label=labels[link.label])
        for index, link in enumerate(links)
    )
