"""What head office counts of itself, in the text format that Prometheus reads (version 0.0.4). Nothing names a person,
a laptop or an office."""

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Gauges:
    """What is true at this moment. `oldest_sync_seconds` is None while no laptop has joined."""

    streams: int
    devices: int
    oldest_sync_seconds: int | None
    disk_free_bytes: int


@dataclass(frozen=True)
class Seen:
    """A request that has been answered. `route` is one of the application's own, or "other"."""

    route: str
    status: int
    seconds: float
    bytes_in: int
    bytes_out: int


class Metrics:
    """Counts since the start; several threads may count."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, str]] = Counter()
        self._durations: Counter[tuple[str, int]] = Counter()
        self._seconds: dict[str, float] = {}
        self._bytes: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._entries = 0

    def count_request(self, seen: Seen) -> None:
        with self._lock:
            self._requests[seen.route, f"{seen.status // 100}xx"] += 1
            self._durations[seen.route, bisect_left(SECONDS, seen.seconds)] += 1
            self._seconds[seen.route] = self._seconds.get(seen.route, 0.0) + seen.seconds
            self._bytes["in"] += seen.bytes_in
            self._bytes["out"] += seen.bytes_out

    def count_entries(self, entries: int, reasons: Iterable[str]) -> None:
        """Taken for the first time; `reasons` of those that were set aside or wait."""
        with self._lock:
            self._entries += entries
            self._reasons.update(reasons)

    def text(self, gauges: Gauges) -> bytes:
        with self._lock:
            lines = [*self._counted(), *self._timed(), *_gauged(gauges)]
        return ("\n".join(lines) + "\n").encode()

    def _counted(self) -> Iterator[str]:
        requests: dict[Labels, float] = {
            (("route", route), ("status", status)): n for (route, status), n in sorted(self._requests.items())
        }
        yield from _family("requests_total", "counter", "Requests answered, by route and class of status.", requests)
        text = "Bytes of bodies, received and sent."
        directions: dict[Labels, float] = {(("direction", name),): self._bytes[name] for name in ("in", "out")}
        yield from _family("body_bytes_total", "counter", text, directions)
        yield from _family("entries_total", "counter", "Entries taken for the first time.", {(): self._entries})
        reasons: dict[Labels, float] = {(("reason", reason),): n for reason, n in sorted(self._reasons.items())}
        yield from _family("quarantined_total", "counter", "Entries set aside or waiting, by reason.", reasons)

    def _timed(self) -> Iterator[str]:
        yield from _head("request_seconds", "histogram", "How long requests took.")
        for route, total in sorted(self._seconds.items()):
            below = 0
            for place, bound in enumerate((*SECONDS, None)):
                below += self._durations[route, place]
                edge = "+Inf" if bound is None else repr(bound)
                yield _sample("request_seconds_bucket", (("route", route), ("le", edge)), below)
            yield _sample("request_seconds_sum", (("route", route),), total)
            yield _sample("request_seconds_count", (("route", route),), below)


def _gauged(gauges: Gauges) -> Iterator[str]:
    yield from _family("streams", "gauge", "Streams that laptops write to.", {(): gauges.streams})
    yield from _family("devices", "gauge", "Laptops that should sync.", {(): gauges.devices})
    text = "Free space where head office's folder is."
    yield from _family("disk_free_bytes", "gauge", text, {(): gauges.disk_free_bytes})
    text = "Since the laptop that has been silent longest was heard of."
    oldest: dict[Labels, float] = {(): gauges.oldest_sync_seconds} if gauges.oldest_sync_seconds is not None else {}
    yield from _family("oldest_sync_seconds", "gauge", text, oldest)


def _family(name: str, kind: str, text: str, samples: Mapping[Labels, float]) -> Iterator[str]:
    yield from _head(name, kind, text)
    for labels, value in samples.items():
        yield _sample(name, labels, value)


def _head(name: str, kind: str, text: str) -> Iterator[str]:
    yield f"# HELP istiqbal_{name} {text}"
    yield f"# TYPE istiqbal_{name} {kind}"


def _sample(name: str, labels: Labels, value: float) -> str:
    inside = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels)
    return f"istiqbal_{name}{{{inside}}} {value!r}" if inside else f"istiqbal_{name} {value!r}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("\n", r"\n").replace('"', r"\"")
