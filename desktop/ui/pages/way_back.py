"""How a page that stands over another is left: the last button at its head, and Escape."""

from collections.abc import Callable
from functools import partial

from desktop.ui.kit.basic import Button, Page, shortcut
from desktop.ui.language import said


def add_way_back(
    page: Page, back: Callable[[], None], *, escape: Callable[[], None] | None = None, whole_window: bool = False
) -> Button:
    """`escape` where the key leaves first what is open on the page; `whole_window` where it counts wherever the
    keyboard is."""
    button = Button(said("رجوع", "Back"), glyph="chevron-right", name=said("رجوع (Esc)", "Back (Esc)"))
    # Of a partial, Qt leaves out that the button is not checked.
    button.clicked.connect(partial(back))
    page.header.buttons.addWidget(button)
    shortcut(page, "Escape", escape or back, whole_window=whole_window)
    return button
