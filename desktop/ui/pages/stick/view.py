"""Two buttons: out on a USB stick, in from it. What goes, how far it is, how it ended, and what to do next."""

import shiboken6
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import Button, Card, EmptyState, Glyph, Page, clear_layout, label, restyle, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.stick.places import SystemPlaces
from desktop.ui.pages.stick.presenter import Places, StickPresenter
from desktop.ui.pages.stick.state import Carrying, Outcome, StickState
from domain.sync.changes import Changes

LOOK_MS = 200
SIDE_BY_SIDE = 860  # pixels of the page
STEPS = (
    "انسخ هنا ما كُتب إلى ذاكرة USB.",
    "خذها إلى المركز الرئيس: يأخذ ما عليها ويكتب عليها رده.",
    "عُد بها إلى هنا وخذ الرد: فيه تأكيد ما وصل، وما كتبته أجهزة المكتب الأخرى.",
)


class StickView(Page):
    changed = Signal(object)  # Changes that a bundle made here
    taken = Signal()
    settings_requested = Signal()

    def __init__(self, actions: Actions, lanes: Lanes, places: Places | None = None) -> None:
        super().__init__("النقل بذاكرة USB", "بين هذا الجهاز والمركز الرئيس، حيث لا شبكة")
        self.presenter = StickPresenter(
            actions,
            lanes,
            places or SystemPlaces(self),
            show=self.show_state,
            tell=self._tell,
            taken=self._note_taken,
        )
        self._state: StickState | None = None
        self._empty = EmptyState(
            "device-usb",
            "لم يُربط هذا الجهاز بالمركز الرئيس بعد",
            "يُربط مرة واحدة بالشبكة وبرمز من مدير النظام، ثم يكفيه النقل بالذاكرة.",
        )
        joining = Button(" الإعدادات", glyph="settings", name="فتح الإعدادات لربط الجهاز")
        joining.clicked.connect(self.settings_requested)
        self._empty.add_action(joining)
        self.body.addWidget(self._empty, 1)
        self._inside = self._make_inside()
        self.body.addWidget(self._inside)
        self.body.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.presenter.look)
        theme().changed.connect(self._repaint)
        self.presenter.show()

    def _make_inside(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.outcome = OutcomeCard()
        self.outcome.dismissed.connect(self.presenter.dismiss)
        self.outcome.anyway.clicked.connect(self.presenter.take_anyway)
        column.addWidget(self.outcome)
        self.progress = ProgressCard()
        self.progress.stop_requested.connect(self.presenter.stop)
        column.addWidget(self.progress)
        self._ways = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._ways.setSpacing(GAP)
        self.out = WayCard("upload", "من هنا إلى الذاكرة", "انسخ إلى ذاكرة", "primary")
        self.out.button.clicked.connect(self.presenter.copy)
        self.back = WayCard("download", "من الذاكرة إلى هنا", "خذ من ذاكرة", "secondary")
        self.back.button.clicked.connect(self.presenter.take)
        set_text(self.back.detail, "رد المركز الرئيس على ما نسخته: تأكيد ما وصل، وما كتبته أجهزة المكتب الأخرى.")
        set_text(self.back.note, "تُفحص الحزمة كلها قبل أن يؤخذ منها شيء، وأخذها مرتين لا يكرر شيئًا.")
        for card in (self.out, self.back):
            self._ways.addWidget(card, 1)
        column.addLayout(self._ways)
        column.addWidget(_steps())
        self.peer = PeerCard()
        self.peer.card.clicked.connect(self.presenter.write_card)
        self.peer.copy.clicked.connect(self.presenter.copy_for_laptop)
        column.addWidget(self.peer)
        self.carried = Card("ما يُحمل من هنا عن أجهزة أخرى", spacing=6)
        self.carried.body.addWidget(label("أُخذ من جهاز آخر ولم يصل المركز بعد، ويذهب مع أول نسخ أو اتصال.", "small"))
        self._carried_lines = QVBoxLayout()
        self.carried.body.addLayout(self._carried_lines)
        column.addWidget(self.carried)
        return inside

    def apply_changes(self, changes: Changes) -> None:
        if changes and self.isVisible():
            self.presenter.apply_changes(changes)

    def _tell(self, changes: Changes) -> None:
        # The desk may have been locked while the transfer ran.
        if shiboken6.isValid(self):
            self.changed.emit(changes)

    def _note_taken(self) -> None:
        if shiboken6.isValid(self):
            self.taken.emit()

    def show_state(self, state: StickState) -> None:
        if not shiboken6.isValid(self):
            return
        self._state = state
        self._empty.setVisible(state.is_loaded and not state.is_enrolled)
        self._inside.setVisible(state.is_enrolled)
        set_text(self.out.detail, theme().number(state.what_goes))
        set_text(self.out.note, theme().number(state.on_its_way))
        self.out.note.setVisible(bool(state.on_its_way))
        self.carried.setVisible(bool(state.carried))
        clear_layout(self._carried_lines)
        for line in state.carried:
            self._carried_lines.addWidget(label(theme().number(line), "body", wrap=True))
        self.outcome.show_outcome(state.outcome)
        self.progress.show_carrying(state.carrying)
        for button in (self.out.button, self.back.button, self.peer.card, self.peer.copy):
            button.setEnabled(state.carrying is None)
        self._follow(is_carrying=state.carrying is not None)

    def _follow(self, *, is_carrying: bool) -> None:
        if is_carrying and not self._timer.isActive():
            self._timer.start()
        elif not is_carrying:
            self._timer.stop()

    def _repaint(self) -> None:
        if self._state is not None:
            self.show_state(self._state)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.presenter.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        is_wide = self.width() >= SIDE_BY_SIDE
        self._ways.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)


class WayCard(Card):
    """One of the two buttons, and what it will do."""

    def __init__(self, glyph: str, title: str, action: str, kind: str) -> None:
        super().__init__(spacing=12)
        self.setAccessibleName(title)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Glyph(glyph))
        head.addWidget(label(title, "h2"), 1)
        self.body.addLayout(head)
        self.detail = label("", "body", wrap=True)
        self.body.addWidget(self.detail)
        self.note = label("", "small", wrap=True)
        self.body.addWidget(self.note)
        self.body.addStretch(1)
        self.button = Button(f" {action}", kind, glyph="device-usb", name=action)
        self.body.addWidget(self.button)


class PeerCard(Card):
    """Between two laptops of the office, when neither reaches head office."""

    def __init__(self) -> None:
        super().__init__("بين جهازين في المكتب", spacing=10)
        self.body.addWidget(
            label(
                "يكتب الجهاز الذي سيأخذ بطاقته على الذاكرة، وينسخ الآخر إليها ما ينقصه، ثم يأخذه الأول من الذاكرة. "
                "وما أُخذ هكذا يصل إلى المركز مع أول الجهازين وصولًا إليه.",
                "body",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        row.setSpacing(12)
        self.card = Button(" اكتب بطاقة هذا الجهاز", glyph="id", name="اكتب بطاقة هذا الجهاز")
        self.copy = Button(" انسخ إلى جهاز", glyph="device-usb", name="انسخ إلى جهاز")
        row.addWidget(self.card)
        row.addWidget(self.copy)
        row.addStretch(1)
        self.body.addLayout(row)


class ProgressCard(Card):
    stop_requested = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=10)
        row = QHBoxLayout()
        self._stage = label("", "h3")
        row.addWidget(self._stage, 1)
        self._share = label("", "label")
        row.addWidget(self._share)
        self.stop = Button(" إيقاف", glyph="x", name="إيقاف النقل")
        self.stop.clicked.connect(self.stop_requested)
        row.addWidget(self.stop)
        self.body.addLayout(row)
        self._bar = QProgressBar()
        self._bar.setAccessibleName("تقدم النقل")
        self.body.addWidget(self._bar)
        self.body.addWidget(label("يمكنك متابعة العمل في الصفحات الأخرى. لا تسحب الذاكرة حتى ينتهي النقل.", "small"))

    def show_carrying(self, carrying: Carrying | None) -> None:
        self.setVisible(carrying is not None)
        if carrying is None:
            return
        set_text(self._stage, carrying.stage)
        is_known = carrying.share is not None
        self._bar.setRange(0, 100 if is_known else 0)
        self._bar.setValue(carrying.share or 0)
        set_text(self._share, theme().number(f"{carrying.share}%") if is_known else "")
        self.stop.setEnabled(not carrying.is_stopping)


class OutcomeCard(Card):
    """How it ended, and what to do next."""

    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=6)
        head = QHBoxLayout()
        self._title = label("", "h2")
        head.addWidget(self._title, 1)
        close = Button(kind="text", glyph="x", name="إخفاء النتيجة")
        close.clicked.connect(self.dismissed)
        head.addWidget(close)
        self.body.addLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.body.addLayout(self._lines)
        row = QHBoxLayout()
        self.anyway = Button("خذها مع ما تلغيه", "danger")
        row.addWidget(self.anyway)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_outcome(self, outcome: Outcome | None) -> None:
        self.setVisible(outcome is not None)
        if outcome is None:
            return
        set_text(self._title, outcome.title)
        self.anyway.setVisible(outcome.may_take_anyway)
        restyle(self._title, "tone", outcome.tone)
        clear_layout(self._lines)
        for line in outcome.lines:
            self._lines.addWidget(label(theme().number(line), "body", wrap=True))
        ink, tint = theme().palette.tone(outcome.tone)
        self.setStyleSheet(f"OutcomeCard {{ background: {tint}; border: 1px solid {ink}; border-radius: 10px; }}")
        self.setAccessibleName(f"{outcome.title}. {' '.join(outcome.lines)}")


def _steps() -> Card:
    card = Card("كيف يصل العمل بلا شبكة", spacing=8)
    for number, step in enumerate(STEPS, 1):
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label(theme().number(number), "h3", tone="primary"))
        row.addWidget(label(step, "body", wrap=True), 1)
        card.body.addLayout(row)
    card.body.addWidget(
        label(
            "ما على الذاكرة مختوم: إن ضاعت لم يقرأه أحد، ولم يضع شيء؛ فالعمل كله باقٍ على هذا الجهاز.",
            "small",
            wrap=True,
        )
    )
    return card
