"""ORCID, OpenAlex and DBLP on this machine: recorded answers of the real shapes, with invented content."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from answering import Asked, Reply, answering

RECORDED = Path(__file__).parent / "importing" / "recorded"
ORCID = "0000-0002-1825-0097"


def recorded(name: str) -> Any:
    return json.loads((RECORDED / name).read_text(encoding="utf-8"))


@dataclass
class Services:
    """What is answered: by the start of a path what a test puts there, else what was recorded."""

    url: str = ""
    instead: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked.target)
        return self.reply(asked.path, asked.query)

    def reply(self, path: str, query: Mapping[str, str]) -> Reply:
        for start, reply in self.instead.items():
            if path.startswith(start):
                return reply
        if path == "/works" and query.get("filter") in {"author.id:A5023888391", f"author.orcid:{ORCID}"}:
            pages = recorded("openalex_author_works.json")
            return Reply(200, json.dumps(pages[0 if query["cursor"] == "*" else 1]).encode())
        files = {
            f"/{ORCID}/works": "orcid_works.json",
            f"/{ORCID}/works/101,103,104,105": "orcid_bulk.json",
            f"/{ORCID}/record": "orcid_record.json",
            "/pid/12/3456-1.xml": "dblp_person.xml",
        }
        if path in files:
            return Reply(200, (RECORDED / files[path]).read_bytes())
        return Reply(404, b'{"response-code": 404}')


@contextlib.contextmanager
def services() -> Iterator[Services]:
    """The server, as long as it is needed."""
    state = Services()

    with answering(state.answer) as state.url:
        yield state
