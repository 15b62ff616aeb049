"""The library of the system's print service (libcups, on Linux and macOS): asked in IPP (RFC 8011), through its socket.

Each call opens a connection of its own and may wait for it: never on the window's thread.
"""

import ctypes
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

LIBRARY = "/usr/lib/libcups.2.dylib" if sys.platform == "darwin" else "libcups.so.2"
CONNECT_MS = 3_000
ANSWER_SECONDS = 20.0
CHUNK = 1 << 16

OPERATION_GROUP = 0x01
KEYWORD, URI = 0x44, 0x45
NOT_FOUND = 0x0406
FIRST_ERROR = 0x0400
CONTINUE = 100

_POINTER, _INT, _TEXT = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p
_ASKS_NO_PASSWORD = ctypes.CFUNCTYPE(_TEXT, _TEXT, _POINTER, _TEXT, _TEXT, _POINTER)

# name → (result, arguments), as cups/cups.h, cups/http.h and cups/ipp.h of CUPS 1.7 and later declare them.
_FUNCTIONS: Mapping[str, tuple[object, tuple[object, ...]]] = {
    "cupsSetServer": (None, (_TEXT,)),
    "cupsServer": (_TEXT, ()),
    "cupsEncryption": (_INT, ()),
    "cupsSetPasswordCB2": (None, (_POINTER, _POINTER)),
    "cupsLastError": (_INT, ()),
    "cupsLastErrorString": (_TEXT, ()),
    "ippPort": (_INT, ()),
    "httpConnect2": (_POINTER, (_TEXT, _INT, _POINTER, _INT, _INT, _INT, _INT, _POINTER)),
    "httpSetTimeout": (None, (_POINTER, ctypes.c_double, _POINTER, _POINTER)),
    "httpClose": (None, (_POINTER,)),
    "ippNewRequest": (_POINTER, (_INT,)),
    "ippAddString": (_POINTER, (_POINTER, _INT, _INT, _TEXT, _TEXT, _TEXT)),
    "ippAddStrings": (_POINTER, (_POINTER, _INT, _INT, _TEXT, _INT, _TEXT, ctypes.POINTER(_TEXT))),
    "ippDelete": (None, (_POINTER,)),
    "ippFirstAttribute": (_POINTER, (_POINTER,)),
    "ippNextAttribute": (_POINTER, (_POINTER,)),
    "ippGetName": (_TEXT, (_POINTER,)),
    "ippGetValueTag": (_INT, (_POINTER,)),
    "ippGetCount": (_INT, (_POINTER,)),
    "ippGetInteger": (_INT, (_POINTER, _INT)),
    "ippGetBoolean": (_INT, (_POINTER, _INT)),
    "ippGetString": (_TEXT, (_POINTER, _INT, _POINTER)),
    "cupsDoRequest": (_POINTER, (_POINTER, _POINTER, _TEXT)),
    "cupsAddOption": (_INT, (_TEXT, _TEXT, _INT, ctypes.POINTER(_POINTER))),
    "cupsFreeOptions": (None, (_INT, _POINTER)),
    "cupsCreateJob": (_INT, (_POINTER, _TEXT, _TEXT, _INT, _POINTER)),
    "cupsStartDocument": (_INT, (_POINTER, _TEXT, _INT, _TEXT, _TEXT, _INT)),
    "cupsWriteRequestData": (_INT, (_POINTER, _TEXT, ctypes.c_size_t)),
    "cupsFinishDocument": (_INT, (_POINTER, _TEXT)),
    "cupsCancelJob2": (_INT, (_POINTER, _TEXT, _INT, _INT)),
}


class NoPrintService(Exception):
    """There is none on this machine, or it does not answer."""


class Refused(Exception):
    """By the print service, with its status (RFC 8011, appendix B) and its own words."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(f"{status:#06x} {words}")
        self.status = status


@dataclass
class Attributes:
    """What was said of one printer or one job: each name with all its values. Values of other kinds are left out."""

    integers: dict[str, tuple[int, ...]] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def word(self, name: str) -> str:
        return next(iter(self.words.get(name, ())), "")

    def integer(self, name: str) -> int | None:
        return next(iter(self.integers.get(name, ())), None)


@cache
def _library() -> ctypes.CDLL:
    try:
        library = ctypes.CDLL(LIBRARY)
        for name, (result, arguments) in _FUNCTIONS.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
    except (OSError, AttributeError) as error:
        raise NoPrintService(str(error)) from error
    return library


def _have_none(*_: object) -> None:
    """The library would ask for a password in a terminal that nobody sees, and wait for ever."""
    return


_NO_PASSWORD = _ASKS_NO_PASSWORD(_have_none)


class LibCups:
    """`server` as `CUPS_SERVER` says it: a socket's path or a host; None for the machine's own. Every call raises
    NoPrintService or Refused."""

    def __init__(self, server: str | None = None) -> None:
        self._server = server

    def ask(self, operation: int, *, about: str = "", wanted: tuple[str, ...] = ()) -> list[Attributes]:
        """A group for each printer or job of the answer. `about` is a job's URI, `wanted` the names of what is to be
        said: all, without any."""
        library = _library()
        with self._connection() as http:
            request = library.ippNewRequest(operation)
            if about:
                library.ippAddString(request, OPERATION_GROUP, URI, b"job-uri", None, about.encode())
            if wanted:
                names = (_TEXT * len(wanted))(*(word.encode() for word in wanted))
                what = (b"requested-attributes", len(wanted), None, names)
                library.ippAddStrings(request, OPERATION_GROUP, KEYWORD, *what)
            answer = library.cupsDoRequest(http, request, b"/")  # which lets go of the request
            try:
                if not answer or library.cupsLastError() >= FIRST_ERROR:
                    raise _refusal(library)
                return list(_groups(library, answer))
            finally:
                library.ippDelete(answer)

    def submit(self, printer: str, title: str, data: bytes, *, kind: str, options: Mapping[str, str]) -> int:
        """The number of the job; the whole of `data` was taken. A job whose data was not is cancelled."""
        library = _library()
        name = printer.encode()
        with self._connection() as http, _options(library, options) as (count, chosen):
            job: int = library.cupsCreateJob(http, name, title.encode(), count, chosen)
            if job == 0:
                raise _refusal(library)
            if not _send(library, http, name, job, title.encode(), kind.encode(), data):
                refusal = _refusal(library)
                library.cupsCancelJob2(http, name, job, 0)
                raise refusal
        return job

    def cancel(self, printer: str, job: int) -> None:
        library = _library()
        with self._connection() as http:
            if library.cupsCancelJob2(http, printer.encode(), job, 0) >= FIRST_ERROR:
                raise _refusal(library)

    @contextmanager
    def _connection(self) -> Iterator[int]:
        library = _library()
        # Both are kept for each thread by the library, and lanes may share threads.
        library.cupsSetServer(self._server.encode() if self._server else None)
        library.cupsSetPasswordCB2(_NO_PASSWORD, None)
        where = library.cupsServer(), library.ippPort(), None, 0, library.cupsEncryption(), 1, CONNECT_MS, None
        http = library.httpConnect2(*where)
        if not http:
            raise NoPrintService(str(library.cupsServer(), "utf-8", "replace"))
        library.httpSetTimeout(http, ANSWER_SECONDS, None, None)
        try:
            yield http
        finally:
            library.httpClose(http)


def _send(library: ctypes.CDLL, http: int, name: bytes, job: int, title: bytes, kind: bytes, data: bytes) -> bool:
    status = library.cupsStartDocument(http, name, job, title, kind, 1)
    for start in range(0, len(data), CHUNK):
        if status != CONTINUE:
            return False
        chunk = data[start : start + CHUNK]
        status = library.cupsWriteRequestData(http, chunk, len(chunk))
    return status == CONTINUE and bool(library.cupsFinishDocument(http, name) < FIRST_ERROR)


@contextmanager
def _options(library: ctypes.CDLL, options: Mapping[str, str]) -> Iterator[tuple[int, ctypes.c_void_p]]:
    chosen, count = ctypes.c_void_p(), 0
    try:
        for name, value in options.items():
            count = library.cupsAddOption(name.encode(), value.encode(), count, ctypes.byref(chosen))
        yield count, chosen
    finally:
        library.cupsFreeOptions(count, chosen)


def _groups(library: ctypes.CDLL, answer: int) -> Iterator[Attributes]:
    """An attribute without a name parts two printers."""
    found = Attributes()
    attribute = library.ippFirstAttribute(answer)
    while attribute:
        name = library.ippGetName(attribute)
        if name is None:
            yield found
            found = Attributes()
        else:
            _take(library, found, attribute, name.decode())
        attribute = library.ippNextAttribute(answer)
    yield found


def _take(library: ctypes.CDLL, found: Attributes, attribute: int, name: str) -> None:
    numbers = range(library.ippGetCount(attribute))
    match library.ippGetValueTag(attribute):
        case 0x21 | 0x23:  # an integer, an enumerated value
            found.integers[name] = tuple(library.ippGetInteger(attribute, number) for number in numbers)
        case 0x22:  # a truth value
            found.integers[name] = tuple(library.ippGetBoolean(attribute, number) for number in numbers)
        case tag if 0x35 <= tag <= 0x4F:  # what is written in letters
            values = (library.ippGetString(attribute, number, None) or b"" for number in numbers)
            found.words[name] = tuple(value.decode("utf-8", "replace") for value in values)


def _refusal(library: ctypes.CDLL) -> Refused:
    words = library.cupsLastErrorString() or b""
    return Refused(library.cupsLastError(), words.decode("utf-8", "replace"))
