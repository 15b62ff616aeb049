"""The one page that is not in the navigation: an interview under way, a paper, a history."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.ui.shell import Shell


class GuestPage(QObject):
    """A new one takes the place of the old one; when it is closed, `back_to` is the page that is shown."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self.page: QWidget | None = None
        self.back_to = "home"
        self._under = "home"

    def show(self, page: QWidget, *, back_to: str = "", under: str = "") -> None:
        """With no `back_to` it leads where the one before it would have led. `under` is the page of the navigation that
        it belongs to, if that is another."""
        self.back_to = back_to or self.back_to
        self._under = under or self.back_to
        old, self.page = self.page, page
        self._shell.show_widget(page, under=self._under)
        if old is not None:
            self._shell.remove_widget(old)

    def show_again(self) -> None:
        """After a page of the navigation that was opened from it."""
        if self.page is not None:
            self._shell.show_widget(self.page, under=self._under)

    def close(self) -> None:
        self._shell.show_page(self.back_to)
        if self.page is not None:
            self._shell.remove_widget(self.page)
            self.page = None
