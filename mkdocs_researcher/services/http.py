"""HTTP requests for JSON or text: with time limits, retries, a pace per host, and readable errors."""

from __future__ import annotations

import http.client
import io
import json
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType, TracebackType
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from pydantic import BaseModel, TypeAdapter, ValidationError
from requests.adapters import HTTPAdapter

from mkdocs_researcher import __version__
from mkdocs_researcher.errors import ResearcherError, printable

T = TypeVar("T")
_NONE: Mapping[str, str] = MappingProxyType({})
_RETRIES = 4
_FIRST_WAIT = 1.0  # seconds; doubled with each retry
_LONGEST_WAIT = 60.0
_TEMPORARY = frozenset({429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MAX_REDIRECTS = 5
_MAX_BYTES = 20_000_000
# In order: some of these errors are subclasses of `ConnectionError`.
_REASONS: tuple[tuple[type[requests.RequestException], str], ...] = (
    (requests.exceptions.SSLError, "has no certificate that this computer trusts"),
    (requests.exceptions.ProxyError, "cannot be reached through the proxy that is set"),
    (requests.ConnectionError, "cannot be reached; are you connected to the internet?"),
    (requests.exceptions.ChunkedEncodingError, "ends its answer early"),
    (requests.exceptions.ContentDecodingError, "sends an answer that cannot be decompressed"),
    (requests.exceptions.InvalidSchema, "is not a web address"),
    (requests.exceptions.MissingSchema, "is not a web address"),
    (requests.exceptions.InvalidURL, "is not a web address"),
)
_PROJECT = "https://pypi.org/project/mkdocs-researcher/"


class FetchError(ResearcherError):
    """A server did not provide what was requested; the message contains no key.

    Args:
        status: status code of the response, 0 if there was none.
        answer: the JSON of a response with an error status, else None.
    """

    def __init__(self, message: str, status: int = 0, answer: Any = None) -> None:
        super().__init__(printable(message))
        self.status = status
        self.answer = answer


class _Retry(urllib3.Retry):
    """Retries that wait 1, 2, 4 and 8 seconds or as long as the server asks, and give up if that is too long."""

    sleeper: Callable[[float], object] = staticmethod(time.sleep)

    def new(self, **kw: Any) -> _Retry:
        retry = super().new(**kw)
        retry.sleeper = self.sleeper
        return retry

    def parse_retry_after(self, retry_after: str) -> float:
        try:
            return super().parse_retry_after(retry_after)
        except (urllib3.exceptions.InvalidHeader, ValueError, OverflowError):
            return 0.0

    def sleep(self, response: urllib3.BaseHTTPResponse | None = None) -> None:
        wait = (self.get_retry_after(response) or 0.0) if response else 0.0
        if response and wait > _LONGEST_WAIT:
            raise FetchError(
                f"answers {response.status} {response.reason or ''}".strip()
                + f", and asks to come back in {round(wait)} seconds",
                response.status,
            )
        self.sleeper(wait or _FIRST_WAIT * 2 ** (len(self.history) - 1))


class _TimedFile(io.RawIOBase):
    """The bytes of a response up to a moment: a server can send one byte before each timeout, and never end."""

    def __init__(self, file: io.BufferedReader, clock: Callable[[], float], limit: float) -> None:
        self.file = file.detach()
        self.clock = clock
        self.limit = limit
        self.end = clock() + limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self.clock() > self.end:
            raise FetchError(f"takes more than {self.limit:g} seconds to send its answer")
        return self.file.readinto(buffer)

    def close(self) -> None:
        self.file.close()
        super().close()


class _Adapter(HTTPAdapter):
    """Connections whose responses, headers included, must end within a limit of seconds."""

    def __init__(self, retry: urllib3.Retry, clock: Callable[[], float], limit: float) -> None:
        class Response(http.client.HTTPResponse):
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **kwargs)
                self.fp = io.BufferedReader(_TimedFile(self.fp, clock, limit))

        class Plain(urllib3.connection.HTTPConnection):
            response_class = Response

        class Secure(urllib3.connection.HTTPSConnection):
            response_class = Response

        class PlainPool(urllib3.HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(urllib3.HTTPSConnectionPool):
            ConnectionCls = Secure

        self.pools = {"http": PlainPool, "https": SecurePool}
        super().__init__(max_retries=retry)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self.pools

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = self.pools
        return manager


class Fetcher:
    """Requests JSON or text from servers.

    Args:
        email: an address for the servers' operators, empty for none.
        timeout: seconds to wait for a connection, and between two parts of a response; a whole response may take three
            times as long.
        clock: a monotonic clock in seconds.
        progress: called with the number of requests so far.

    Attributes:
        answers: the number of responses so far, including those with an error status.
    """

    def __init__(
        self,
        email: str = "",
        timeout: float = 20.0,
        sleep: Callable[[float], object] | None = None,
        clock: Callable[[], float] | None = None,
        progress: Callable[[int], object] = lambda count: None,
    ) -> None:
        self.email = email
        self.timeout = timeout
        self.sleep = sleep or time.sleep
        self.clock = clock or time.monotonic
        self.progress = progress
        self.requests = 0
        self.answers = 0
        self._last_request: dict[str, float] = {}
        self.session = requests.Session()
        contact = f"; mailto:{email}" if email else ""
        self.session.headers["User-Agent"] = f"mkdocs-researcher/{__version__} (+{_PROJECT}{contact})"
        self.session.headers["Accept"] = "application/json"
        # Without a network the author need not wait for all of them.
        retry = _Retry(_RETRIES, connect=1, status_forcelist=_TEMPORARY, allowed_methods=None, raise_on_status=False)
        retry.sleeper = self.sleep
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, _Adapter(retry, self.clock, 3 * timeout))

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.close()

    def json(
        self,
        url: str,
        params: Mapping[str, str] = _NONE,
        *,
        headers: Mapping[str, str] = _NONE,
        body: Any = None,
        pause: float = 0.0,
    ) -> Any:
        """The JSON of a response, parsed; `FetchError` if there was none, or an unusable one.

        Args:
            headers: sent as well, but never to another host.
            body: sent as JSON with POST; None for GET.
            pause: minimum seconds from one request to the next at this host.
        """
        content = self._content(url, params, headers, body, pause)
        try:
            return json.loads(content)
        except (ValueError, RecursionError):
            raise FetchError(f"{urlsplit(url).netloc} sends something that is not JSON") from None

    def text(self, url: str, *, headers: Mapping[str, str] = _NONE, pause: float = 0.0) -> str:
        """The text of a response in UTF-8; arguments and errors as for `json`."""
        content = self._content(url, _NONE, headers, None, pause)
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise FetchError(f"{urlsplit(url).netloc} sends something that is not text in UTF-8") from None

    def _content(
        self, url: str, params: Mapping[str, str], headers: Mapping[str, str], body: Any, pause: float
    ) -> bytes:
        host = _host(url)
        self.requests += 1
        self.progress(self.requests)
        if (last := self._last_request.get(host)) is not None and (wait := last + pause - self.clock()) > 0:
            self.sleep(wait)
        self._last_request[host] = self.clock()
        try:
            with self._send(url, params, headers, body) as response:
                if response.raw.retries and response.raw.retries.history:
                    self._last_request[host] = self.clock()
                content = self._read(response)
        except FetchError as error:
            self.answers += bool(error.status)
            raise FetchError(f"{host} {error}", error.status, error.answer) from None
        except requests.RequestException as error:
            raise FetchError(f"{host} {_reason(error, self.timeout)}") from None
        except (ValueError, urllib3.exceptions.HTTPError):  # of hosts that no server can have
            raise FetchError(f"{host} is not a web address") from None
        self.answers += 1
        return content

    def _send(self, url: str, params: Mapping[str, str], headers: Mapping[str, str], body: Any) -> requests.Response:
        """Sends a request and follows its redirects; keys in the headers and the query stay with the first host."""
        method = "GET" if body is None else "POST"
        first_host = urlsplit(url).netloc
        query: Mapping[str, str] | None = params
        for _ in range(_MAX_REDIRECTS):
            response = self.session.request(
                method,
                url,
                params=query,
                headers=headers if urlsplit(url).netloc == first_host else {},
                json=body,
                timeout=self.timeout,
                stream=True,
                allow_redirects=False,
            )
            target = response.headers.get("Location")
            if response.status_code not in _REDIRECTS or not target:
                return response
            response.close()
            previous, url, query = url, _joined(url, target), None
            if urlsplit(url).scheme not in {"https", urlsplit(previous).scheme}:
                raise FetchError(f"redirects to {urlsplit(url).scheme}:, which is not followed")
        raise FetchError("redirects again and again")

    def _read(self, response: requests.Response) -> bytes:
        parts: list[bytes] = []
        size = 0
        for part in response.iter_content(65_536):
            size += len(part)
            if size > _MAX_BYTES:
                raise FetchError(f"sends more than {_MAX_BYTES // 1_000_000} MB")
            parts.append(part)
        content = b"".join(parts)
        if not response.ok:
            status = f"{response.status_code} {response.reason or ''}".strip()
            raise FetchError(f"answers {status}", response.status_code, _json_or_none(content))
        return content


def _host(url: str) -> str:
    """The host of an address; `FetchError` if it is not one."""
    try:
        return urlsplit(url).netloc
    except ValueError:
        raise FetchError(f"'{url}' is not a web address") from None


def _joined(url: str, target: str) -> str:
    try:
        joined = urljoin(url, target)
        urlsplit(joined)
    except ValueError:
        raise FetchError("redirects to something that is not a web address") from None
    return joined


def _json_or_none(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _reason(error: requests.RequestException, timeout: float) -> str:
    # requests wraps a read timeout in a ConnectionError, after retries and in the middle of a response.
    cause = error.args[0] if error.args else None
    cause = getattr(cause, "reason", cause)
    if isinstance(error, requests.Timeout) or isinstance(cause, urllib3.exceptions.ReadTimeoutError):
        return f"does not answer within {timeout:g} seconds"
    for kind, message in _REASONS:
        if isinstance(error, kind):
            return message
    return f"fails with {type(error).__name__}"


# Responses


class Shape(BaseModel):
    """Base of models of responses, in which fields that we do not use may come and go."""


def shaped(kind: Any, data: Any, service: str) -> Any:
    """The data of a response as a model; `FetchError` if the interface has changed, or another program answers."""
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        where = ".".join(map(str, error.errors(include_url=False)[0]["loc"]))
        raise FetchError(f"{service} answers in an unknown format{f' (at {where})' if where else ''}") from None


def base_url(variable: str, usual: str) -> str:
    """The base URL of a service; an environment variable can replace it."""
    return (os.environ.get(variable) or usual).rstrip("/")


def web_address(text: object) -> str:
    """An address that a page may link to, else empty: responses are not trusted."""
    is_plain = isinstance(text, str) and re.fullmatch(r"https://[A-Za-z0-9.-]+(?:/[\w./:?=&%,;~+-]*)?", text)
    return str(text) if is_plain else ""


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    listed = list(items)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]
