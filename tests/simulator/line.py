"""The line between a laptop and head office, and everything a line does to a request or an answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from msgspec import structs

from desktop.sync.transport import Answer, not_head_office
from domain.errors import Unavailable
from domain.sync.entries import Malformed
from domain.sync.wire import Stream, SyncAnswer, pack_body, unpack_body
from tests.simulator.actions import LINE_FAULTS, Fault
from tests.simulator.crash import PowerCut
from tests.simulator.hub_side import HubSide

# What needs a request that has a body.
OF_BODIES = ("flip_request", "cut_request", "delay", "twice")
OF_PARTS = {"flip_part": "flip_answer", "cut_part": "cut_answer"}
PORTAL = b"<!doctype html><title>Wi-Fi</title>"


@dataclass(frozen=True)
class Sent:
    """A request as it was sent; it may arrive late, and again."""

    path: str
    body: bytes
    headers: Mapping[str, str]


@dataclass
class Wires:
    """All lines of a run: what is under way, and what was ever sent."""

    hub: HubSide
    foreign: HubSide
    note: Callable[[str], None]
    late: list[Sent] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    answers: dict[str, list[Answer]] = field(default_factory=dict)

    def deliver(self, sent: Sent) -> Answer:
        """What head office says; Unavailable when its process ended on the way."""
        try:
            answer = self.hub.ask(sent.path, sent.body, sent.headers)
        except PowerCut:
            self.hub.lose_power()
            self.note("head office lost power")
            raise unreachable() from None
        self.note(f"answer {answer.status} {_mark(answer.body)}")
        return answer


def _mark(body: bytes) -> str:
    return f"{len(body)} {blake2b(body, digest_size=6).hexdigest()}"


def unreachable() -> Unavailable:
    return Unavailable("sync.unreachable", ar="لا يجيب.", en="Head office does not answer.")


@dataclass
class Line:
    """One laptop's, for one round. `meanwhile` is called once, after the first request reached head office."""

    wires: Wires
    laptop: str
    faults: Sequence[Fault] = ()
    meanwhile: Callable[[], None] | None = None
    asked: int = 0

    def get(self, path: str, headers: Mapping[str, str]) -> Answer:
        raise AssertionError("a round asks by POST, and for parts")

    def get_part(self, path: str, headers: Mapping[str, str], *, most: int) -> Answer:
        """A cut answer brings what came before the cut."""
        kinds = {fault.kind: fault.value for fault in self.faults if fault.at == self.asked}
        kinds = {OF_PARTS.get(kind, kind): value for kind, value in kinds.items()}
        self.asked += 1
        sent = Sent(path, b"", dict(headers))
        self.wires.note(f"{self.laptop} asks for {headers.get('Range')} {sorted(set(kinds) & set(LINE_FAULTS))}")
        answer = self._carry(sent, {kind: value for kind, value in kinds.items() if kind not in OF_BODIES})
        whole = answer.body
        brought = self._bring(answer, kinds)
        return replace(brought, is_whole="cut_answer" not in kinds or brought.body == whole)

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        kinds = {fault.kind: fault.value for fault in self.faults if fault.at == self.asked}
        self.asked += 1
        sent = Sent(path, body, dict(headers))
        self.wires.sent.append(sent)
        self.wires.note(f"{self.laptop} asks {_mark(body)} {sorted(set(kinds) & set(LINE_FAULTS))}")
        answer = self._carry(sent, kinds)
        if self.meanwhile is not None:
            meanwhile, self.meanwhile = self.meanwhile, None
            meanwhile()
        return self._bring(answer, kinds)

    def _carry(self, sent: Sent, kinds: Mapping[str, int]) -> Answer:
        """From the laptop to head office."""
        if "drop_request" in kinds:
            raise unreachable()
        if "delay" in kinds:
            self.wires.late.append(sent)
            raise unreachable()
        if "wrong_hub" in kinds:
            return self.wires.foreign.ask(sent.path, sent.body, sent.headers)
        if "flip_request" in kinds:
            sent = replace(sent, body=flipped(sent.body, kinds["flip_request"]))
        if "cut_request" in kinds:
            # A proxy that passes on what it got before the line broke.
            sent = replace(sent, body=sent.body[: kinds["cut_request"] % len(sent.body)])
        if "twice" in kinds:
            self.wires.deliver(sent)
        return self.wires.deliver(sent)

    def _bring(self, answer: Answer, kinds: Mapping[str, int]) -> Answer:
        """From head office to the laptop."""
        old = self.wires.answers.setdefault(self.laptop, [])
        old.append(answer)
        if "drop_answer" in kinds:
            raise unreachable()
        if "server_error" in kinds:
            return Answer(502, b"Bad gateway", {})
        if "portal_page" in kinds:
            if kinds["portal_page"] % 2:
                raise not_head_office()
            return Answer(200, PORTAL, {})
        if "old_answer" in kinds:
            return old[kinds["old_answer"] % len(old)]
        if "forged_answer" in kinds:
            return replace(answer, body=forged(answer.body, kinds["forged_answer"]))
        if "flip_answer" in kinds:
            return replace(answer, body=flipped(answer.body, kinds["flip_answer"]))
        if "cut_answer" in kinds:
            return replace(answer, body=answer.body[: kinds["cut_answer"] % len(answer.body)])
        return answer


def flipped(body: bytes, value: int) -> bytes:
    """One bit of it is another."""
    changed = bytearray(body)
    changed[value % len(changed)] ^= 1 << (value >> 8) % 8
    return bytes(changed)


def forged(body: bytes, value: int) -> bytes:
    """What somebody in between would like the laptop to believe, well packed."""
    try:
        answer = unpack_body(body, SyncAnswer)
    except Malformed:
        return body
    if value % 4 == 0:
        # All of it has arrived, you may forget it.
        heads = [structs.replace(head, seq=head.seq + 1) for head in answer.heads]
        return pack_body(structs.replace(answer, heads=heads))
    return pack_body(structs.replace(answer, streams=[_forged_stream(stream, value) for stream in answer.streams]))


def _forged_stream(stream: Stream, value: int) -> Stream:
    items = list(stream.items)
    match value % 4:
        case 1:
            items = [structs.replace(item, reason="forged") for item in items]
        case 2:
            items = [structs.replace(item, eff=item.eff + 1) for item in items]
        case _:
            return structs.replace(stream, items=[], head=stream.head + 1)
    return structs.replace(stream, items=items)
