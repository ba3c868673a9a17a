"""A server on this machine that speaks as OpenAlex, Semantic Scholar and GitHub do, from recorded answers.

The shapes are those of the real interfaces; people, papers and numbers are invented.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from answering import Asked, Reply, answering

RECORDED = Path(__file__).parent / "recorded"


def recorded(name: str) -> Any:
    return json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))


@dataclass
class Interfaces:
    """The server: replies that a test puts first, then what the real ones would say.

    Attributes:
        url: its address.
        first: per start of a path, replies that are given first, one per question; the last one stays if `stays`.
        asked: the questions, in order.
    """

    url: str = ""
    first: dict[str, list[Reply]] = field(default_factory=dict)
    stays: bool = False
    asked: list[Asked] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [one.path for one in self.asked]

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        return self.reply(asked)

    def reply(self, asked: Asked) -> Reply:
        for start, replies in self.first.items():
            if asked.path.startswith(start) and replies:
                return replies[0] if self.stays and len(replies) == 1 else replies.pop(0)
        for start, interface in (("/works", self._openalex), ("/authors/", self._openalex), ("/graph", self._scholar)):
            if asked.path.startswith(start):
                return interface(asked)
        if asked.path.lower() == "/repos/mira/ledger":
            return Reply(200, recorded("github_repo"))
        return Reply(
            404, {"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"}
        )

    def _openalex(self, asked: Asked) -> Reply:
        if asked.path == "/works":
            return self._works(asked.query)
        if asked.path.startswith("/authors/"):
            return Reply(200, recorded("openalex_author"))
        return Reply(404, {"error": "Not Found", "message": "Work not found"})

    def _scholar(self, asked: Asked) -> Reply:
        if asked.path == "/graph/v1/paper/batch":
            return self._batch(asked.body["ids"])
        return self._match(asked.query["query"])

    def _works(self, query: Mapping[str, str]) -> Reply:
        data = recorded("openalex_works")
        name, _, values = query.get("filter", "").partition(":")
        wanted = values.lower().split("|")

        def fits(work: Any) -> bool:
            if name == "doi":
                return work["doi"] is not None and work["doi"].removeprefix("https://doi.org/") in wanted
            if name == "openalex":
                return work["id"].rsplit("/", 1)[-1].lower() in wanted
            words = set(re.findall(r"\w+", query["search"].lower()))
            return words <= set(re.findall(r"\w+", re.sub("<.*?>", "", work["title"]).lower()))

        results = [work for work in data["results"] if fits(work)]
        fields = query["select"].split(",")
        return Reply(200, {**data, "results": [{key: work[key] for key in fields} for work in results]})

    def _batch(self, ids: list[str]) -> Reply:
        known = {}
        for paper in recorded("semantic_scholar_papers"):
            external = paper["externalIds"]
            known[paper["paperId"]] = paper
            known[f"corpusid:{external['CorpusId']}"] = paper
            known |= {
                f"{kind}:{external[name]}".lower(): paper
                for kind, name in (("doi", "DOI"), ("arxiv", "ArXiv"))
                if name in external
            }
        found = [known.get(key.lower()) for key in ids]
        if not any(found):
            return Reply(400, {"error": "No valid paper ids given"})
        return Reply(
            200,
            [one and {key: one[key] for key in ("paperId", "title", "year", "citationCount", "url")} for one in found],
        )

    def _match(self, title: str) -> Reply:
        for paper in recorded("semantic_scholar_papers"):
            if paper["title"].lower() == title.lower():
                return Reply(200, {"data": [{**paper, "matchScore": 131.8}]})
        return Reply(404, {"error": "Title match not found"})


@contextlib.contextmanager
def interfaces() -> Iterator[Interfaces]:
    """The server, as long as it is needed."""
    state = Interfaces()

    with answering(state.answer) as state.url:
        yield state
