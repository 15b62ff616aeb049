"""The attestation on paper: the frozen data, the clause, and the places where the person and the clerk sign."""

from __future__ import annotations

from collections.abc import Iterator

from forms.paper.arabic import require_glyphs
from forms.paper.attested_after import NOTHING_YET, After, superseded_words
from forms.paper.attested_close import TITLE as _TITLE
from forms.paper.attested_close import State, clause, number_of, person_word, short_hash, signing
from forms.paper.attested_data import answers, checks, documents, person_fields
from forms.paper.blocks import Boxed, heading, paragraph
from forms.paper.closing import closed
from forms.paper.dates import gregorian, hijri, office_moment
from forms.paper.fonts import Weight
from forms.paper.frozen import Frozen, read_frozen
from forms.paper.layout import CONTENT_WIDTH, Block, Paper, render
from forms.paper.letterhead import Letterhead
from forms.paper.pen import BODY, TITLE, Pen, Type
from forms.paper.sign_places import SignPlace, sign_places
from forms.paper.stationery import PLAIN, Stationery
from forms.paper.text import NOTHING, Digits, Text, code, prose, spaced, value

_VOID = "ملغى — تغيّرت البيانات بعد الإقرار"
_VOID_ADVICE = "لا يُعتدّ بهذه النسخة؛ يُطبع إقرار جديد بالبيانات الحالية ويوقَّع من جديد."
_SUBTITLE = Type(Weight.MEDIUM, 12.5, 20)
_VOID_TITLE = Type(Weight.BOLD, 15, 24)
_WATERMARK = Type(Weight.BOLD, 0, 0, 0.9)
_WIDTH = CONTENT_WIDTH


def render_attestation(
    frozen: bytes,
    *,
    state: State,
    square: str = "",
    copy: int | None = None,
    digits: Digits = "arab",
    own: Stationery = PLAIN,
    after: After = NOTHING_YET,
) -> bytes:
    """The PDF (A4) of a frozen attestation, from the canonical JSON exactly as it was signed.

    The same arguments give the same bytes. `square` is the text of its square code (`domain.sync.paper_code`), `copy`
    the number of this print; `own` the association's logo and clause; `after` what became of it since. Raises
    RuleBroken `paper.glyph.missing` before anything is drawn when no font has a character, and Unavailable
    `paper.attestation.damaged` when `frozen` is not an attestation.
    """
    read = read_frozen(frozen)
    require_glyphs(prose(said, digits) for said in read.texts())
    paper = Paper(_TITLE, read.said("profile", "name"), read.said("form", "title"))
    frame = _letterhead(read, state, copy, digits, own)
    blocks = _blocks(read, state, square, digits, after, frame)
    return render(blocks, frame, paper, _void_ground if state == "void" else None)


def attestation_places(frozen: bytes, *, square: str = "", own: Stationery = PLAIN) -> tuple[SignPlace, ...]:
    """Where the person signs it on paper: on the one that `render_attestation` makes of the same, unsigned."""
    read = read_frozen(frozen)
    frame = _letterhead(read, "unsigned", None, "arab", own)
    return sign_places(_blocks(read, "unsigned", square, "arab", NOTHING_YET, frame), frame)


def _blocks(read: Frozen, state: State, square: str, digits: Digits, after: After, frame: Letterhead) -> list[Block]:
    data = [*_title(read, state, digits, after), *_data(read, digits)]
    beside = list(_beside(read, digits))
    return closed(data, beside, clause(read, digits), list(signing(read, state, digits, square, after)), frame)


def _letterhead(read: Frozen, state: State, copy: int | None, digits: Digits, own: Stationery) -> Letterhead:
    association, office = read.said("profile", "name"), read.said("office", "name")
    version = read.said("form", "version")
    title = read.said("form", "title")
    form = spaced(prose("نموذج", digits), prose(title, digits) if title else code(read.said("form", "id")))
    return Letterhead(
        association=prose(association, digits),
        office=prose(office, digits),
        facts=tuple(_facts(read, state, copy, digits)),
        running=spaced(prose(f"{_TITLE} — {association} — رقم", digits), number_of(read)),
        form=spaced(form, prose("— إصدار", digits), code(version)) if version else form,
        reference=spaced(number_of(read), Text("·"), short_hash(read.sha256)),
        digits=digits,
        subject=_subject(read, digits),
        own=own,
    )


def _subject(read: Frozen, digits: Digits) -> Text:
    """Whose paper a single sheet of it is."""
    name, number = read.said("person", "name"), read.said("person", "number")
    file = spaced(prose("— رقم السجل", digits), code(number)) if number else NOTHING
    return spaced(prose(f"{person_word(read)}:", digits), prose(name, digits), file) if name else NOTHING


def _facts(read: Frozen, state: State, copy: int | None, digits: Digits) -> Iterator[tuple[Text, Text]]:
    yield prose("الرقم", digits), number_of(read)
    if read.revision > 1:
        yield prose("المراجعة", digits), prose(f"{read.revision} — تحل محل الرقم", digits)
        yield NOTHING, code(read.said("revision", "replaces"))
    made = office_moment(str(read.document["made_at"]))
    yield prose("التاريخ", digits), hijri(made.date(), digits) or gregorian(made.date(), digits)
    clock = value(f"{made:%H:%M}", digits)
    yield prose("الموافق", digits), spaced(gregorian(made.date(), digits), prose("—", digits), clock)
    if read.said("interview", "number"):
        yield prose("المقابلة", digits), code(read.said("interview", "number"))
    if copy is not None:
        kind = {"signed": "من الإقرار الموقّع", "void": "(ملغاة)", "unsigned": ""}[state]
        yield prose("النسخة", digits), prose(f"{copy} {kind}", digits)


def _title(read: Frozen, state: State, digits: Digits, after: After) -> Iterator[Block]:
    yield paragraph(prose(_TITLE, digits), _WIDTH, TITLE, align="centre", before=0, clings=True)
    title = read.said("form", "title")
    if title:
        yield paragraph(prose(title, digits), _WIDTH, _SUBTITLE, align="centre", before=0, clings=True)
    if state == "void":
        inner = _WIDTH - 20
        words = paragraph(prose(_VOID, digits), inner, _VOID_TITLE, align="centre", before=0)
        advice = paragraph(prose(_VOID_ADVICE, digits), inner, BODY, align="centre", before=0)
        newer = superseded_words(after, digits)
        since = [paragraph(newer, inner, BODY, align="centre", before=0)] if newer is not None else []
        yield Boxed((words, advice, *since), _WIDTH, padding=7, before=6, weight=2.0)


def _data(read: Frozen, digits: Digits) -> Iterator[Block]:
    yield heading(prose(f"بيانات {person_word(read)}", digits), _WIDTH)
    yield person_fields(read, _WIDTH, digits)
    yield from answers(read, _WIDTH, digits)


def _beside(read: Frozen, digits: Digits) -> Iterator[Block]:
    """What the clerk states: the person does not."""
    yield from checks(read, _WIDTH, digits)
    checked = read.document.get("documents") or ()
    if checked:
        yield heading(prose("المستندات التي طابقها موظف الاستقبال", digits), _WIDTH)
        yield documents(checked, _WIDTH, digits)


def _void_ground(pen: Pen) -> None:
    pen.slanted(prose(_VOID, "arab"), _WATERMARK, degrees=52, width=640)
