"""A picture or a file becomes an answer: made ready, kept encrypted before anything names it, shown again, copied out.

What makes ready touches no store and takes time; what holds and finds is the store's, and is quick.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from db.blobs import PreparedFile
from db.interview_files import InterviewFileRow
from db.store import Work
from desktop.usecases.desk import Desk
from desktop.usecases.write_file import refuse_unwritable, write_whole
from domain.answer_file import (
    MOST_FILE_BYTES,
    MOST_PICTURE_BYTES,
    answer_name,
    extension_of,
    sha256_named,
)
from domain.errors import RuleBroken
from domain.file_kinds import Accepted, FileKind, kind_of, read_accepted
from domain.sync.blobs import blob_name

LONGEST_TITLE = 120


@dataclass(frozen=True)
class ReadyFile:
    """As it is kept. `title` is what it was called where it was chosen, empty for what was drawn or pasted."""

    content: bytes
    extension: str
    title: str

    @property
    def answer(self) -> str:
        return answer_name(blob_name(self.content), self.extension)


@dataclass(frozen=True)
class FoundFile:
    """`content` is None while it has not arrived on this laptop; `size` is 0 where nothing is known of it."""

    answer: str
    title: str
    size: int
    content: bytes | None


# --- made ready, without the store ---------------------------------------------------------------------------------


def read_chosen(path: str, kind: str, longest: int, accepts: str = "") -> ReadyFile:
    """From the disk. `kind` is image or file; `accepts` which kinds of files the form demands. Raises RuleBroken when
    it is too large, no picture or of another kind, and when it cannot be read."""
    place = Path(path)
    most = MOST_PICTURE_BYTES if kind == "image" else MOST_FILE_BYTES
    try:
        # A pipe or a device has no end.
        raw = place.read_bytes() if place.is_file() and place.stat().st_size <= most else None
    except OSError as error:
        raise _unreadable() from error
    if raw is None and not place.is_file():
        raise _unreadable()
    if kind == "image":
        return ready_picture(raw or b"", longest, title=place.name)
    if not raw:
        raise _file_too_large()
    return ReadyFile(raw, _extension_taken(raw, place.name, accepts), _plain(place.name))


def _extension_taken(raw: bytes, name: str, accepts: str) -> str:
    """That of its name, unless it is of a kind that was demanded and its name says another."""
    extension, accepted = extension_of(name), read_accepted(accepts)
    if accepted is None:
        return extension
    if not accepted.takes(raw, extension):
        raise _another_kind(accepted, kind_of(raw))
    kind = kind_of(raw)
    is_named_otherwise = kind in accepted.kinds and kind is not None and extension not in kind.extensions
    return kind.extensions[0] if is_named_otherwise and kind is not None else extension


def ready_picture(raw: bytes, longest: int, *, title: str = "") -> ReadyFile:
    """One that was chosen or pasted. Raises RuleBroken."""
    # Pillow is loaded with the first picture: no interview without one pays for it.
    from forms.interview import picture  # noqa: PLC0415

    made = picture.kept_picture(raw, longest=longest)
    return ReadyFile(made.content, made.extension, _plain(title))


def ready_drawing(raw: bytes) -> ReadyFile:
    """What was drawn on an empty sheet, as PNG. Raises RuleBroken."""
    # Pillow is loaded with the first picture: no interview without one pays for it.
    from forms.interview import picture  # noqa: PLC0415

    made = picture.drawn(raw)
    return ReadyFile(made.content, made.extension, "")


def turn_picture(file: FoundFile) -> ReadyFile:
    """By a quarter. Raises RuleBroken."""
    # Pillow is loaded with the first picture: no interview without one pays for it.
    from forms.interview import picture  # noqa: PLC0415

    made = picture.turned(file.content or b"")
    return ReadyFile(made.content, made.extension, file.title)


def draw_over(file: FoundFile, overlay: bytes) -> ReadyFile:
    """The picture with what was drawn on it. Raises RuleBroken."""
    # Pillow is loaded with the first picture: no interview without one pays for it.
    from forms.interview import picture  # noqa: PLC0415

    made = picture.drawn_over(file.content or b"", overlay)
    return ReadyFile(made.content, made.extension, file.title)


def _plain(name: str) -> str:
    """A name that is shown on one line and turns nothing around."""
    return "".join(letter for letter in name if letter.isprintable())[:LONGEST_TITLE]


# --- kept and found ------------------------------------------------------------------------------------------------


def hold_file(desk: Desk, interview: str, ready: ReadyFile) -> FoundFile:
    """Durable before it is an answer: a draft that names it finds it, whatever happens in between. Raises Unavailable
    for the disk."""
    blob = desk.store.blobs.prepare(ready.content)
    desk.store.draft_files.hold(interview, blob, answer=ready.answer, title=ready.title)
    return FoundFile(ready.answer, ready.title, len(ready.content), ready.content)


def find_file(desk: Desk, interview: str, answer: str) -> FoundFile:
    """What an answer names. Raises Unavailable when it is damaged."""
    known = _known(desk, interview).get(answer)
    name = sha256_named(answer)
    content = desk.store.blobs.find(name) if name is not None else None
    if known is None:
        return FoundFile(answer, "", len(content or b""), content)
    return FoundFile(answer, known[0], known[1], content)


def _known(desk: Desk, interview: str) -> dict[str, tuple[str, int]]:
    rows = desk.store.interview_files.of_interview(interview)
    drafts = desk.store.draft_files.of_interview(interview)
    known = {row.answer: (row.title, row.size) for row in rows}
    return known | {draft.answer: (draft.title, draft.size) for draft in drafts}


def copy_out(file: FoundFile, place: str) -> None:
    """To where the clerk says; nothing opens it. Raises RuleBroken, and Unavailable for the place."""
    if file.content is None:
        raise RuleBroken(
            "file.absent",
            ar="لم يصل هذا الملف إلى هذا الجهاز بعد. زامِن ثم حاول.",
            en="This file has not arrived on this computer yet. Sync, then try again.",
        )
    path = Path(place)
    refuse_unwritable(path)
    write_whole(path, file.content)


def want_files(desk: Desk, interview: str) -> None:
    """Those that another laptop attached are asked for with the next rounds."""
    for row in desk.store.interview_files.of_interview(interview):
        desk.store.blobs.want(row.file, desk.store.place_of("interview_files", row.id))


# --- named by an entry ---------------------------------------------------------------------------------------------


def write_files(work: Work, rows: Iterable[InterviewFileRow]) -> None:
    """With the entry that the answers are in. What was named before stays, also when the question has another answer
    now: whoever signed signed it, and two laptops may have answered at once."""
    for row in rows:
        work.interview_files.add(row)
        work.keep_file(PreparedFile(row.file, row.size))


def files_to_name(desk: Desk, interview: str, person: str, answers: Mapping[str, str]) -> tuple[InterviewFileRow, ...]:
    """Those that no entry names yet. `answers` are those that stand for a file, by their question. Raises RuleBroken
    for one that names no file of this interview."""
    rows = desk.store.interview_files.of_interview(interview)
    drafts = {each.answer: each for each in desk.store.draft_files.of_interview(interview)}
    written = {row.answer for row in rows}
    added: list[InterviewFileRow] = []
    for ref, answer in answers.items():
        if answer in written:
            continue
        if answer not in drafts:
            raise _unknown(ref)
        written.add(answer)
        draft, at = drafts[answer], desk.minute()
        added.append(
            InterviewFileRow(
                *(desk.new_id(), interview, person, draft.sha256, answer, draft.title, draft.size, at, desk.user.id)
            )
        )
    return tuple(added)


def _unknown(ref: str) -> RuleBroken:
    return RuleBroken(
        "interview.file_unknown",
        ar="ليس في هذه الإجابة ملف محفوظ. اختر الصورة أو الملف من جديد، أو امسح الإجابة.",
        en="There is no file kept for this answer. Choose the picture or file again, or clear the answer.",
        field=ref,
    )


def _unreadable() -> RuleBroken:
    return RuleBroken(
        "file.unreadable",
        ar="تعذّرت قراءة هذا الملف. تحقق من أنه ما زال في مكانه ثم اختره من جديد.",
        en="This file cannot be read. Check that it is still where it was, then choose it again.",
    )


def _file_too_large() -> RuleBroken:
    return RuleBroken(
        "file.large",
        ar="الملف فارغ أو أكبر من 16 ميغابايت. اختر ملفًا أصغر، أو امسح الورقة بدقة أقل.",
        en="The file is empty or larger than 16 MB. Choose a smaller one, or scan the paper at a lower resolution.",
    )


def _another_kind(accepted: Accepted, found: FileKind | None) -> RuleBroken:
    wanted = accepted.told
    is_ar = f"، وهذا {found.name.ar}" if found is not None else ""
    is_en = f", and this is {found.name.en}" if found is not None else ""
    return RuleBroken(
        "file.kind",
        ar=f"يُطلب هنا {wanted.ar}{is_ar}، أيًّا كان اسم الملف. اختر ملفًا من المطلوب، أو احفظه من برنامجه بهذا النوع.",
        en=f"This asks for {wanted.en}{is_en}, whatever its name says. Choose such a file, or save it as one from its "
        "own program.",
    )
