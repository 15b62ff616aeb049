"""What a restore or an update kept aside: since when, how large, and removing it for good, asked beside the button."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import Button, Card, button_row, clear_layout, label, set_text, shortcut
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.settings.kept_presenter import KeptCard, KeptLine, KeptPresenter
from domain.text import Text

PURPOSE = Text(
    "حين تُستعاد نسخة احتياطية أو يُحدَّث البرنامج يبقى ما كان قبلها جانبًا، مشفّرًا كما كان. ومن مُحيت بياناته بعد ذلك "
    "تبقى سجلاته فيه؛ فاحذفه متى استغنيت عنه.",
    "When a backup is restored or the program updated, what stood there before is kept aside, encrypted as it was. It "
    "still holds the records of persons who were erased since: remove it when it is needed no more.",
)


class KeptAsideCard(Card):
    """Hidden while nothing is kept."""

    def __init__(self, actions: Actions, store: Asks) -> None:
        super().__init__(said("ما أُبقي جانبًا", "Kept aside"), spacing=10)
        self.presenter = KeptPresenter(actions, store, show=while_alive(self._show))
        self._lines: tuple[KeptLine, ...] = ()
        self._asked = ""
        self.body.addWidget(label(said_of(PURPOSE), "small", wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self._question = self._make_question()
        self.body.addWidget(self._question)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(said("يُنظر فيما أُبقي جانبًا", "Looking at what is kept aside"))
        self.body.addWidget(self._busy)
        self._done = label("", "small", tone="ok", wrap=True)
        self._problem = label("", "small", tone="bad", wrap=True)
        for words in (self._done, self._problem):
            self.body.addWidget(words)
        self.presenter.show()

    def _make_question(self) -> QWidget:
        question = QWidget()
        column = QVBoxLayout(question)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._which = label("", "h3", wrap=True)
        self._warning = label("", "body", tone="bad", wrap=True)
        for words in (self._which, self._warning):
            column.addWidget(words)
        self.go_on = Button(said("احذفه نهائيًا", "Remove it for good"), "danger", glyph="trash")
        self.go_on.clicked.connect(self.presenter.remove)
        self.leave = Button(said("أبقِه", "Keep it"))
        self.leave.clicked.connect(self.presenter.cancel)
        column.addLayout(button_row(self.go_on, self.leave))
        shortcut(question, "Escape", self.presenter.cancel)
        return question

    def _show(self, card: KeptCard) -> None:
        self.setVisible(bool(card.lines or card.done))
        if card.lines != self._lines:
            self._lines = card.lines
            self._build_rows()
        moment = next((line.moment for line in card.lines if line.name == card.asked), "")
        which = said(f"حذف ما أُبقي جانبًا {moment}؟", f"Remove what was kept aside {moment}?")
        set_text(self._which, theme().number(which))
        for words, text in ((self._warning, card.warning), (self._done, card.done), (self._problem, card.problem)):
            set_text(words, theme().number(text))
        self._question.setVisible(bool(card.asked))
        self._done.setVisible(bool(card.done))
        self._problem.setVisible(bool(card.problem))
        self._busy.setVisible(card.is_busy)
        for button in self.findChildren(Button):
            button.setEnabled(not card.is_busy)
        if card.asked and card.asked != self._asked:
            self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        self._asked = card.asked

    def _build_rows(self) -> None:
        clear_layout(self._rows)
        for line in self._lines:
            row = QHBoxLayout()
            row.setSpacing(10)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(label(theme().number(line.moment), "label", wrap=True))
            words.addWidget(label(theme().number(line.size), "small"))
            row.addLayout(words, 1)
            remove = Button(
                said("حذف…", "Remove…"),
                "text",
                glyph="trash",
                name=said(f"حذف ما أُبقي جانبًا {line.moment}", f"Remove what was kept aside {line.moment}"),
            )
            remove.clicked.connect(partial(self.presenter.ask, line.name))
            row.addWidget(remove)
            self._rows.addLayout(row)
