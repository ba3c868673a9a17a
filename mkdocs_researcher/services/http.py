"""Asking a server for data: with time limits, in its own pace, and in words when it fails."""

from __future__ import annotations

import datetime
import email.utils
import json
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType, TracebackType
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import requests
from pydantic import TypeAdapter, ValidationError

from mkdocs_researcher import __version__
from mkdocs_researcher.errors import ResearcherError

T = TypeVar("T")
_NOTHING: Mapping[str, str] = MappingProxyType({})
_TRIES = 5
_FIRST_WAIT = 1.0  # seconds; doubled with each try
_LONGEST_WAIT = 60.0  # a server that asks for more has had enough for today
_TEMPORARY = frozenset({429, 500, 502, 503, 504})
_MOVED = frozenset({301, 302, 303, 307, 308})
_MOST_MOVES = 5
_MOST_BYTES = 20_000_000
_PROJECT = "https://pypi.org/project/mkdocs-researcher/"


class FetchError(ResearcherError):
    """A server did not give what was asked for.

    Args:
        message: what happened, in words for the author; it holds no key.
        status: status code of the answer, 0 if there was none.
        answer: what a server sent that refused, else None.
    """

    def __init__(self, message: str, status: int = 0, answer: Any = None) -> None:
        super().__init__(message)
        self.status = status
        self.answer = answer


class Fetcher:
    """Asks servers for JSON, or for text.

    Args:
        email: an address for the servers' operators, empty for none.
        timeout: seconds to wait for a connection, and between two pieces of an answer; a whole answer may take three
            times as long.
        sleep: waits for seconds.
        clock: seconds that only grow.
        tell: is told how many questions were asked so far.
    """

    def __init__(
        self,
        email: str = "",
        timeout: float = 20.0,
        sleep: Callable[[float], None] | None = None,
        clock: Callable[[], float] | None = None,
        tell: Callable[[int], object] = lambda count: None,
    ) -> None:
        self.email = email
        self.timeout = timeout
        self.sleep = sleep or time.sleep
        self.clock = clock or time.monotonic
        self.tell = tell
        self.asked = 0
        self.last: dict[str, float] = {}
        self.session = requests.Session()
        contact = f"; mailto:{email}" if email else ""
        self.session.headers["User-Agent"] = f"mkdocs-researcher/{__version__} (+{_PROJECT}{contact})"
        self.session.headers["Accept"] = "application/json"

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.close()

    def json(
        self,
        url: str,
        params: Mapping[str, str] = _NOTHING,
        *,
        headers: Mapping[str, str] = _NOTHING,
        body: Any = None,
        pause: float = 0.0,
    ) -> Any:
        """What a server answers, as plain data.

        Args:
            url: the address, `http` or `https`.
            params: its query.
            headers: sent too; never to another host.
            body: sent as JSON with POST; None for GET.
            pause: seconds from one question to the next at this host.

        Raises:
            FetchError: there was no answer, or none that can be used.
        """
        try:
            return json.loads(self._ask(url, params, headers, body, pause))
        except (ValueError, RecursionError):
            raise FetchError(f"{urlsplit(url).netloc} sends something that is no JSON") from None

    def text(self, url: str, *, headers: Mapping[str, str] = _NOTHING, pause: float = 0.0) -> str:
        """What a server answers, as text in UTF-8; arguments and errors are those of `json`."""
        try:
            return self._ask(url, _NOTHING, headers, None, pause).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise FetchError(f"{urlsplit(url).netloc} sends something that is no text in UTF-8") from None

    def _ask(self, url: str, params: Mapping[str, str], headers: Mapping[str, str], body: Any, pause: float) -> bytes:
        host = urlsplit(url).netloc
        reason = FetchError(f"{host} did not answer")
        self.asked += 1
        self.tell(self.asked)
        for attempt in range(_TRIES):
            self._keep_pace(host, pause)
            wait = _FIRST_WAIT * 2**attempt
            try:
                with self._send(url, params, headers, body) as response:
                    if response.status_code not in _TEMPORARY:
                        return self._read(response, host)
                    reason = _refusal(response, host)
                    wait = _asked_wait(response) or wait
            except requests.RequestException as error:
                reason = FetchError(_why(error, host, self.timeout))
                if isinstance(error, (requests.exceptions.InvalidSchema, requests.exceptions.InvalidURL)):
                    break
            if wait > _LONGEST_WAIT:
                raise FetchError(f"{reason}, and asks to come back in {round(wait)} seconds", reason.status)
            if attempt + 1 < _TRIES:
                self.sleep(wait)
        raise reason

    def _keep_pace(self, host: str, pause: float) -> None:
        if host in self.last and (wait := self.last[host] + pause - self.clock()) > 0:
            self.sleep(wait)
        self.last[host] = self.clock()

    def _send(self, url: str, params: Mapping[str, str], headers: Mapping[str, str], body: Any) -> requests.Response:
        """One question, and where it is sent on to. Keys in the headers stay with the first host."""
        method = "GET" if body is None else "POST"
        home = urlsplit(url).netloc
        query: Mapping[str, str] | None = params
        for _ in range(_MOST_MOVES):
            response = self.session.request(
                method,
                url,
                params=query,
                headers=headers if urlsplit(url).netloc == home else {},
                json=body,
                timeout=self.timeout,
                stream=True,
                allow_redirects=False,
            )
            target = response.headers.get("Location")
            if response.status_code not in _MOVED or not target:
                return response
            response.close()
            before, url, query = url, urljoin(url, target), None
            if urlsplit(url).scheme not in {"https", urlsplit(before).scheme}:
                raise requests.exceptions.InvalidSchema(f"sends on to {urlsplit(url).scheme}:, which is not followed")
        raise requests.exceptions.TooManyRedirects("sends on and on")

    def _read(self, response: requests.Response, host: str) -> bytes:
        pieces: list[bytes] = []
        size, start = 0, self.clock()
        for piece in response.iter_content(65_536):
            size += len(piece)
            if size > _MOST_BYTES:
                raise FetchError(f"{host} sends more than {_MOST_BYTES // 1_000_000} MB")
            if self.clock() - start > 3 * self.timeout:
                raise FetchError(f"{host} takes more than {3 * self.timeout:g} seconds to send its answer")
            pieces.append(piece)
        if not response.ok:
            raise FetchError(
                f"{host} answers {response.status_code} {response.reason or ''}".strip(),
                response.status_code,
                _json_or_nothing(b"".join(pieces)),
            )
        return b"".join(pieces)


def _json_or_nothing(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _refusal(response: requests.Response, host: str) -> FetchError:
    return FetchError(f"{host} answers {response.status_code} {response.reason or ''}".strip(), response.status_code)


def _asked_wait(response: requests.Response) -> float:
    """Seconds that the server asks to wait (RFC 9110, section 10.2.3), 0 if it does not say."""
    text = response.headers.get("Retry-After", "").strip()
    if text.isdecimal() and len(text) < 10:
        return float(text)
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return max(0.0, (moment - datetime.datetime.now(datetime.UTC)).total_seconds())


def _why(error: requests.RequestException, host: str, timeout: float) -> str:
    match error:
        case requests.Timeout():
            return f"{host} does not answer within {timeout:g} seconds"
        case requests.exceptions.SSLError():
            return f"{host} has no certificate that this computer trusts"
        case requests.exceptions.ProxyError():
            return f"{host} cannot be reached through the proxy that is set"
        case requests.ConnectionError():
            return f"{host} cannot be reached; is there a connection to the internet?"
        case requests.exceptions.InvalidSchema() | requests.TooManyRedirects():
            return f"{host} {error}" if str(error).startswith("sends") else f"{host} is no web address"
        case _:
            return f"{host} breaks off its answer" if error.response is None else f"{host}: {type(error).__name__}"


def shaped(kind: Any, data: Any, who: str) -> Any:
    """Data as a model.

    Raises:
        FetchError: it has another shape; so the interface has changed, or somebody else answers.
    """
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        where = ".".join(map(str, error.errors(include_url=False)[0]["loc"]))
        raise FetchError(f"{who} answers in a form that is not known here{f' (at {where})' if where else ''}") from None
