"""A new kind of editor that forgets what every editor does never gets as far as a clerk."""

import pytest
from PySide6.QtWidgets import QWidget

from desktop.ui.pages.interview.editors import Editor
from desktop.ui.pages.interview.state import Cell


def test_a_kind_of_editor_without_its_cell_or_its_stops_cannot_be_defined() -> None:
    with pytest.raises(TypeError, match="Deaf is no editor without show_cell"):

        class Deaf(Editor):
            def stops(self) -> list[QWidget]:
                return []

    with pytest.raises(TypeError, match="Endless is no editor without stops"):

        class Endless(Editor):
            def show_cell(self, cell: Cell) -> None:
                self.setAccessibleName(cell.question.label)


def test_a_kind_made_from_another_has_what_that_one_has() -> None:
    class Whole(Editor):
        def show_cell(self, cell: Cell) -> None:
            self.setAccessibleName(cell.question.label)

        def stops(self) -> list[QWidget]:
            return []

    class Special(Whole):
        pass

    assert Special.stops is Whole.stops
