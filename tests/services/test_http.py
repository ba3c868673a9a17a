"""Asking a server: patience, pace, limits, and what is said when it fails."""

from __future__ import annotations

import datetime
import email.utils

import pytest
from answering import Reply
from interfaces import Interfaces, interfaces

from mkdocs_researcher import __version__
from mkdocs_researcher.services import http as fetch
from mkdocs_researcher.services.http import Fetcher, FetchError

pytestmark = pytest.mark.usefixtures("slept")


def ask(server: Interfaces, fetcher: Fetcher, *replies: Reply, stays: bool = True, **how):
    server.first["/x"] = list(replies)
    server.stays = stays
    return fetcher.json(f"{server.url}/x", **how)


def message(server: Interfaces, fetcher: Fetcher, *replies: Reply, **how) -> str:
    with pytest.raises(FetchError) as raised:
        ask(server, fetcher, *replies, **how)
    host = server.url.removeprefix("http://")
    assert str(raised.value).startswith(host)
    return str(raised.value).removeprefix(host).strip()


def test_an_answer(server: Interfaces, fetcher: Fetcher) -> None:
    assert ask(server, fetcher, Reply(200, {"a": [1, "ü"]}), params={"q": "a|b, c"}) == {"a": [1, "ü"]}
    assert server.asked[0].query == {"q": "a|b, c"}


def test_who_asks(server: Interfaces) -> None:
    with Fetcher(email="mira@example.org") as fetcher:
        ask(server, fetcher, Reply(200, {}))
    agent = server.asked[0].headers["User-Agent"]
    assert agent.startswith(f"mkdocs-researcher/{__version__} ")
    assert "mailto:mira@example.org" in agent


def test_a_busy_server_is_asked_again_when_it_says(server: Interfaces, fetcher: Fetcher, slept: list[float]) -> None:
    assert ask(server, fetcher, Reply(429, "slow", {"Retry-After": "7"}), Reply(200, [1]), stays=False) == [1]
    assert slept == [7.0]
    assert len(server.asked) == 2


def test_a_date_to_come_back_is_understood(server: Interfaces, fetcher: Fetcher, slept: list[float]) -> None:
    moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=30)
    later = email.utils.format_datetime(moment, usegmt=True)
    assert ask(server, fetcher, Reply(503, "", {"Retry-After": later}), Reply(200, [1]), stays=False) == [1]
    assert 25 < slept[0] <= 30


@pytest.mark.parametrize("odd", ["soon", "-5", "", "Mon, 99 Foo 2026", "١٢"])
def test_an_odd_date_to_come_back_is_passed_over(
    server: Interfaces, fetcher: Fetcher, slept: list[float], odd: str
) -> None:
    headers = {"Retry-After": odd.encode().decode("latin-1")}
    assert ask(server, fetcher, Reply(503, "", headers), Reply(200, [1]), stays=False) == [1]
    assert slept[0] <= 12


def test_who_asks_for_too_much_patience_is_left(server: Interfaces, fetcher: Fetcher, slept: list[float]) -> None:
    said = message(server, fetcher, Reply(429, "", {"Retry-After": "3600"}))
    assert said == "answers 429 Too Many Requests, and asks to come back in 3600 seconds"
    assert slept == []
    assert len(server.asked) == 1


def test_waits_grow_and_end(server: Interfaces, fetcher: Fetcher, slept: list[float]) -> None:
    assert message(server, fetcher, Reply(500, "oops")) == "answers 500 Internal Server Error"
    assert slept == [1.0, 2.0, 4.0, 8.0]
    assert len(server.asked) == 5


def test_a_refusal_is_final(server: Interfaces, fetcher: Fetcher) -> None:
    with pytest.raises(FetchError) as raised:
        ask(server, fetcher, Reply(404, {"error": "nobody"}))
    assert (raised.value.status, raised.value.answer) == (404, {"error": "nobody"})
    assert len(server.asked) == 1


@pytest.mark.parametrize("body", ["", "<html>", '{"a": ', "[" * 100_000, b"\xff\xfe\x00", "{'a': 1}"])
def test_invalid_json_is_reported(server: Interfaces, fetcher: Fetcher, body: str | bytes) -> None:
    assert message(server, fetcher, Reply(200, body)) == "sends something that is not JSON"


def test_a_slow_server(server: Interfaces) -> None:
    with Fetcher(timeout=0.1, sleep=lambda seconds: None) as fetcher:
        assert message(server, fetcher, Reply(200, {}, {}, 5)) == "does not answer within 0.1 seconds"
    assert len(server.asked) == 5


def test_a_question_with_a_body_is_asked_again(server: Interfaces, fetcher: Fetcher, slept: list[float]) -> None:
    assert ask(server, fetcher, Reply(502, "oops"), Reply(200, [1]), stays=False, body={"ids": ["a"]}) == [1]
    assert [one.body for one in server.asked] == [{"ids": ["a"]}] * 2
    assert slept == [1.0]


def test_a_server_that_drips(server: Interfaces) -> None:
    clock = iter(range(0, 10_000, 40))
    with Fetcher(timeout=10, clock=lambda: float(next(clock)), sleep=lambda seconds: None) as fetcher:
        said = message(server, fetcher, Reply(200, "x" * 200_000))
    assert said == "takes more than 30 seconds to send its answer"


def test_a_huge_answer(server: Interfaces, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_MAX_BYTES", 2_000_000)
    assert message(server, fetcher, Reply(200, "[" + "1," * 2_000_000 + "1]")) == "sends more than 2 MB"


def test_an_answer_that_breaks_off(server: Interfaces, fetcher: Fetcher) -> None:
    assert message(server, fetcher, Reply(200, '{"a": 1', {"Content-Length": "5000"})) == "ends its answer early"


def test_nobody_there(fetcher: Fetcher, slept: list[float]) -> None:
    with interfaces() as gone:
        url = gone.url
    with pytest.raises(FetchError, match="cannot be reached; are you connected to the internet"):
        fetcher.json(url)
    assert slept == [1.0]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "nope", "ftp://example.org/x", "http://"])
def test_only_the_web_is_asked(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(FetchError):
        fetcher.json(url)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:application/json,1"])
def test_it_is_not_sent_elsewhere(server: Interfaces, fetcher: Fetcher, target: str) -> None:
    said = message(server, fetcher, Reply(302, "", {"Location": target}))
    assert said == f"redirects to {target.partition(':')[0]}:, which is not followed"
    assert len(server.asked) == 1


def test_who_sends_on_and_on(server: Interfaces, fetcher: Fetcher) -> None:
    assert message(server, fetcher, Reply(302, "", {"Location": "/x"})) == "redirects again and again"


def test_renamed_files_are_found(server: Interfaces, fetcher: Fetcher) -> None:
    server.first["/new"] = [Reply(200, [5])]
    assert ask(server, fetcher, Reply(301, "", {"Location": "/new"})) == [5]


def test_keys_stay_with_their_host(server: Interfaces, fetcher: Fetcher) -> None:
    with interfaces() as other:
        other.first["/there"] = [Reply(200, [1])]
        moved = Reply(302, "", {"Location": f"{other.url}/there"})
        ask(server, fetcher, moved, headers={"x-api-key": "secret"}, params={"api_key": "secret"})
        assert server.asked[0].headers["x-api-key"] == "secret"
        assert "secret" not in str(other.asked)


def test_no_key_appears_in_messages(server: Interfaces, fetcher: Fetcher) -> None:
    for reply in (Reply(403), Reply(500), Reply(200, "<")):
        assert "secret" not in message(server, fetcher, reply, params={"api_key": "secret"}, headers={"k": "secret"})


def test_the_pace_is_kept(server: Interfaces) -> None:
    waits: list[float] = []
    with Fetcher(sleep=waits.append, clock=lambda: 100.0) as fetcher:
        for _ in range(3):
            ask(server, fetcher, Reply(200, []), pause=1.5)
    assert waits == [1.5, 1.5]


def test_the_pace_is_kept_after_a_server_was_asked_again(server: Interfaces) -> None:
    now, waits = [100.0], list[float]()

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        now[0] += seconds

    with Fetcher(sleep=sleep, clock=lambda: now[0]) as fetcher:
        ask(server, fetcher, Reply(429, "", {"Retry-After": "7"}), Reply(200, []), stays=False, pause=1.5)
        ask(server, fetcher, Reply(200, []), pause=1.5)
    assert waits == [7.0, 1.5]


@pytest.mark.parametrize(
    ("url", "reason"),
    [("ftp://example.org/x", "example.org is not a web address"), ("http://", "is not a web address")],
)
def test_an_address_that_is_none_is_named(fetcher: Fetcher, slept: list[float], url: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason):
        fetcher.json(url)
    assert slept == []
