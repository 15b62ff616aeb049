"""A page that stands over whatever is shown, which comes back after it."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from desktop.ui.shell import Shell

P = TypeVar("P", bound=QWidget)


class PageOver(Generic[P]):
    """Made when it is first opened."""

    def __init__(self, shell: Shell, make: Callable[[], P]) -> None:
        self._shell, self._make = shell, make
        self._before: QWidget | None = None
        self.page: P | None = None

    @property
    def is_shown(self) -> bool:
        return self.page is not None and self._shell.current is self.page

    def open(self) -> bool:
        """False when it is shown already. An interview under way comes back too."""
        if self.is_shown:
            return False
        self._before = self._shell.current
        if self.page is None:
            self.page = self._make()
        self._shell.show_widget(self.page)
        return True

    def close(self) -> None:
        if self._before is not None:
            self._shell.show_widget(self._before)
