"""The form that is open on the people's page: filled in, saved, left with what was typed kept, gone on with."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.language import said
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.people.form import PersonForm
from desktop.ui.pages.people.form_presenter import FormPresenter, Told
from desktop.ui.pages.people.notices import UnsavedNotice
from desktop.ui.pages.people.panes import Panes
from desktop.ui.pages.people.state import FormState
from desktop.ui.pages.people.unsaved import Unsaved, UnsavedForms
from desktop.usecases.keep_person import PersonPage
from domain.errors import Expected
from domain.sync.changes import Changes


class OpenForm(QObject):
    """One form at a time, or none. `notice` tells of those that were left with something typed in them."""

    changed = Signal(object)  # Changes
    saved = Signal(str)  # person
    closed = Signal()
    left_by_key = Signal()  # Escape or its own button
    known_opened = Signal(str)  # person
    dropped = Signal(str, object)  # what was thrown away, and a callable that brings it back
    refused = Signal(object)  # Expected

    def __init__(
        self,
        actions: Actions,
        lanes: Lanes,
        info: DeskInfo,
        panes: Panes,
        notice: UnsavedNotice,
        *,
        kept_as: str = "people",
    ) -> None:
        """`kept_as` keeps apart what is typed and not saved on one page from that of another."""
        super().__init__(panes)
        self._profile = info.profile
        self._panes = panes
        self.form: PersonForm | None = None
        self.unsaved = UnsavedForms(
            actions,
            lanes.store,
            info.user.id,
            kept_as=kept_as,
            show=while_alive(notice.show_waiting),
            failed=while_alive(self._refuse),
        )
        told = Told(
            while_alive(self._show_state),
            while_alive(self._tell),
            while_alive(self._was_saved),
            while_alive(self._keep),
        )
        self.presenter = FormPresenter(actions, lanes.store, info.profile, told)
        notice.drop_requested.connect(self._drop)

    # --- opening -------------------------------------------------------------------------------------------------

    def register(self, words: str) -> None:
        """`words` begin the new file. The one before must have been left."""
        self._open()
        self.presenter.begin(words)

    def edit(self, page: PersonPage) -> None:
        """What was typed about this person before and not saved is gone on with."""
        self._open()
        waited = self.unsaved.find(page.person.id)
        if waited is None:
            self.presenter.edit(page)
        else:
            self._go_on(waited, page)

    def resume_registering(self, unsaved: Unsaved) -> None:
        self._open()
        self._go_on(unsaved, None)

    def _go_on(self, unsaved: Unsaved, page: PersonPage | None) -> None:
        self.unsaved.take(unsaved)
        self.presenter.resume(unsaved, page)
        self.keep()

    def _open(self) -> None:
        form = PersonForm(self._profile)
        form.put.connect(self.presenter.put)
        form.rested.connect(self.presenter.rest)
        form.saved.connect(self.save)
        form.cancelled.connect(self.left_by_key)
        form.known_opened.connect(self.known_opened)
        self.form = form
        self._panes.put(form)
        self._panes.go_in()

    # --- while it is open ----------------------------------------------------------------------------------------

    def save(self) -> None:
        if self.form is not None:
            self.presenter.save()

    def keep(self) -> None:
        """Before the page may be gone: what is typed is kept on this laptop."""
        if self.form is not None:
            self.unsaved.keep(self.presenter.unsaved)

    def _keep(self, unsaved: Unsaved | None) -> None:
        if self.form is not None:
            self.unsaved.keep(unsaved)

    def _show_state(self, state: FormState) -> None:
        if self.form is not None:
            self.form.show_state(state)

    def _tell(self, changes: Changes) -> None:
        self.changed.emit(changes)

    def _was_saved(self, person: str) -> None:
        self._close()
        self.saved.emit(person)

    # --- leaving -------------------------------------------------------------------------------------------------

    def leave(self) -> bool:
        """False while it is being saved: in a moment it opens the file, or says what was wrong."""
        if self.form is None:
            return True
        if self.presenter.is_busy:
            return False
        self.keep()
        self._close()
        return True

    def _close(self) -> None:
        form, self.form = self.form, None
        self.unsaved.close()
        if form is not None:
            self.closed.emit()
            self._panes.take_away(form)
            form.deleteLater()

    def _drop(self, unsaved: Unsaved) -> None:
        self.unsaved.take(unsaved)
        self.dropped.emit(
            said(f"حُذف ما كُتب في «{unsaved.title}»", f"Discarded: {unsaved.title}"),
            partial(self.unsaved.put_back, unsaved),
        )

    def _refuse(self, problem: Expected) -> None:
        self.refused.emit(problem)
