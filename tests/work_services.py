"""ORCID, OpenAlex and DBLP on this machine: recorded answers of the real shapes, with invented content."""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

RECORDED = Path(__file__).parent / "importers" / "recorded"
ORCID = "0000-0002-1825-0097"


class Reply(NamedTuple):
    status: int = 200
    body: bytes = b""
    delay: float = 0.0


def recorded(name: str) -> Any:
    return json.loads((RECORDED / name).read_text(encoding="utf-8"))


@dataclass
class Services:
    """What is answered: by the start of a path what a test puts there, else what was recorded."""

    url: str = ""
    instead: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

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

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            state.asked.append(self.path)
            reply = state.reply(parts.path, {key: values[0] for key, values in parse_qs(parts.query).items()})
            state.closing.wait(reply.delay)
            with contextlib.suppress(OSError):  # who asked has lost patience
                self.send_response(reply.status)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        state.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield state
        finally:
            state.closing.set()
            server.shutdown()
            thread.join()
