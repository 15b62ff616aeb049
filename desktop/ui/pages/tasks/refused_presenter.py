"""What head office did not apply: why, and whether it is mended or withdrawn. Knows no Qt."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from desktop.ui.actions import Actions
from desktop.ui.language import apart, headed, said, said_of
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.pages.tasks.reading import Words
from desktop.ui.pages.tasks.state import HandledLine, MendField, RefusedCard, RefusedState
from desktop.usecases.mend_refused import Mending
from desktop.usecases.settle_quarantine import RefusedDeed, WrittenField
from domain import record_words as wording
from domain.errors import Expected
from domain.policy import Profile
from domain.record_names import CODES, UNSHOWN
from domain.sync.changes import Changes
from domain.text import Text

REASON = "void_reason"
CHIPS = {"withdrawn": Text("سُحب", "Withdrawn"), "mended": Text("أُصلح", "Mended")}
# The draft of a person calls some columns otherwise.
COLUMNS_OF = {"name": ("full_name",), "born": ("born_hijri", "born_gregorian"), "born_other": ("born_gregorian",)}


class RefusedPresenter:
    """`tell` hears of a write that was mended, `count` of how many still ask for a decision."""

    def __init__(
        self,
        actions: Actions,
        lane: Asks,
        *,
        show: Callable[[RefusedState], None],
        tell: Callable[[Changes], None],
        count: Callable[[int], None],
        offer_undo: Callable[[str], None],
        profile: Profile,
    ) -> None:
        self._actions, self._lane, self._show, self._tell, self._count = actions, lane, show, tell, count
        self._offer_undo, self._words = offer_undo, Words(profile)
        self._profile = profile
        self._deeds: tuple[RefusedDeed, ...] | None = None
        self._mending = ""
        self._problems: dict[str, str] = {}
        self._typed: dict[str, str] = {}
        self._busy = self._withdrawn = ""
        self._notice, self._tone = "", "ok"

    def refresh(self) -> None:
        self._lane.ask(
            self._actions.list_refused, then=self._read, failed=self._failed, priority=BACKGROUND, supersedes="refused"
        )

    def _read(self, deeds: tuple[RefusedDeed, ...]) -> None:
        self._deeds = deeds
        if all(deed.id != self._mending or deed.handled for deed in deeds):
            self._close()
        self._count(sum(deed.counts for deed in deeds))
        self.show()

    # --- withdrawing ---------------------------------------------------------------------------------------------

    def withdraw(self, deed: str) -> None:
        if not self._busy:
            self._busy = deed
            self.show()
            self._lane.ask(
                partial(self._actions.withdraw_refused, deed), then=partial(self._withdrew, deed), failed=self._failed
            )

    def _withdrew(self, deed: str, done: None) -> None:
        self._busy, self._withdrawn = "", deed
        self._notice, self._tone = (
            said("سُحب، وبقي في السجل كما كُتب.", "Withdrawn; it stays in the history as it was written."),
            "ok",
        )
        self._offer_undo(said("سُحب ما لم يطبّقه المركز الرئيس", "What head office did not apply is withdrawn"))
        self.refresh()

    def undo(self) -> None:
        deed, self._withdrawn = self._withdrawn, ""
        if deed:
            self.take_back(deed)

    def take_back(self, deed: str) -> None:
        self._lane.ask(partial(self._actions.take_back_withdrawal, deed), then=self._took_back, failed=self._failed)

    def _took_back(self, done: None) -> None:
        self._notice = ""
        self.refresh()

    # --- mending -------------------------------------------------------------------------------------------------

    def begin_mending(self, deed: str) -> None:
        self._close()
        self._mending = deed
        self.show()

    def cancel_mending(self) -> None:
        self._close()
        self.show()

    def _close(self) -> None:
        self._mending, self._problems, self._typed = "", {}, {}

    def mend(self, typed: Mapping[str, str]) -> None:
        """By column, as typed."""
        if not self._mending or self._busy:
            return
        self._busy, self._typed, self._problems = self._mending, dict(typed), {}
        values = tuple((column, text) for column, text in typed.items() if column != REASON)
        self.show()
        self._lane.ask(
            partial(self._actions.mend_refused, self._mending, Mending(values, typed.get(REASON, ""))),
            then=self._mended,
            failed=self._could_not_mend,
        )

    def _mended(self, changes: Changes) -> None:
        self._busy = ""
        self._close()
        self._notice, self._tone = (
            said("كُتب من جديد، ويُرسل مع ما ينتظر.", "Written again; it is sent with what waits."),
            "ok",
        )
        self._tell(changes)
        self.refresh()

    def _could_not_mend(self, problem: Expected) -> None:
        self._busy = ""
        columns = COLUMNS_OF.get(problem.field or "", (problem.field or "",))
        shown = [item.column for item in self._fields(self._deed(self._mending)) if item.column in columns]
        if shown:
            self._problems = {shown[0]: said_of(problem)}
        else:
            self._notice, self._tone = said_of(problem), "bad"
        self.show()

    def _failed(self, problem: Expected) -> None:
        self._busy = ""
        self._notice, self._tone = said_of(problem), "bad"
        self.show()

    def dismiss_notice(self) -> None:
        self._notice = ""
        self.show()

    # --- showing -------------------------------------------------------------------------------------------------

    def _deed(self, id: str) -> RefusedDeed | None:
        return next((deed for deed in self._deeds or () if deed.id == id), None)

    def show(self) -> None:
        deeds = self._deeds or ()
        self._show(
            RefusedState(
                self._deeds is not None,
                tuple(self._card(deed) for deed in deeds if not deed.handled),
                tuple(self._handled(deed) for deed in deeds if deed.handled),
                self._busy,
                self._notice,
                self._tone,
            )
        )

    def _card(self, deed: RefusedDeed) -> RefusedCard:
        lines = tuple(
            self._words.line(field.column, field.text)
            for field in deed.fields
            if field.column not in UNSHOWN and field.column != "person"
        )
        mending = None
        if deed.id == self._mending:
            mending = tuple(
                replace(
                    item,
                    text=self._typed.get(item.column, item.text),
                    problem=self._problems.get(item.column, ""),
                )
                for item in self._fields(deed)
            )
        return RefusedCard(
            deed.id,
            _title(deed),
            _written(deed),
            said_of(deed.reason),
            said(deed.reason.en, ""),
            lines,
            deed.reason.waits,
            deed.can_be_mended,
            mending,
        )

    def _fields(self, deed: RefusedDeed | None) -> tuple[MendField, ...]:
        if deed is None:
            return ()
        fields = [self._field(item) for item in deed.fields if item.is_typed]
        if deed.asks_reason:
            given = next((item.text for item in deed.fields if item.column == REASON), "")
            fields.append(MendField(REASON, said_of(wording.column_name(REASON)), given.strip(), (), is_code=False))
        return tuple(fields)

    def _field(self, item: WrittenField) -> MendField:
        known = tuple((id, said_of(text)) for id, text in wording.choices(item.column, self._profile).items())
        title = said_of(wording.column_name(item.column))
        return MendField(item.column, title, item.text, known, item.column in CODES)

    def _handled(self, deed: RefusedDeed) -> HandledLine:
        can_be_taken_back = deed.handled == "withdrawn" and not deed.reason.waits
        return HandledLine(deed.id, _title(deed), said_of(CHIPS[deed.handled]), _written(deed), can_be_taken_back)


def _title(deed: RefusedDeed) -> str:
    about = said_of(wording.named(deed.table, deed.about))
    return ": ".join(filter(None, (headed(said(deed.title_ar, deed.title_en)), about)))


def _written(deed: RefusedDeed) -> str:
    return " · ".join(filter(None, (apart(deed.author), said_of(wording.moment(deed.written_at)))))
