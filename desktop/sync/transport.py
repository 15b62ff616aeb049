"""The line to head office: the only place of the laptop that speaks HTTP.

Plain http is for this machine alone; everywhere else TLS is checked against the system's authorities, or against one
authority file when head office has its own. A proxy of the environment is used for the world and never for this
machine. Redirects are not followed: head office sends none, captive portals do.
"""

import ipaddress
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

import httpx

from desktop.sync.hanging_up import HangUp
from desktop.sync.untrusted import bad_certificate, find_untrusted
from domain.errors import RuleBroken, Unavailable
from domain.sync.wire import MAX_BODY_BYTES, MEDIA_TYPE

TIMEOUT = httpx.Timeout(connect=10, read=30, write=30, pool=5)
LONGEST_SECONDS = 180.0
HIGHEST_PORT = 65_535
LONGEST_REFUSAL = 16 << 10
UNREACHABLE, UNREADABLE_AUTHORITY = "sync.unreachable", "sync.authority"


@dataclass(frozen=True)
class Answer:
    """What came back; `headers` have small names. Of `get_part` alone it may not be whole."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = True


class Transport(Protocol):
    """Raises Unavailable when no whole answer of head office came."""

    def get(self, path: str, headers: Mapping[str, str]) -> Answer: ...

    def get_part(self, path: str, headers: Mapping[str, str], *, most: int) -> Answer:
        """At most so many bytes, and what had come of them when the line was cut: for what is proved otherwise."""

    def ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """HEAD, PATCH."""

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer: ...


def read_hub_url(typed: str) -> str:
    """The address without a trailing slash. Raises RuleBroken (field `url`)."""
    text = typed.strip().rstrip("/")
    if any(character.isspace() for character in text):
        raise _not_an_address()
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise _not_an_address() from error
    if not 0 < (url.port or 443) <= HIGHEST_PORT:
        raise _not_an_address()
    if url.scheme not in ("http", "https") or not url.host or url.query or url.fragment or url.userinfo:
        raise _not_an_address()
    if url.scheme == "http" and not _is_loopback(url.host):
        raise RuleBroken(
            "sync.url.plain",
            ar="عنوان المركز الرئيس يبدأ بـ http بلا تشفير؛ اكتبه مبدوءًا بـ https.",
            en="Head office's address starts with http, which is not encrypted; type it with https.",
            field="url",
        )
    return str(url)


@contextmanager
def open_unproved(url: str) -> Iterator["HttpTransport"]:
    """A line that is encrypted and proves nobody: for `introduction`, which believes signatures alone. Raises
    RuleBroken for a bad address."""
    believing = ssl.create_default_context()
    believing.check_hostname = False
    believing.verify_mode = ssl.CERT_NONE
    with _opened(read_hub_url(url), believing, time.monotonic) as transport:
        yield transport


@contextmanager
def open_transport(
    url: str,
    *,
    authority: Path | None = None,
    monotonic: Callable[[], float] = time.monotonic,
    hang_up: HangUp | None = None,
) -> Iterator["HttpTransport"]:
    """`authority` is a PEM file: then only what it signed is trusted. By `hang_up` another thread may end a request.
    Raises RuleBroken for a bad address or file."""
    address = read_hub_url(url)
    trust = _trust(authority) if address.startswith("https:") else False
    with _opened(address, trust, monotonic, hang_up) as transport:
        yield transport


@contextmanager
def _opened(
    url: str, trust: ssl.SSLContext | bool, monotonic: Callable[[], float], hang_up: HangUp | None = None
) -> Iterator["HttpTransport"]:
    address = httpx.URL(url)
    client = httpx.Client(
        verify=trust,
        trust_env=not _is_loopback(address.host),
        timeout=TIMEOUT,
        headers={"Accept": MEDIA_TYPE, "Accept-Encoding": "identity", "User-Agent": "istiqbal"},
    )
    with client:
        yield HttpTransport(client, str(address), monotonic=monotonic, hang_up=hang_up)


class HttpTransport:
    def __init__(
        self, client: httpx.Client, url: str, *, monotonic: Callable[[], float], hang_up: HangUp | None = None
    ) -> None:
        self._client = client
        self._extensions = {"trace": hang_up.watch} if hang_up is not None else {}
        self._url = url
        self._monotonic = monotonic

    def get(self, path: str, headers: Mapping[str, str]) -> Answer:
        return self._ask("GET", path, None, headers)

    def get_part(self, path: str, headers: Mapping[str, str], *, most: int) -> Answer:
        part = _Part(max(most, LONGEST_REFUSAL))
        return replace(self._ask("GET", path, None, headers, part), is_whole=not part.is_cut)

    def ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        return self._ask(method, path, body or None, headers)

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        return self._ask("POST", path, body, {**headers, "Content-Type": MEDIA_TYPE})

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes | None,
        headers: Mapping[str, str],
        part: "_Part | None" = None,
    ) -> Answer:
        until = self._monotonic() + LONGEST_SECONDS
        try:
            with self._client.stream(
                method, self._url + path, content=body, headers=dict(headers), extensions=self._extensions
            ) as response:
                _refuse_foreign(response)
                read = self._read(response, until) if part is None else part.read(response)
                return Answer(response.status_code, read, dict(response.headers))
        except httpx.TransportError as error:
            untrusted = find_untrusted(error)
            raise bad_certificate(untrusted) if untrusted is not None else _unreachable() from error
        except httpx.HTTPError as error:
            raise not_head_office() from error

    def _read(self, response: httpx.Response, until: float) -> bytes:
        """Reads no more than an answer may have, and no longer than a clerk would wait."""
        body = bytearray()
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > MAX_BODY_BYTES:
                raise not_head_office()
            if self._monotonic() > until:
                raise _unreachable()
        return bytes(body)


@dataclass
class _Part:
    most: int
    body: bytearray = field(default_factory=bytearray)
    is_cut: bool = False

    def read(self, response: httpx.Response) -> bytes:
        try:
            for chunk in response.iter_raw():
                self.body += chunk
                if len(self.body) > self.most:
                    raise not_head_office()
        except httpx.TransportError:
            self.is_cut = True
        return bytes(self.body)


def _refuse_foreign(response: httpx.Response) -> None:
    """A captive portal, a proxy's page or another server: what head office sends is of its own media type."""
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if response.is_redirect or media_type != MEDIA_TYPE or response.headers.get("content-encoding"):
        raise not_head_office()


def _trust(authority: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=authority)
    except (OSError, ssl.SSLError) as error:
        raise RuleBroken(
            UNREADABLE_AUTHORITY,
            ar="لا يُقرأ ملف شهادة المركز الرئيس على هذا الجهاز (headoffice-ca.pem)، ولم يُرسل المركز غيره. عملك محفوظ "
            "هنا؛ أبلغ مدير النظام إن تكرر هذا والشبكة تعمل.",
            en="Head office's certificate on this laptop (headoffice-ca.pem) cannot be read, and head office sent no "
            "other. Your work is safe here; tell the administrator if this repeats while there is a line.",
            field="authority",
        ) from error


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _not_an_address() -> RuleBroken:
    return RuleBroken(
        "sync.url",
        ar="عنوان المركز الرئيس غير مكتمل؛ اكتبه كما أُرسل إليك، مثل https://sync.example.org.",
        en="Head office's address is not complete; type it as it was given to you, like https://sync.example.org.",
        field="url",
    )


def _unreachable() -> Unavailable:
    return Unavailable(
        UNREACHABLE,
        ar="المركز الرئيس لا يجيب الآن. عملك محفوظ هنا، وسيُرسل وحده حين يعود الاتصال.",
        en="Head office does not answer now. Your work is saved here and will be sent by itself when the line is back.",
    )


def not_head_office() -> Unavailable:
    return Unavailable(
        "sync.not_head_office",
        ar="أجاب شيء آخر غير المركز الرئيس، كصفحة دخول الشبكة. "
        "افتح المتصفح وأكمل الدخول إلى الشبكة، أو تحقق من العنوان.",
        en="Something other than head office answered, like a network's sign-in page. "
        "Open a browser to sign in to the network, or check the address.",
    )
