"""A polite web client: it says who it is, asks one thing at a time, waits and gives up in time."""

import datetime as dt
import email.utils
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import httpx

from transit.errors import FetchError
from transit.fetch.limits import FetchLimits

T = TypeVar("T")

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which the same question may succeed later."""


class UnreachableError(FetchError):
    """A server was not reached, or what it sent kept breaking off."""


class AgainError(Exception):
    """An attempt failed in a way that may pass.

    Parameters
    ----------
    reason
        What happened, as the end of a sentence.
    after_s
        Seconds that the server asked to wait; None when it did not say.
    answered
        False when nobody was reached at all.
    """

    def __init__(self, reason: str, after_s: float | None = None, *, answered: bool = True) -> None:
        super().__init__(reason)
        self.after_s = after_s
        self.answered = answered


@dataclass(frozen=True, slots=True)
class Web:
    """The client, its limits and how it tells what it waits for.

    Parameters
    ----------
    client
        Sends the requests; follows no redirect by itself.
    limits
        How often and how long to try.
    tell
        Called with a line when a wait begins.
    sleep
        Waits so many seconds.
    """

    client: httpx.Client
    limits: FetchLimits
    tell: Callable[[str], None]
    sleep: Callable[[float], None] = time.sleep

    def patiently(self, what: str, attempt: Callable[[], T]) -> T:
        """Try until it works, with longer and longer waits between.

        Parameters
        ----------
        what
            What is asked for, for messages.
        attempt
            One attempt; raises :class:`AgainError` when another may succeed.

        Returns
        -------
        object
            What the attempt returned.

        Raises
        ------
        UnreachableError
            No attempt succeeded.
        """
        limits = self.limits
        for number in range(1, limits.attempts + 1):
            try:
                return attempt()
            except AgainError as again:
                wait = again.after_s
                if wait is None:
                    wait = min(limits.first_wait_s * 2 ** (number - 1), limits.longest_wait_s)
                if wait > limits.longest_wait_s:
                    raise UnreachableError(
                        f"{what}: {again}, to be asked again in {_span(wait)}. "
                        "Run the same command then; it goes on where it stopped."
                    ) from again
                if number >= (limits.attempts if again.answered else limits.connect_attempts):
                    raise UnreachableError(f"{what}: {again} (tried {_times(number)})") from again
                self.tell(f"{what}: {again}; trying again in {_span(wait)}")
            self.sleep(wait)
        raise FetchError(f"{what}: no attempt allowed; raise the parameter fetch_attempts")

    @contextmanager
    def ask(
        self, url: str, headers: Mapping[str, str] = {}, form: Mapping[str, str] | None = None
    ) -> Iterator[httpx.Response]:
        """Ask once and give the answer's head; its body is read within the ``with`` block.

        Parameters
        ----------
        url
            Address, http or https.
        headers
            Further headers.
        form
            Fields to post; None to get.

        Yields
        ------
        httpx.Response
            An answer below 400, not a redirect.

        Raises
        ------
        AgainError
            The connection failed, or the server is busy.
        FetchError
            The server refused, or sent us on to an address that is not followed.
        """
        request = self.client.build_request(
            "GET" if form is None else "POST", url, headers=dict(headers), data=form
        )
        try:
            response = self._follow(request)
            try:
                _refuse(response)
                yield response
            finally:
                response.close()
        except httpx.InvalidURL as fault:
            raise FetchError(f"{url} is not an address ({fault})") from fault
        except (httpx.TransportError, httpx.DecodingError) as fault:
            answered = not isinstance(fault, httpx.ConnectError | httpx.ConnectTimeout)
            raise AgainError(_reason(fault), answered=answered) from fault

    def _follow(self, request: httpx.Request) -> httpx.Response:
        """Send a request and follow redirects, never to another scheme than https."""
        for _ in range(self.limits.most_redirects + 1):
            if request.url.scheme not in ("http", "https"):
                raise FetchError(f"{request.url}: only http and https addresses are fetched")
            response = self.client.send(request, stream=True)
            following = response.next_request
            if following is None:
                return response
            response.close()
            if following.url.scheme != "https" and following.url.scheme != request.url.scheme:
                raise FetchError(
                    f"{request.url.host} sends us on to a {following.url.scheme} address, which "
                    "is not followed; check the address in the settings"
                )
            request = following
        raise FetchError(f"{request.url.host} sends us round in circles; check the address")


def open_client(agent: str, limits: FetchLimits) -> httpx.Client:
    """Open a client that names itself.

    Parameters
    ----------
    agent
        User agent, with a contact.
    limits
        Timeouts.

    Returns
    -------
    httpx.Client
        To be closed after use. Proxies come from the environment as usual.
    """
    timeout = httpx.Timeout(limits.read_timeout_s, connect=limits.connect_timeout_s)
    return httpx.Client(headers={"User-Agent": agent}, timeout=timeout, follow_redirects=False)


def _refuse(response: httpx.Response) -> None:
    """Raise for an answer that is not what was asked for."""
    code = response.status_code
    said = f"{response.url.host} answers {code} {response.reason_phrase}".rstrip()
    if code in PASSING:
        raise AgainError(said, retry_after_s(response.headers.get("Retry-After")))
    # 416 is for the one who asked for a range.
    if code >= 400 and code != 416:
        raise FetchError(
            f"{said} for {response.url}. Check the place, region and address; "
            "open the address in a browser to see what it says."
        )


def retry_after_s(value: str | None, now: dt.datetime | None = None) -> float | None:
    """Read a ``Retry-After`` header: seconds, or a date.

    Parameters
    ----------
    value
        The header; None where there is none.
    now
        The present; the clock's when None.

    Returns
    -------
    float or None
        Seconds to wait, 0 or more; None when the header says nothing usable.
    """
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return max((moment - (now or dt.datetime.now(dt.UTC))).total_seconds(), 0.0)


def _reason(fault: httpx.HTTPError) -> str:
    if "CERTIFICATE_VERIFY_FAILED" in str(fault):
        return (
            "the server's certificate is not trusted here (where a proxy opens encrypted "
            "connections, SSL_CERT_FILE must name its certificate)"
        )
    if isinstance(fault, httpx.ConnectTimeout | httpx.ConnectError):
        return "no connection to the server"
    if isinstance(fault, httpx.TimeoutException):
        return "the server stopped answering"
    if isinstance(fault, httpx.ProxyError):
        return "the proxy refuses the connection"
    return "the connection broke off"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _span(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
