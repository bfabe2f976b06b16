"""The client's manners, where a server on loopback cannot show them."""

import datetime as dt
from dataclasses import replace

import httpx
import pytest

from transit.errors import FetchError
from transit.fetch.web import AgainError, UnreachableError, Web, retry_after_s

NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("30", 30.0),
        ("0", 0.0),
        ("Sun, 22 Nov 2026 12:01:30 GMT", 90.0),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    """A date is counted from now, one in the past is no wait, nonsense is as if unsaid."""
    assert retry_after_s(header, NOON) == seconds


def test_encryption_is_not_given_up(web: Web) -> None:
    """A redirect from https to http is refused before anything is asked in the clear."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(302, headers={"Location": "http://maps.example/file"})

    client = httpx.Client(transport=httpx.MockTransport(answer))
    with (
        pytest.raises(FetchError, match="sends us on to a http address"),
        replace(web, client=client).ask("https://maps.example/file"),
    ):
        pass
    assert asked == ["https://maps.example/file"]


def test_encryption_may_begin(web: Web) -> None:
    """A redirect from http to https is followed."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.scheme == "http":
            return httpx.Response(301, headers={"Location": "https://maps.example/file"})
        return httpx.Response(200, content=b"here")

    client = httpx.Client(transport=httpx.MockTransport(answer))
    with replace(web, client=client).ask("http://maps.example/file") as response:
        assert response.read() == b"here"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed"), "SSL_CERT_FILE"),
        (httpx.ConnectError("Name or service not known"), "no connection"),
        (httpx.ProxyError("403 Forbidden"), "the proxy refuses"),
        (httpx.ReadTimeout("timed out"), "stopped answering"),
        (httpx.RemoteProtocolError("peer closed"), "broke off"),
    ],
)
def test_each_fault_has_its_words(web: Web, fault: Exception, said: str) -> None:
    """What went wrong is said in words that somebody without a network's terms can use."""

    def answer(request: httpx.Request) -> httpx.Response:
        raise fault

    broken = replace(web, client=httpx.Client(transport=httpx.MockTransport(answer)))

    def attempt() -> None:
        with broken.ask("https://maps.example/file"):
            pass

    with pytest.raises(UnreachableError, match=said):
        broken.patiently("streets", attempt)


def test_what_worked_at_last_is_returned(web: Web) -> None:
    """An attempt that fails twice and then works gives its result."""
    left = [AgainError("busy"), AgainError("busy")]

    def attempt() -> str:
        if left:
            raise left.pop()
        return "here"

    assert web.patiently("streets", attempt) == "here"
