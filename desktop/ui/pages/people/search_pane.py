"""Finding a person on a page: the list, what asks the store for it, and what the keys in it lead to."""

from PySide6.QtCore import QObject, Signal

from desktop.ui.actions import Actions
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.people.finder import Finder
from desktop.ui.pages.people.presenter import SearchPresenter
from domain.policy_parts import Wording


class SearchPane(QObject):
    """`opened` carries a person; `found_nobody` with Enter where the words mean nobody, `register_requested` with the
    button that stands there."""

    opened = Signal(str)
    found_nobody = Signal()
    register_requested = Signal()

    def __init__(self, actions: Actions, lane: Asks, word: Wording) -> None:
        self.finder = Finder(word)
        super().__init__(self.finder)
        self.presenter = SearchPresenter(actions, lane, show=while_alive(self.finder.show_state))
        finder, presenter = self.finder, self.presenter
        finder.searched.connect(presenter.search)
        finder.moved.connect(presenter.move)
        finder.marked.connect(presenter.mark)
        finder.retried.connect(presenter.refresh)
        finder.opened.connect(self._open_marked)
        finder.register_requested.connect(self.register_requested)

    def _open_marked(self) -> None:
        person = self.presenter.marked_person
        if person is not None:
            self.opened.emit(person)
        elif self.presenter.state.is_loaded:
            self.found_nobody.emit()

    @property
    def words_for_new(self) -> str:
        """Words searched for in vain begin the new file."""
        state = self.presenter.state
        return "" if state.rows else state.text
