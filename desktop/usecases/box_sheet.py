"""A sheet of satisfaction, put into the laptop's box; five of an instrument leave it together, as nobody's."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from desktop.usecases.desk import Desk
from desktop.usecases.fill_form import FilledForm, frozen_answers, get_instrument, open_form
from domain.errors import RuleBroken
from domain.survey import LEAST_SHOWN, NOBODY, Sheet
from domain.sync.changes import NO_CHANGES, Changes


@dataclass(frozen=True)
class Boxed:
    """`sheet` can be taken back while it lies in the box, by whoever typed it; empty once the box was emptied.
    `waiting` lie in the box now."""

    sheet: str
    waiting: int
    left: int
    changes: Changes


def box_sheet(desk: Desk, filled: FilledForm) -> Boxed:
    """Raises RuleBroken naming the question that is missing."""
    if not filled.is_anonymous:
        raise RuleBroken(
            "survey.named",
            ar="هذه الأداة تُسجَّل باسم من أجراها، لا ورقةً بلا اسم.",
            en="This instrument is recorded by who made it, and not as a sheet without a name.",
            field="instrument",
        )
    form = filled.session.form
    sheet = Sheet(
        _nameless_id(desk), filled.instrument.id, form.id, form.version, form.sha256, frozen_answers(filled.session)
    )
    desk.store.box.put(sheet)
    return _empty_when_full(desk, sheet)


def box_answers(desk: Desk, instrument: str, answers: Mapping[str, object]) -> Boxed:
    """The whole sheet from an answers file: recorded, or nothing is."""
    filled = open_form(desk, instrument)
    filled.session.fill(answers)
    return box_sheet(desk, filled)


def take_back_sheet(desk: Desk, sheet: str) -> None:
    """What was typed wrongly, while it still lies in the box. Raises RuleBroken when it has left it."""
    if not desk.store.box.take_out([sheet]):
        raise RuleBroken(
            "sheet.gone",
            ar="خرجت هذه الورقة من الصندوق مع غيرها، فلا يُعرف أيها هي.",
            en="This sheet has left the box with others, and nobody can tell which it is.",
        )


def waiting_sheets(desk: Desk, instrument: str) -> int:
    return len(desk.store.box.of(get_instrument(desk, instrument).id))


def _empty_when_full(desk: Desk, last: Sheet) -> Boxed:
    waiting = desk.store.box.of(last.instrument)
    if len(waiting) < LEAST_SHOWN:
        return Boxed(last.id, len(waiting), 0, NO_CHANGES)
    day = desk.today()
    with desk.store.work("sheet.count", NOBODY) as work:
        # By what is written on them, so that nothing is left of the order in which they came.
        for sheet in sorted(waiting, key=lambda one: (one.answers, one.id)):
            work.sheets.add(
                Sheet(
                    desk.new_id(),
                    sheet.instrument,
                    sheet.form_id,
                    sheet.form_version,
                    sheet.form_sha256,
                    sheet.answers,
                    day,
                )
            )
        work.empty_box(tuple(sheet.id for sheet in waiting))
    return Boxed("", 0, len(waiting), work.changes or NO_CHANGES)


def _nameless_id(desk: Desk) -> str:
    """New ids begin with the moment; this one tells none."""
    return sha256(json.dumps(["istiqbal/box", desk.new_id()]).encode()).hexdigest()[:32]
