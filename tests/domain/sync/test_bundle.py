"""A bundle is read whole by its reader, or refused by name before anything of it is believed."""

import errno
import os
import re
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random
from typing import BinaryIO, Literal

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.errors import Expected, Unavailable
from domain.sync import bundle_header as format_of
from domain.sync.bundle import Bundle, open_bundle
from domain.sync.bundle_files import Disk, part_name, parts_at, write_files
from domain.sync.bundle_header import FROM_HEAD_OFFICE, HEADER_BYTES, MAGIC, TO_HEAD_OFFICE, TO_LAPTOP, VERSION
from domain.sync.bundle_records import Manifest
from domain.sync.bundle_writing import Addressed, sealed_parts
from domain.sync.carried_files import CarriedFile, FileCount, FilesToCarry
from domain.sync.disk_words import why
from domain.sync.file_faults import FilesCut
from domain.sync.sealing import SEALED_CHUNK_BYTES
from domain.sync.wire import PROTOCOL, Message, Segment, SyncRequest, WireEntry

ASSOCIATION = bytes(range(16))
WRITER = Ed25519PrivateKey.from_private_bytes(bytes([1] * 32))
READER = Ed25519PrivateKey.from_private_bytes(bytes([2] * 32))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes([3] * 32))
PART_BYTES = HEADER_BYTES + 2 * SEALED_CHUNK_BYTES


def open_file(place: Path, mode: Literal["rb", "wb"]) -> BinaryIO:
    return place.open(mode)


DISK: Disk[Path] = Disk(open_file, os.fsync, lambda _: None)


def request(size: int, seed: int = 0) -> SyncRequest:
    entry = WireEntry(b"header", [(b"salt", Random(seed).randbytes(size))])
    segment = Segment("office:RYD1/general", bytes(16), bytes(32), 1, [entry], bytes(64))
    return SyncRequest(2, 1, ASSOCIATION, bytes(16), [segment], [])


def written(
    place: Path,
    *records: Message,
    key: Ed25519PrivateKey = WRITER,
    kind: int = TO_HEAD_OFFICE,
    part_bytes: int = 1 << 30,
    files: FilesToCarry | None = None,
) -> tuple[str, ...]:
    to = Addressed(kind, ASSOCIATION, READER.public_key().public_bytes_raw(), key, Random(7).randbytes)
    return write_files(
        place, sealed_parts([Manifest(5, 1), *records], to, part_bytes=part_bytes, files=files), DISK
    ).names


def opened(
    place: Path, *, key: Ed25519PrivateKey = READER, kinds: tuple[int, ...] = (TO_HEAD_OFFICE,), at: bytes = ASSOCIATION
) -> Bundle:
    return open_bundle(parts_at(place, DISK), key, kinds=kinds, association=at)


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(Expected) as raised:
        work()
    assert raised.value.ar
    assert raised.value.en
    return raised.value.code


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "news.istiqbal"


def test_what_is_written_is_read(place: Path) -> None:
    records = [request(10), request(300_000, 1), request(0)]
    assert written(place, *records) == ("news.istiqbal",)
    found = opened(place)
    assert found.header.sender == WRITER.public_key().public_bytes_raw()
    assert found.manifest.made_ms == 5
    assert list(found.records()) == records
    assert list(found.records()) == records
    assert [file.name for file in place.parent.iterdir()] == ["news.istiqbal"]


@pytest.mark.parametrize("size", range(130_700, 131_400, 7))
def test_no_size_falls_between_the_chunks(place: Path, size: int) -> None:
    written(place, request(size), part_bytes=PART_BYTES)
    assert list(opened(place).records()) == [request(size)]


def test_every_flipped_byte_is_refused_by_name(place: Path) -> None:
    written(place, request(40))
    whole = place.read_bytes()
    names = set()
    for at in range(len(whole)):
        place.write_bytes(whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
        names.add(refusal(lambda: opened(place)))
    assert names <= {
        *("bundle.none", "bundle.newer", "bundle.damaged", "bundle.association", "bundle.recipient"),
        *("bundle.for_laptop", "bundle.not_first", "bundle.older"),
    }


def test_every_cut_is_refused_by_name(place: Path) -> None:
    written(place, request(40))
    whole = place.read_bytes()
    for end in range(len(whole)):
        place.write_bytes(whole[:end])
        assert refusal(lambda: opened(place)) in ("bundle.none", "bundle.damaged")


def test_what_is_added_is_refused(place: Path) -> None:
    written(place, request(40))
    whole = place.read_bytes()
    for more in (b"\0", whole, bytes(SEALED_CHUNK_BYTES)):
        place.write_bytes(whole + more)
        assert refusal(lambda: opened(place)) == "bundle.damaged"


def test_a_stick_full_of_other_files_is_told_from_a_bundle(place: Path) -> None:
    for content in (b"", b"a letter", b"PK\x03\x04" * 400, MAGIC[:-1]):
        place.write_bytes(content)
        assert refusal(lambda: opened(place)) == "bundle.none"
    assert refusal(lambda: opened(place.parent / "nothing.istiqbal")) == "bundle.not_found"
    assert refusal(lambda: opened(place.parent)) == "bundle.read"


def test_it_is_opened_only_where_it_was_sent(place: Path) -> None:
    written(place, request(1))
    assert refusal(lambda: opened(place, key=OTHER)) == "bundle.recipient"
    assert refusal(lambda: opened(place, at=bytes(16))) == "bundle.association"
    assert refusal(lambda: opened(place, kinds=(FROM_HEAD_OFFICE, TO_LAPTOP))) == "bundle.for_head_office"
    written(place, request(1), kind=FROM_HEAD_OFFICE)
    assert refusal(lambda: opened(place)) == "bundle.for_laptop"


def test_nobody_writes_in_anothers_name(place: Path) -> None:
    written(place, request(1), key=OTHER)
    raw = place.read_bytes()
    sender = raw.index(OTHER.public_key().public_bytes_raw())
    place.write_bytes(raw[:sender] + WRITER.public_key().public_bytes_raw() + raw[sender + 32 :])
    assert refusal(lambda: opened(place)) == "bundle.damaged"


def test_one_of_a_newer_program_says_so(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as later:
        later.setattr(format_of, "VERSION", VERSION + 1)
        written(place, request(1))
    assert refusal(lambda: opened(place)) == "bundle.newer"
    written(place, request(1))
    raw = bytearray(place.read_bytes())
    raw[len(MAGIC) + 1] = PROTOCOL + 1
    place.write_bytes(raw)
    assert refusal(lambda: opened(place)) == "bundle.newer"
    raw[len(MAGIC) + 1] = 1
    place.write_bytes(raw)
    assert refusal(lambda: opened(place)) == "bundle.older"


# --- parts -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def three(place: Path) -> list[Path]:
    names = written(place, request(300_000), part_bytes=PART_BYTES)
    assert names == ("news.istiqbal", "news.part2.istiqbal", "news.part3.istiqbal")
    found = [place.with_name(name) for name in names]
    assert all(file.stat().st_size <= PART_BYTES for file in found)
    return found


def test_parts_are_read_as_one(three: list[Path]) -> None:
    assert list(opened(three[0]).records()) == [request(300_000)]


@pytest.mark.parametrize("number", [2, 3])
def test_a_missing_part_is_named(three: list[Path], number: int) -> None:
    three[number - 1].unlink()
    with pytest.raises(Expected, match=rf"news\.part{number}\.istiqbal") as raised:
        opened(three[0])
    assert raised.value.code == "bundle.part_missing"


def test_the_first_part_is_the_one_to_choose(three: list[Path]) -> None:
    assert refusal(lambda: opened(three[1])) == "bundle.not_first"


def test_parts_cannot_change_places(three: list[Path]) -> None:
    second, third = three[1].read_bytes(), three[2].read_bytes()
    three[1].write_bytes(third)
    three[2].write_bytes(second)
    assert refusal(lambda: opened(three[0])) == "bundle.part_of_another"


def test_a_part_cut_where_a_chunk_ends_is_noticed(three: list[Path]) -> None:
    for file in three[:2]:
        whole = file.read_bytes()
        file.write_bytes(whole[:-SEALED_CHUNK_BYTES])
        assert refusal(lambda: opened(three[0])) == "bundle.damaged"
        file.write_bytes(whole)


def test_parts_are_named_by_their_number() -> None:
    assert [part_name("a.b.istiqbal", part) for part in (1, 2)] == ["a.b.istiqbal", "a.b.part2.istiqbal"]
    assert part_name("news", 12) == "news.part12"
    assert part_name(".news", 2) == ".news.part2"


# --- files beside the entries ----------------------------------------------------------------------------------------


def carrying(*contents: bytes | None) -> FilesToCarry:
    """None is a file that went between listing and writing."""
    held = {bytes([number]) * 32: content for number, content in enumerate(contents)}
    listed = [CarriedFile("office:RYD1/general", name, len(content or b"gone")) for name, content in held.items()]

    def content(file: CarriedFile) -> Iterator[bytes] | None:
        found = held[file.name]
        return iter([found[:10], found[10:]]) if found is not None else None

    return FilesToCarry(lambda: listed, content, lambda _: 1 << 40)


def files_of(bundle: Bundle) -> list[bytes | None]:
    """As far as they reach."""
    found: list[bytes | None] = []
    with suppress(FilesCut):
        for _, pieces in bundle.files():
            found.append(b"".join(pieces) if pieces is not None else None)
    return found


def test_files_follow_the_records_and_one_that_is_gone_holds_up_none(place: Path) -> None:
    files = carrying(b"a" * 11, Random(1).randbytes(200_000), None)
    written(place, request(10), files=files, part_bytes=PART_BYTES)
    found = opened(place)
    assert list(found.records()) == [request(10)]
    assert files_of(found) == [None, b"a" * 11, Random(1).randbytes(200_000)]  # the smallest first
    assert (files.carried, files.left) == (FileCount(2, 200_011), FileCount(1, 4))
    for file, pieces in found.files():  # whoever reads none of it finds the next one all the same
        assert (pieces is None) == (file.size == 4)


def test_a_bundle_cut_or_flipped_anywhere_behind_its_records_gives_them_and_every_file_before_that(place: Path) -> None:
    contents = [Random(size).randbytes(size) for size in (12, 30, 70_000)]
    written(place, request(40), files=carrying(*contents))
    whole = place.read_bytes()
    records = HEADER_BYTES + SEALED_CHUNK_BYTES
    for at in (*range(records, records + 60), *range(records + 60, len(whole), 1_997), len(whole) - 1):
        for damaged in (whole[:at], whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :]):
            place.write_bytes(damaged)
            found = opened(place)
            assert list(found.records()) == [request(40)]
            assert files_of(found) == contents[: len(files_of(found))] != contents
    for at in range(0, records, 4_001):
        place.write_bytes(whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
        refusal(lambda: opened(place))


def test_files_pass_through_without_being_held(place: Path) -> None:
    size, piece = 12 << 20, bytes(1 << 18)
    listed = [CarriedFile("office:RYD1/general", bytes([number]) * 32, size) for number in range(2)]
    files = FilesToCarry(lambda: listed, lambda _: (piece for _ in range(size // len(piece))), lambda _: 1 << 40)
    tracemalloc.start()
    try:
        written(place, request(10), files=files)
        read = sum(len(part) for _, pieces in opened(place).files() for part in pieces or ())
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (read, most < 6 << 20) == (2 * size, True), most


def test_a_file_shorter_than_it_was_listed_is_never_written_as_if_it_were_whole(place: Path) -> None:
    files = carrying(b"a" * 11)
    files.content = lambda _: iter([b"a" * 10])
    with pytest.raises(ValueError, match="1 shorter"):
        written(place, request(40), files=files)
    assert list(place.parent.iterdir()) == []


# --- writing ---------------------------------------------------------------------------------------------------------


class FailingDisk:
    """Fails with an error at the n-th deed of the disk; what was written until then stays as a pulled stick has it."""

    def __init__(self, at: int, number: int) -> None:
        self.left = at
        self.number = number
        self.has_failed = False

    def _deed(self) -> None:
        self.left -= 1
        if self.left == 0:
            self.has_failed = True
            raise OSError(self.number, os.strerror(self.number))

    def disk(self) -> Disk[Path]:
        return Disk(self._open, self._flush, self._flush_folder)

    def _open(self, place: Path, mode: Literal["rb", "wb"]) -> BinaryIO:
        self._deed()
        return open_file(place, mode)

    def _flush(self, descriptor: int) -> None:
        self._deed()
        os.fsync(descriptor)

    def _flush_folder(self, _: Path) -> None:
        self._deed()


class _Done(Exception):
    """The bundle was written."""


def _tried(place: Path, pieces: Iterator[tuple[int, bytes]], disk: Disk[Path]) -> None:
    write_files(place, pieces, disk)
    raise _Done


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "bundle.full"),
        (errno.EFBIG, "bundle.full"),
        (errno.EIO, "bundle.gone"),
        (errno.EROFS, "bundle.read_only"),
        (errno.ENAMETOOLONG, "bundle.write"),
    ],
)
def test_whatever_fails_leaves_no_half_bundle_under_the_name(place: Path, number: int, code: str) -> None:
    to = Addressed(TO_HEAD_OFFICE, ASSOCIATION, READER.public_key().public_bytes_raw(), WRITER, Random(7).randbytes)
    for at in range(1, 100):
        failing = FailingDisk(at, number)
        pieces = sealed_parts([Manifest(5, 1), request(300_000)], to, part_bytes=PART_BYTES)
        outcome = None
        with suppress(_Done):
            outcome = refusal(partial(_tried, place, pieces, failing.disk()))
        if outcome is None:
            assert not failing.has_failed
            return
        assert outcome == code
        assert list(place.parent.iterdir()) == []
    raise AssertionError("the disk never stopped failing")


@pytest.mark.parametrize("number", [errno.ENAMETOOLONG, errno.EBUSY, errno.EISDIR, errno.EMFILE, 9_999])
def test_why_it_failed_is_said_in_our_own_words(place: Path, number: int) -> None:
    to = Addressed(TO_HEAD_OFFICE, ASSOCIATION, READER.public_key().public_bytes_raw(), WRITER, Random(7).randbytes)
    told = []
    with pytest.raises(Unavailable) as unwritten:
        write_files(place, sealed_parts([Manifest(5, 1)], to), FailingDisk(1, number).disk())
    told.append(unwritten.value)
    with pytest.raises(Unavailable) as unread:
        parts_at(place, FailingDisk(1, number).disk())(1)
    told.append(unread.value)
    for problem in told:
        assert os.strerror(number) not in problem.ar + problem.en
        assert not re.search("[A-Za-z]", problem.ar)
        assert not re.search("[\u0600-\u06ff]", problem.en)


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.ENOSPC, "مساحة"),
        (errno.EIO, "خلل"),
        (errno.EROFS, "محمي"),
        (errno.EACCES, "لا يسمح"),
        (errno.EPERM, "لا يسمح"),
        (errno.ENODEV, "سُحب"),
        (errno.ENOENT, "بهذا الاسم"),
        (errno.EINVAL, "الاسم"),
        (None, "رقمه 0"),
    ],
)
def test_each_reason_of_a_disk_has_its_words(number: int | None, word: str) -> None:
    error = OSError() if number is None else OSError(number, "whatever the system says")
    assert word in why(error).ar


def test_a_stick_that_does_not_keep_what_is_written_is_found_out(place: Path) -> None:
    def forgetful(file: Path, mode: Literal["rb", "wb"]) -> BinaryIO:
        if mode == "rb":
            raw = file.read_bytes()
            file.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
        return open_file(file, mode)

    to = Addressed(TO_HEAD_OFFICE, ASSOCIATION, READER.public_key().public_bytes_raw(), WRITER, Random(7).randbytes)
    disk = Disk(forgetful, os.fsync, lambda _: None)
    assert refusal(lambda: write_files(place, sealed_parts([Manifest(5, 1)], to), disk)) == "bundle.verify"
    assert list(place.parent.iterdir()) == []


def test_another_file_of_that_name_is_not_touched(place: Path) -> None:
    place.write_bytes(b"a letter to the municipality")
    assert refusal(lambda: written(place, request(1))) == "bundle.name_taken"
    assert place.read_bytes() == b"a letter to the municipality"


def test_an_older_bundle_of_that_name_is_replaced(three: list[Path]) -> None:
    written(three[0], request(1))
    assert list(opened(three[0]).records()) == [request(1)]
    assert list(three[0].parent.iterdir()) == [three[0]]


def test_what_interrupts_the_writing_leaves_nothing(place: Path) -> None:
    def interrupted() -> Message:
        raise KeyboardInterrupt

    to = Addressed(TO_HEAD_OFFICE, ASSOCIATION, READER.public_key().public_bytes_raw(), WRITER, Random(7).randbytes)
    records = (make() for make in (lambda: Manifest(5, 1), interrupted))
    with pytest.raises(KeyboardInterrupt):
        write_files(place, sealed_parts(records, to), DISK)
    assert list(place.parent.iterdir()) == []


# --- death -----------------------------------------------------------------------------------------------------------


class Death(BaseException):
    """The process is gone: nothing of it runs any more."""


class Life:
    """Ends at its n-th deed on the disk; from then on the disk hears nothing."""

    def __init__(self, deeds: int) -> None:
        self.left = deeds

    def live(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Death
        if self.left < 0:
            raise OSError(errno.EIO, "dead")


class MortalPath(type(Path())):  # type: ignore[misc]
    life = Life(1 << 30)

    def unlink(self, missing_ok: bool = False) -> None:
        self.life.live()
        super().unlink(missing_ok)

    def replace(self, target: Path) -> Path:
        self.life.live()
        moved: Path = super().replace(target)
        return moved


class Unflushed:
    """A file that dies between two writes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)

    def __enter__(self) -> "Unflushed":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, piece: bytes) -> int:
        MortalPath.life.live()
        return self._file.write(piece)


def open_mortal(place: Path, mode: Literal["rb", "wb"]) -> BinaryIO:
    MortalPath.life.live()
    return Unflushed(open_file(place, mode))  # type: ignore[return-value]


def flush_mortal(descriptor: int) -> None:
    MortalPath.life.live()
    os.fsync(descriptor)


@pytest.mark.parametrize("older", [0, 10, 300_000])
@pytest.mark.parametrize("newer", [20, 290_000])
def test_whenever_it_dies_a_whole_bundle_stands_under_the_name_or_none(
    place: Path, monkeypatch: pytest.MonkeyPatch, older: int, newer: int
) -> None:
    to = Addressed(TO_HEAD_OFFICE, ASSOCIATION, READER.public_key().public_bytes_raw(), WRITER, Random(8).randbytes)
    disk: Disk[Path] = Disk(open_mortal, flush_mortal, lambda _: MortalPath.life.live())
    for deeds in range(1, 100):
        for file in place.parent.iterdir():
            file.unlink()
        if older:
            written(place, request(older), part_bytes=PART_BYTES)
        monkeypatch.setattr(MortalPath, "life", Life(deeds))
        files = carrying(b"a" * 99) if newer == 20 else None
        pieces = sealed_parts([Manifest(5, 1), request(newer)], to, part_bytes=PART_BYTES, files=files)
        with suppress(Death):
            mortal: Path = MortalPath(place)
            write_files(mortal, pieces, disk)
            assert files is None or files_of(opened(place)) == [b"a" * 99]
            assert list(opened(place).records()) == [request(newer)]
            return
        if place.exists():
            assert list(opened(place).records()) in ([request(newer)], [request(older)])
    raise AssertionError("it never lived to the end")
