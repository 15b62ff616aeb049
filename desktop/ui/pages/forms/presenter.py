"""Forms: what is asked here, a file's check beside its questions, its import, and answers taken out. Knows no Qt."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from desktop.ui.actions import Actions
from desktop.ui.language import language, said_of
from desktop.ui.pages.asking import BACKGROUND, Lanes
from desktop.ui.pages.forms.reading import (
    brought_back_words,
    check_state,
    form_row,
    imported_words,
    withdrawn_words,
    written_words,
)
from desktop.ui.pages.forms.state import FormRow, FormsState
from desktop.usecases.import_form import FormPlace, Imported
from desktop.usecases.try_form import TriedForm
from desktop.usecases.write_answers import WrittenAnswers
from domain.errors import Expected
from domain.form_check import CheckProgress


class Places(Protocol):
    def choose_form(self) -> str:
        """The path of a form's file, empty when nobody chose one."""

    def choose_place(self, kind: str, name: str) -> str:
        """Where to write, empty when nobody chose; a folder for instances, `name` proposed for a file."""


class FormsPresenter:
    def __init__(
        self,
        actions: Actions,
        lanes: Lanes,
        places: Places,
        *,
        may_import: bool,
        may_export: bool = False,
        show: Callable[[FormsState], None],
    ) -> None:
        self._actions, self._lanes, self._places, self._show = actions, lanes, places, show
        self._may_import, self._may_export = may_import, may_export
        self._state = FormsState()
        self._tried: TriedForm | None = None
        self._exporting = ""
        self.progress = CheckProgress()

    def refresh(self) -> None:
        self._lanes.store.ask(
            self._actions.list_form_versions,
            then=self._read,
            failed=self._failed,
            priority=BACKGROUND,
            supersedes="forms",
        )

    # --- a file --------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        file = self._places.choose_form()
        if file:
            self.check(file)

    def check(self, file: str) -> None:
        """Not on the store's lane: a large workbook takes seconds, and needs no store."""
        if self._state.is_busy:
            return
        self._tried, self.progress = None, CheckProgress()
        name = file.replace("\\", "/").rsplit("/", 1)[-1]
        self._put(replace(self._state, is_busy=True, checking=name, check=None, export="", notice=""))
        work = partial(self._actions.try_form, file, self.progress, language())
        self._lanes.network.ask(work, then=self._checked, failed=self._failed)

    def stop(self) -> None:
        """The check that runs; nothing was written."""
        self.progress.stop()

    def bring_in(self) -> None:
        """Imports what was checked and is whole."""
        tried, check = self._tried, self._state.check
        if tried is None or check is None or check.why_not or self._state.is_busy:
            return
        self._ask(partial(self._actions.import_form, tried.checked), self._imported)

    def put_away(self) -> None:
        self._tried = None
        self._put(replace(self._state, check=None, notice=""))

    # --- a form of the office ------------------------------------------------------------------------------------

    def withdraw(self, form: FormRow) -> None:
        self._ask(partial(self._actions.withdraw_form, form.id), partial(self._done, withdrawn_words(form.title)))

    def bring_back(self, form: FormRow) -> None:
        self._ask(partial(self._actions.bring_back_form, form.id), partial(self._done, brought_back_words(form.title)))

    def begin_export(self, form: FormRow) -> None:
        """Which kind of file is asked next; nothing is written before a place is chosen."""
        if not self._state.is_busy:
            self._exporting = form.id
            self._put(replace(self._state, export=form.title, notice=""))

    def export(self, kind: str) -> None:
        if not self._exporting or self._state.is_busy:
            return
        place = self._places.choose_place(kind, self._exporting.replace("/", "-"))
        if place:
            work = partial(self._actions.write_answers, self._exporting, kind, place)
            self._ask(work, partial(self._written, kind))

    def end_export(self) -> None:
        self._exporting = ""
        self._put(replace(self._state, export=""))

    def dismiss(self) -> None:
        self._put(replace(self._state, notice=""))

    # --- answers -------------------------------------------------------------------------------------------------

    def _ask(self, work: Callable[[], object], then: Callable[..., None]) -> None:
        if not self._state.is_busy:
            self._put(replace(self._state, is_busy=True, notice=""))
            self._lanes.store.ask(work, then=then, failed=self._failed)

    def _read(self, forms: tuple[FormPlace, ...]) -> None:
        rows = (form_row(form, may_import=self._may_import, may_export=self._may_export) for form in forms)
        self._put(replace(self._state, forms=tuple(rows), is_loaded=True))

    def _checked(self, tried: TriedForm) -> None:
        self._tried = tried
        check = check_state(tried, may_import=self._may_import)
        self._put(replace(self._state, is_busy=False, checking="", check=check))

    def _imported(self, imported: Imported) -> None:
        self._tried = None
        self._put(replace(self._state, check=None))
        self._done(imported_words(imported))

    def _written(self, kind: str, written: WrittenAnswers) -> None:
        self._exporting = ""
        self._put(replace(self._state, export=""))
        self._done(written_words(written, kind))

    def _done(self, notice: str, _: object = None) -> None:
        self._put(replace(self._state, is_busy=False, notice=notice, tone="ok"))
        self.refresh()

    def _failed(self, problem: Expected) -> None:
        tone = "warn" if self.progress.is_stopped else "bad"
        self._put(replace(self._state, is_busy=False, checking="", notice=said_of(problem), tone=tone))

    def _put(self, state: FormsState) -> None:
        self._state = state
        self._show(state)
