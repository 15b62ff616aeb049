"""What a laptop that means harm asks of every route but the round: signed as it should be, damaged at any depth."""

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

import msgspec
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    SECP384R1,
    EllipticCurve,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from domain.sync.blobs import BLOB, blob_name, piece_path, read_held
from domain.sync.bundle_header import HEADER_BYTES, TO_HEAD_OFFICE, Header
from domain.sync.carrying import BUNDLE
from domain.sync.comparing import AGAIN, COMPARE, FIRST_ROW, LAST_ROW
from domain.sync.entries import Add
from domain.sync.schema import SCHEMA_VERSION
from domain.sync.sealing import CHUNK_BYTES, END, MORE, ChunkCipher, in_chunks, writing_key
from domain.sync.seals import SEAL
from domain.sync.snapshot import SNAPSHOT
from domain.sync.squeezing import squeeze
from domain.sync.tables import PAPERS
from domain.sync.wire import MAGIC, PROTOCOL, DeviceCertificate
from headoffice.certificates import certificate_of
from headoffice.store.registry import Device
from tests.support.bare_device import PARTITION
from tests.support.damage import NUMBERS, Tree, any_value, damaged_frame, damaged_tree
from tests.support.hostile_laptop import FOREIGN, HostileLaptop, Question
from tests.support.small_store import OFFICE


def _public(curve: EllipticCurve) -> bytes:
    return generate_private_key(curve).public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


SEAL_KEY, OTHER_CURVE = _public(SECP256R1()), _public(SECP384R1())
SCAN = b"%PDF-1.7 a scanned form" * 40
RANGES = ("", "bytes=0-", "bytes=0-99", "bytes=5-4", "bytes=-5", "bytes=0-1,3-4", "bytes=999999999-", "lines=0-1", "\0")


class HostileRoutes:
    """`laptop` is known to head office, and signs whatever it is told to."""

    def __init__(self, laptop: HostileLaptop) -> None:
        self.laptop = laptop
        self._random = laptop.random
        self._held = 0  # bytes of the scan that head office has
        paper = str(uuid.UUID(bytes=laptop.random.randbytes(16)))
        laptop.device.write(Add(PAPERS.number, paper, {PAPERS.cell("file").number: blob_name(SCAN)}))
        laptop.device.sync(laptop.device.segment())

    # --- messages ----------------------------------------------------------------------------------------------------

    def snapshot(self) -> Question:
        return self.laptop.signed(
            SNAPSHOT, [PROTOCOL, self._association(), self._partition(), self._number(), b"n" * 8]
        )

    def compare(self) -> Question:
        pick = self._random.choice
        row = self._random.randbytes(16)
        ranges = [[pick((FIRST_ROW, row)), pick((LAST_ROW, row)), [0, 0]] for _ in range(pick((0, 1, 1, 3)))]
        asked = [PROTOCOL, self._association(), self._partition(), self._number(), ranges, b"n" * 8]
        return self.laptop.signed(COMPARE, asked)

    def again(self) -> Question:
        rows = [self.laptop.any_row() for _ in range(self._random.choice((0, 1, 3)))]
        known = [self.laptop.any_place() for _ in range(self._random.choice((0, 1, 4)))]
        return self.laptop.signed(AGAIN, [PROTOCOL, self._association(), self._partition(), rows, known, b"n" * 8])

    def paper(self) -> Question:
        """What somebody types or scans: whole, cut, of any characters, far too long."""
        code = self._random.choice(("ISTQ1:", "ISTQ1:" + "A" * 300, "", "<script>", "ب" * 40, "0" * 9_000, "ISTQ1:%00"))
        return self.laptop.bare(f"/v/?code={quote(code)}" if self._random.random() < 0.5 else f"/v/{quote(code)}")

    def seal(self) -> Question:
        key = self._random.choice((SEAL_KEY, SEAL_KEY, SEAL_KEY[:-1], b"", OTHER_CURVE, self._random.randbytes(91)))
        known = self._random.choice((b"", self._random.randbytes(32)))
        return self.laptop.signed(SEAL, [PROTOCOL, self._association(), key, known, b"n" * 8])

    # --- files -------------------------------------------------------------------------------------------------------

    def snapshot_file(self) -> Question:
        name = self._random.choice((self._random.randbytes(32).hex(), "0", "0" * 64, "%00", "é"))
        return self._asked("GET", f"{SNAPSHOT}/{quote(name)}", f"{SNAPSHOT}/{name}")

    def blob(self) -> Question:
        return self._asked("GET", self._blob_path())

    def held(self) -> Question:
        return self._asked("HEAD", self._blob_path())

    def piece(self) -> Question:
        """Mostly the next piece of a real file: cut, changed, too long, at another place, twice."""
        content = SCAN[self._held : self._held + self._random.choice((1, 100, 400, len(SCAN)))]
        offset, length = self._held, len(SCAN)
        if self._random.random() < 0.5:
            offset = self._random.choice((offset, *NUMBERS))
            length = self._random.choice((length, *NUMBERS))
        damage: list[Callable[[], bytes]] = [
            lambda: content,
            lambda: content,
            lambda: content + b"\0",
            lambda: b"",
            lambda: bytes(len(content)),
            lambda: SCAN * 3,
        ]
        path = piece_path(blob_name(SCAN), PARTITION, offset=offset, length=length)
        if self._random.random() < 0.3:
            path = self._blob_path() + self._random.choice(
                ("", "&offset=0", "&offset=0&length=x", "&offset=-1&length=9")
            )
        return self._asked("PATCH", path, body=self._random.choice(damage)())

    def note_held(self, said: str) -> None:
        """What head office says that it has of a file: else no second piece would fit."""
        held = read_held(said)
        if held is not None:
            self._held = held[0] % len(SCAN)

    def _blob_path(self) -> str:
        name = self._random.choice((blob_name(SCAN).hex(), self._random.randbytes(32).hex(), "zz", "00" * 31))
        query = self._random.choice(
            (f"partition={quote(self._partition(), safe='')}", "", "partition=", "partition=%ff")
        )
        return f"{BLOB}/{name}?{query}"

    # --- bundles -----------------------------------------------------------------------------------------------------

    def reply(self) -> Question:
        known = self.laptop.device.id.hex()
        name = self._random.choice((known, known[:-2], self._random.randbytes(16).hex(), "0", known.upper()))
        return self._asked("GET", f"{BUNDLE}/{name}")

    def bundle(self) -> Question:
        """Sealed and signed as it should be over records that are not; or a whole one with a byte changed, or cut."""
        whole = self._sealed(b"".join(self._records()))
        place = self._random.randrange(len(whole))
        damage: list[Callable[[], bytes]] = [
            lambda: whole,
            lambda: whole,
            lambda: whole,
            lambda: whole[:place],
            lambda: whole[:HEADER_BYTES],
            lambda: whole[:place] + bytes([whole[place] ^ 1 << place % 8]) + whole[place + 1 :],
            lambda: whole + whole,
            lambda: b"ISTQBNDL" + self._random.randbytes(200),
        ]
        return self._asked("POST", BUNDLE, body=self._random.choice(damage)())

    def _records(self) -> list[bytes]:
        hub = self.laptop.hub.beside
        device = self.laptop.device
        known = Device(device.id, device.key.public_key().public_bytes_raw(), OFFICE)
        certificate: DeviceCertificate = certificate_of(hub.key, hub.association, known)
        manifest = [1, SCHEMA_VERSION, msgspec.msgpack.decode(msgspec.msgpack.encode(certificate)), b"", []]
        requests = [self.laptop.request() for _ in range(self._random.choice((0, 1, 1, 2)))]
        records = [(0, manifest), *((1, request) for request in requests)]
        if self._random.random() < 0.2:
            names, size = [self._random.randbytes(32) for _ in range(2)], self._random.choice((0, 1, 40, 1 << 40))
            records.append((5, [self._partition(), [*names, self._random.randbytes(5)]]))
            records.append((4, [[[self._partition(), name, size] for name in names]]))
        if self._random.random() < 0.1:
            self._random.shuffle(records)
        return [self._record(kind, tree) for kind, tree in records]

    def _record(self, kind: int, tree: Tree) -> bytes:
        chance = self._random.random()
        if chance < 0.3:
            tree = damaged_tree(tree, self._random)
        body = MAGIC + squeeze(msgspec.msgpack.encode(tree))
        if 0.3 < chance < 0.4:
            body = damaged_frame(msgspec.msgpack.encode(tree), self._random)
        if 0.4 < chance < 0.45:
            kind = self._random.choice((2, 3, 4, 5, 6, 255))
        length = len(body) if chance < 0.9 else self._random.choice((0, len(body) - 1, len(body) + 1, 0xFFFF_FFFF))
        return bytes([kind]) + length.to_bytes(4, "big") + body

    def _sealed(self, plain: bytes) -> bytes:
        hub, key = self.laptop.hub.beside, self.laptop.device.key
        fresh = X25519PrivateKey.from_private_bytes(self._random.randbytes(32))
        sender, ours = key.public_key().public_bytes_raw(), fresh.public_key().public_bytes_raw()
        bundle = self._random.randbytes(16)
        header = Header(TO_HEAD_OFFICE, bundle, hub.association, sender, hub.public_key, ours)
        signed = key.sign(b"istiqbal/bundle/1" + header.context + hashlib.sha256(plain).digest())
        signature = bytes([255]) + len(signed).to_bytes(4, "big") + signed
        cipher = ChunkCipher(writing_key(fresh, hub.public_key, header.context))
        about = replace(header, part=1).pack()
        files = self._files(len(plain + signature)) if self._random.random() < 0.1 else b""
        chunks = in_chunks(iter([plain, signature, files]))
        return about + b"".join(cipher.seal(chunk, END if is_last else MORE, about) for chunk, is_last in chunks)

    def _files(self, before: int) -> bytes:
        """What follows the signature, listed or not."""
        length = self._random.choice((0, 1, 40, 1 << 31))
        return bytes(-before % CHUNK_BYTES) + length.to_bytes(4, "big") + self._random.randbytes(45)

    # --- what all have -----------------------------------------------------------------------------------------------

    def _asked(self, method: str, path: str, signed: str = "", body: bytes = b"") -> Question:
        question = self.laptop.signed_bytes(method, path, body, over=signed or path)
        if method == "GET" and self._random.random() < 0.5:
            headers = [*question.headers, (b"range", self._random.choice(RANGES).encode())]
            return replace(question, headers=headers)
        return question

    def _association(self) -> bytes:
        return self._random.choice((*[self.laptop.device.association] * 9, bytes(16)))

    def _partition(self) -> str:
        return self._random.choice((*[PARTITION] * 6, FOREIGN, "", "office:", "a\0b"))

    def _number(self) -> Tree:
        return self._random.choice((0, 1, 5, 1 << 40, (1 << 63) - 1, -1, any_value(self._random)))
