"""Servers that fail in every way: a message in words, an end, and numbers and dates that stay."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from building import Project
from click.testing import CliRunner, Result

from mkdocs_researcher.cli import main
from mkdocs_researcher.services.http import Fetcher, FetchError

OLD = {
    "updated": "2026-06-30",
    "sources": {"OpenAlex": "2026-06-30"},
    "papers": {"one": {"citations": 7, "source": "OpenAlex", "by": "DOI"}},
}
FILES = {
    "mkdocs.yml": "site_name: Test\nplugins: [researcher]\n",
    "docs/index.md": "# Home\n",
    "data/papers.yml": "- {id: one, title: One, year: 2024, doi: 10.5555/one}\n",
    "data/profile.yml": "name: Mira Tovanne\n",
    "data/counts.json": json.dumps(OLD),
}
START = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
JSON = b'{"results": []}'


@contextlib.contextmanager
def raw_server(reply: Callable[[], Iterator[bytes]]) -> Iterator[str]:
    """A server that sends bytes as they are, each piece by itself, and then closes the connection."""
    closing = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)

        def answer(connection: socket.socket) -> None:
            with connection, contextlib.suppress(OSError):
                connection.recv(65_536)
                for piece in reply():
                    if closing.is_set():
                        return
                    connection.sendall(piece)
                    closing.wait(0.001)

        def serve() -> None:
            while not closing.is_set():
                with contextlib.suppress(TimeoutError):
                    threading.Thread(target=answer, args=(listening.accept()[0],), daemon=True).start()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            closing.set()
            thread.join()


def forever(start: bytes, piece: bytes) -> Callable[[], Iterator[bytes]]:
    return lambda: itertools.chain([start], itertools.repeat(piece))


def once(*pieces: bytes) -> Callable[[], Iterator[bytes]]:
    return lambda: iter(pieces)


def status(code: str, body: bytes = b"", headers: str = "") -> Callable[[], Iterator[bytes]]:
    return once(f"HTTP/1.1 {code}\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode("latin-1") + body)


FAILING: dict[str, Callable[[], Iterator[bytes]]] = {
    "nothing": once(b""),
    "no HTTP": once(b"hello\r\n\r\n"),
    "half a header": once(b"HTTP/1.1 200"),
    "a long header": forever(START + b"X-Long: ", b"a" * 65_000),
    "many headers": forever(START, b"X-A: b\r\n" * 1000),
    "a body that drips": forever(START + b"Content-Length: 1000000\r\n\r\n", b" "),
    "a header that drips": forever(START + b"X-Slow: ", b"a"),
    "a status line that drips": forever(b"HTTP/1.1 200 ", b"O"),
    "chunks that drip": forever(START + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    "a short body": once(START + b"Content-Length: 5000\r\n\r\n", JSON),
    "wrong chunks": once(START + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
    "wrong gzip": once(START + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd"),
    "no JSON": once(START + b"Content-Length: 1\r\n\r\n<"),
    "deep JSON": once(START + b"Content-Length: 200000\r\n\r\n" + b"[" * 200_000),
    "a long number": once(START + b"Content-Length: 20000\r\n\r\n" + b"9" * 20_000),
    "another form": once(START + b"Content-Length: 13\r\n\r\n" + b'{"results":1}'),
    "an IPv6 address that is none": status("302 Found", headers="Location: http://[\r\n"),
    "a host with a long label": status("302 Found", headers=f"Location: http://{'a' * 70}.example/\r\n"),
    "a host with an odd port": status("302 Found", headers="Location: http://127.0.0.1:99999999/\r\n"),
    "a host with spaces": status("302 Found", headers="Location: http://a b/\r\n"),
    "a file": status("302 Found", headers="Location: file:///etc/passwd\r\n"),
    "a script": status("302 Found", headers="Location: javascript:alert(1)\r\n"),
    "round and round": status("302 Found", headers="Location: /again\r\n"),
    "403 in color": status("403 \x1b[31mRED\x1b]0;title\x07"),
    "500": status("500 Oops"),
    "999": status("999 \x9b31m"),
}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, slept: list[float]) -> None:
    """A clock that runs fast: each look at it takes a second."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    ticks = itertools.count()
    monkeypatch.setattr("mkdocs_researcher.services.http.time.monotonic", lambda: float(next(ticks)))


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", result.output)
    return result


@pytest.mark.parametrize("name", FAILING)
def test_an_update_that_fails_changes_nothing(name: str, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(FILES)
    with raw_server(FAILING[name]) as url:
        monkeypatch.setenv("RESEARCHER_OPENALEX_URL", url)
        result = run("update", project.root, "--source", "openalex", "--timeout", "2")
    assert result.exit_code == 1
    assert "OpenAlex failed: " in result.output
    assert "no source answered; data/counts.json stays as it is" in result.output
    assert (project.root / "data/counts.json").read_text(encoding="utf-8") == FILES["data/counts.json"]


@pytest.mark.parametrize("name", FAILING)
def test_an_import_that_fails_says_why(name: str, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(FILES)
    with raw_server(FAILING[name]) as url:
        monkeypatch.setenv("RESEARCHER_DBLP_URL", url)
        result = run("import", "dblp:12/3456", project.root, "--timeout", "2")
    assert result.exit_code == 1
    assert result.output.splitlines()[-1].startswith("Error: "), result.output
    assert (project.root / "data/papers.yml").read_text(encoding="utf-8") == FILES["data/papers.yml"]


@pytest.mark.parametrize(
    "url", ["http://[", "http://127.0.0.1:9", "nonsense", f"http://{'a' * 70}.example", "http://a:b"]
)
def test_an_address_that_leads_nowhere(url: str, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(FILES)
    monkeypatch.setenv("RESEARCHER_OPENALEX_URL", url)
    for source, more in (("openalex", ()), ("google-scholar", ("--scholar", url))):
        result = run("update", project.root, "--source", source, "--timeout", "1", *more)
        assert result.exit_code == 1, result.output
        assert "failed: " in result.output
        assert (project.root / "data/counts.json").read_text(encoding="utf-8") == FILES["data/counts.json"]


def test_a_source_with_nothing_to_look_for_is_not_asked(project: Project) -> None:
    project.write({**FILES, "data/papers.yml": "- {id: one, title: Short}\n"})
    result = run("update", project.root, "--source", "openalex")
    assert "OpenAlex is not asked: no paper has an identifier" in result.output
    assert (project.root / "data/counts.json").read_text(encoding="utf-8") == FILES["data/counts.json"]


@pytest.mark.parametrize("epoch", ["9" * 20, "9" * 5000])
def test_a_day_that_is_none_is_named(epoch: str, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    result = run("update", project.write(FILES).root)
    assert (result.exit_code, result.output.splitlines()[-1][:30]) == (1, "Error: SOURCE_DATE_EPOCH=99999")


def test_a_slow_answer_within_the_limit_is_used() -> None:
    pieces = [START + b"Content-Length: 15\r\n\r\n", *(bytes([byte]) for byte in JSON)]
    with raw_server(once(*pieces)) as url, Fetcher(timeout=30) as fetcher:
        assert fetcher.json(url) == {"results": []}


def test_the_reason_is_given() -> None:
    late = pytest.raises(FetchError, match="takes more than 6 seconds to send its answer")
    with raw_server(FAILING["a body that drips"]) as url, Fetcher(timeout=2) as fetcher, late:
        fetcher.json(url)
