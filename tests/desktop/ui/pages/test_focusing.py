"""Where a form opens below what is seen, the page goes with the keyboard."""

from PySide6.QtWidgets import QLabel, QLineEdit

from desktop.ui.kit.basic import Page
from desktop.ui.kit.focusing import focus_in_sight
from tests.support.seen_pages import Stage


def test_what_a_form_asks_first_is_seen_once_it_has_opened(stage: Stage) -> None:
    page, above, asked = Page("صفحة"), QLabel(), QLineEdit()
    above.setFixedHeight(1_000)
    asked.hide()
    page.body.addWidget(above)
    page.body.addWidget(asked)
    stage.show(page, 600, 400)
    assert asked.visibleRegion().isEmpty()
    asked.show()
    focus_in_sight(asked)
    stage.settle(lambda: not asked.visibleRegion().isEmpty())
    assert asked.hasFocus()
    assert asked.visibleRegion().boundingRect() == asked.rect()
