"""Satisfaction and supervision: what is due, the scores, what is followed. Knows no Qt."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop.ui.actions import Actions
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.pages.quality import reading
from desktop.ui.pages.quality.state import QualityState, Result
from domain.errors import Expected
from domain.sync.changes import Changes

if TYPE_CHECKING:
    from desktop.usecases.keep_inspection import Noted
    from desktop.usecases.show_quality import QualityPage

SHOWN_HERE = frozenset(("survey_sheets", "inspections", "findings", "visits"))


class QualityPresenter:
    """`told` hears what was done and how it is taken back; `changed` what was written; `reported` of which
    emergency the paper is wanted."""

    def __init__(
        self,
        actions: Actions,
        lane: Asks,
        *,
        show: Callable[[QualityState], None],
        changed: Callable[[Changes], None],
        told: Callable[[str, Callable[[], None] | None], None],
        noted: Callable[[], None],
        reported: Callable[[str], None],
    ) -> None:
        self._actions, self._lane, self._show = actions, lane, show
        self._changed, self._told, self._noted, self._was_told = changed, told, noted, reported
        self._page: QualityPage | None = None
        self._chosen = ""
        self._problem = ""
        self._errors: dict[str, str] = {}

    # --- reading -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._lane.ask(
            self._actions.show_quality,
            then=self._read,
            failed=self._failed,
            priority=BACKGROUND,
            supersedes="quality.page",
        )

    def apply_changes(self, changes: Changes) -> None:
        if changes.kinds & SHOWN_HERE:
            self.refresh()

    def choose(self, instrument: str) -> None:
        self._chosen = instrument
        self.show()

    def _read(self, page: "QualityPage") -> None:
        self._page, self._problem = page, ""
        known = [one.instrument.id for one in page.scores]
        if self._chosen not in known:
            self._chosen = known[0] if known else ""
        self.show()

    def _failed(self, problem: Expected) -> None:
        self._problem = said_of(problem)
        self.show()

    def show(self) -> None:
        page = self._page
        if page is None:
            self._show(QualityState(problem=self._problem))
            return
        chosen = next((one for one in page.scores if one.instrument.id == self._chosen), None)
        self._show(
            QualityState(
                is_loaded=True,
                problem=self._problem,
                tools=reading.tools(page),
                chosen=self._chosen,
                choices=tuple((one.instrument.id, said_of(one.title)) for one in page.scores),
                result=reading.result(chosen) if chosen is not None else Result(),
                followed=reading.followed(page),
                made=reading.made(page),
                errors=tuple(self._errors.items()),
            )
        )

    # --- what is followed ----------------------------------------------------------------------------------------

    def note_emergency(self, what: str, action: str, place: str) -> None:
        self._ask(partial(self._actions.note_emergency, what, action, place), self._was_noted)

    def _was_noted(self, done: "Noted") -> None:
        self._noted()
        self._told(
            said("سُجّلت الحالة الطارئة. ارفع تقريرها إلى المدير العام.", "Noted. Report it to the general manager."),
            None,
        )
        self._changed(done.changes)

    def report(self, finding: str) -> None:
        self._ask(partial(self._actions.report_emergency, finding), self._was_reported)

    def _was_reported(self, done: "Noted") -> None:
        self._told(said("سُجّل رفع التقرير إلى المدير العام.", "The report to the general manager is recorded."), None)
        self._changed(done.changes)
        self._was_told(done.line.finding.id)

    def close(self, finding: str, outcome: str) -> None:
        self._ask(partial(self._actions.close_finding, finding, outcome), self._was_closed, at=finding)

    def _was_closed(self, done: "Noted") -> None:
        finding = done.line.finding.id
        self._told(said("أُغلقت الملاحظة.", "The finding is closed."), partial(self._reopen, finding))
        self._changed(done.changes)

    def _reopen(self, finding: str) -> None:
        self._ask(partial(self._actions.reopen_finding, finding), self._was_reopened)

    def _was_reopened(self, done: "Noted") -> None:
        self._changed(done.changes)

    def strike(self, inspection: str, reason: str) -> None:
        self._ask(
            partial(self._actions.strike_inspection, inspection, reason),
            partial(self._was_struck, inspection),
            at=inspection,
        )

    def _was_struck(self, inspection: str, changes: Changes) -> None:
        self._told(said("شُطبت، وبقيت في السجل بسببها.", "Struck out; it stays in its history."),
                   partial(self._bring_back, inspection))  # fmt: skip
        self._changed(changes)

    def _bring_back(self, inspection: str) -> None:
        self._ask(partial(self._actions.bring_back_inspection, inspection), self._changed)

    def forget_errors(self) -> None:
        self._errors = {}
        self.show()

    def _ask(self, work: Callable[[], object], then: Callable[..., None], *, at: str = "") -> None:
        self._errors = {}
        self._lane.ask(work, then=then, failed=partial(self._refused, at))

    def _refused(self, at: str, problem: Expected) -> None:
        """Beside the field it is about."""
        field = at or problem.field or ""
        if field:
            self._errors = {field: said_of(problem)}
        else:
            self._problem = said_of(problem)
        self.show()
