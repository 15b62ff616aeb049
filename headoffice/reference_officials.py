"""The liaison officers of the whole association: whom every office offers, and none may change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from domain.errors import RuleBroken
from domain.official import Charge, Official, OfficialDraft, checked_words, read_charges, written_charges
from domain.sync.authors import HEAD_OFFICE
from domain.sync.chain import Written
from domain.sync.enquiry_tables import OFFICIALS
from domain.sync.entries import Add, EntryId, Put, Void
from domain.sync.row_state import RowState
from domain.sync.schema import Value
from domain.sync.winners import heads, shown
from domain.text import Text
from headoffice.hub import Hub
from headoffice.reference_log import Rows, new_row, read_reference, write_reference
from headoffice.reference_rows import check_reason, get_row, standing_rows

_NAMED = Text("ضابط اتصال", "liaison officer")


def list_officials(hub: Hub) -> tuple[Official, ...]:
    """Those that stand, by name."""
    found = (_official(row, state) for row, state in standing_rows(read_reference(hub), OFFICIALS))
    return tuple(sorted(found, key=lambda one: (one.name, one.id)))


def add_official(hub: Hub, draft: OfficialDraft) -> Official:
    """A field or category is taken as it is typed: the profile that names them is in the offices. Raises RuleBroken
    with the field."""
    name, post, telephone, email = checked_words(draft)
    at = datetime.fromtimestamp(hub.clock() / 1000, UTC).isoformat(timespec="minutes")
    made = Official(*(new_row(hub), name, post, telephone, email, _charges(draft)), noted_at=at, noted_by=HEAD_OFFICE)
    cells = {**_cells(made), "noted_at": at, "noted_by": HEAD_OFFICE}
    values = {OFFICIALS.cell(cell).number: value for cell, value in cells.items() if value not in (None, [None, None])}
    write_reference(hub, "official.add", lambda _: [Written(Add(OFFICIALS.number, made.id, values), None)])
    return made


def change_official(hub: Hub, typed: str, changes: Mapping[str, object]) -> Official:
    """What is not named in `changes` (fields of a draft) stays. Raises RuleBroken."""
    found: list[Official] = []

    def writing(rows: Rows) -> Sequence[Written]:
        row, state = get_row(rows, OFFICIALS, typed, kind=_NAMED)
        before = _official(row, state)
        charges = tuple(f"{one.category}/{one.field}" for one in before.charges)
        draft = OfficialDraft(before.name, before.post, before.telephone, before.email, charges)
        wanted = replace(draft, **changes)  # type: ignore[arg-type]  # by the names of its fields
        name, post, telephone, email = checked_words(wanted)
        after = replace(before, name=name, post=post, telephone=telephone, email=email, charges=_charges(wanted))
        found[:] = [after]
        return _changed(row, state, before, after)

    write_reference(hub, "official.edit", writing)
    return found[0]


def remove_official(hub: Hub, typed: str, reason: str) -> Official:
    """He is offered no more; what was referred to him keeps his name. Raises RuleBroken."""
    said = check_reason(reason)
    found: list[Official] = []

    def writing(rows: Rows) -> Sequence[Written]:
        row, state = get_row(rows, OFFICIALS, typed, kind=_NAMED)
        found[:] = [_official(row, state)]
        return [Written(Void(OFFICIALS.number, row, said), None)]

    write_reference(hub, "official.remove", writing)
    return found[0]


def _changed(row: str, state: RowState, before: Official, after: Official) -> Sequence[Written]:
    """Of each cell that differs; all that stand in it are replaced, so that what was said twice is said once again."""
    old, values, bases = _cells(before), dict[int, Value](), dict[int, tuple[EntryId, ...]]()
    for name, value in _cells(after).items():
        number = OFFICIALS.cell(name).number
        standing = heads(state.cells.get(number, ()))
        if value != old[name] or len(standing) > 1:
            values[number] = value
            bases[number] = tuple(version.meta.id for version in standing)
    if not values:
        raise RuleBroken(
            "official.unchanged",
            ar="هذا ما هو مسجّل من قبل، فلم يُكتب شيء. أعط ما تغيّر منه.",
            en="That is what is entered already, so nothing was written. Give what has changed.",
        )
    return [Written(Put(OFFICIALS.number, row, values, bases), None)]


def _charges(draft: OfficialDraft) -> tuple[Charge, ...]:
    return tuple(dict.fromkeys(read_charges(" ".join("".join(one.split()) for one in draft.charges))))


def _cells(one: Official) -> dict[str, Value]:
    return {
        "name": one.name,
        "post": one.post or None,
        "official_reach": [one.telephone or None, one.email or None],
        "answers_for": written_charges(one.charges) or None,
    }


def _official(row: str, state: RowState) -> Official:
    view = shown(state)
    values = view.values if view is not None else {}
    named = {name: values.get(OFFICIALS.cell(name).number) for name in ("name", "post", "answers_for", "noted_at")}
    said = {name: value if isinstance(value, str) else "" for name, value in named.items()}
    reach = values.get(OFFICIALS.cell("official_reach").number)
    telephone, email = (str(one or "") for one in reach) if isinstance(reach, list) and len(reach) == 2 else ("", "")
    charges = read_charges(said["answers_for"])
    return Official(row, said["name"], said["post"], telephone, email, charges, said["noted_at"], HEAD_OFFICE)
