"""Files beside the entries, carried when everything else has gone: from wherever the last line was cut.

Nothing that happens to a file holds up an entry, or makes a round fail: it is tried again with the next one.
"""

from collections.abc import Callable
from functools import partial

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from db.blobs import StoredBlob
from desktop.sync.asking import refusal_of, sign_asked
from desktop.sync.budget import Budget
from desktop.sync.store import SyncStore
from desktop.sync.transfer import Watch
from desktop.sync.transport import Answer, Transport, not_head_office
from domain.errors import Expected
from domain.sync.blobs import HELD_HEADER, MOST_PIECE_BYTES, blob_path, held_text, piece_path, read_held
from domain.sync.exchange import Enrolment
from domain.sync.signatures import is_answer_signed
from domain.sync.snapshot import RANGE_HEADER
from domain.sync.wire import SIGNATURE_HEADER

MOST_RESUMED = 3  # times that a piece met another offset, in one round
PARTIAL = 206
TOO_OFTEN = "hub.often"  # after head office was restored there may be thousands to ask about


class Carrying:
    """Of one round."""

    def __init__(
        self,
        store: SyncStore,
        transport: Transport,
        enrolment: Enrolment,
        key: Ed25519PrivateKey,
        budget: Budget,
        watch: Watch,
    ) -> None:
        self._store = store
        self._transport = transport
        self._enrolment = enrolment
        self._key = key
        self._budget = budget
        self._watch = watch
        self._is_over = False

    def carry(self) -> int:
        """How many files went or came whole. The first that meets a failure ends it: the rest goes next time, unless
        it was this very file that head office does not take."""
        done = 0
        for blob in self._store.blobs_to_send():
            done += self._done(partial(self._send, blob))
        for blob, held in self._store.blobs_wanted():
            done += self._done(partial(self._fetch, blob, held))
        return done

    def _done(self, work: Callable[[], bool]) -> bool:
        if self._is_over or not self._watch.may_go_on():
            return False
        try:
            return work()
        except Expected as problem:
            # Entries are through, which is what a round promises; files are asked about again with the next one.
            self._is_over = problem.code == TOO_OFTEN
            return False

    # --- out -------------------------------------------------------------------------------------------------------

    def _send(self, blob: StoredBlob) -> bool:
        held, length = self._ask_held(blob)
        resumed = 0
        # One that is damaged here may have been brought by another laptop.
        content = b"" if held == length == blob.size else self._store.find_blob(blob.name) or b""
        while content and not (held == length == blob.size):
            if not self._watch.may_go_on():
                return False
            piece = content[held : held + min(self._budget.bytes, MOST_PIECE_BYTES)]
            path = piece_path(blob.name, blob.partition, offset=held, length=blob.size)
            answer, signature = self._ask("PATCH", path, piece)
            if answer.status == 409 and resumed < MOST_RESUMED:
                resumed += 1
                held, length = self._ask_held(blob)
                continue
            held, length = self._held_of(answer, signature)
        if held == length == blob.size:
            self._store.note_blob_held(blob)
        return held == length == blob.size

    def _ask_held(self, blob: StoredBlob) -> tuple[int, int]:
        answer, signature = self._ask("HEAD", blob_path(blob.name, blob.partition), b"")
        return self._held_of(answer, signature)

    def _held_of(self, answer: Answer, signature: bytes) -> tuple[int, int]:
        """Believed as head office's own word alone. Raises Expected."""
        if answer.status != 200:
            raise refusal_of(answer, signature, hub_key=self._enrolment.hub_key)
        said = read_held(answer.headers.get(HELD_HEADER.lower(), ""))
        proof = _hex(answer.headers.get(SIGNATURE_HEADER.lower(), ""))
        if said is None or not is_answer_signed(self._enrolment.hub_key, proof, signature, held_text(*said)):
            raise not_head_office()
        return said

    def _ask(self, method: str, path: str, body: bytes) -> tuple[Answer, bytes]:
        headers, signature = sign_asked(self._key, path, self._enrolment.device, body)
        try:
            answer = self._transport.ask(method, path, body, headers)
        except Expected:
            self._budget.note_cut()
            raise
        return answer, signature

    # --- in --------------------------------------------------------------------------------------------------------

    def _fetch(self, blob: StoredBlob, held: int) -> bool:
        while self._watch.may_go_on():
            most = min(self._budget.bytes, MOST_PIECE_BYTES)
            path = blob_path(blob.name, blob.partition)
            headers, signature = sign_asked(self._key, path, self._enrolment.device, b"")
            wanted = {**headers, RANGE_HEADER: f"bytes={held}-{held + most - 1}"}
            part = self._transport.get_part(path, wanted, most=most)
            if part.status != PARTIAL:
                raise refusal_of(part, signature, hub_key=self._enrolment.hub_key)
            first, size = _range_of(part)
            if first != held or not part.body:
                raise not_head_office()
            if self._store.add_to_blob(StoredBlob(blob.name, blob.partition, size), part.body):
                return True
            held += len(part.body)
            if held >= size:
                return False
        return False


def _range_of(part: Answer) -> tuple[int, int]:
    """Where it begins, and the size of the whole."""
    said = part.headers.get("content-range", "")
    span, _, size = said.removeprefix("bytes ").partition("/")
    first = span.partition("-")[0]
    if not (first.isascii() and first.isdigit() and size.isascii() and size.isdigit() and len(said) < 80):
        raise not_head_office()
    return int(first), int(size)


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
