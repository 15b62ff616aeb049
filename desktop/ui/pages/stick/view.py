"""Two buttons: out on a USB stick, in from it. What goes, how far it is, how it ended, and what to do next."""

from functools import partial

import shiboken6
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import Button, Card, EmptyState, Page, clear_layout, label, set_text
from desktop.ui.kit.scrolling import bring_into_sight
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import said
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.stick.cards import OutcomeCard, PeerCard, ProgressCard, WayCard, steps_card
from desktop.ui.pages.stick.places import SystemPlaces
from desktop.ui.pages.stick.presenter import Places, StickPresenter
from desktop.ui.pages.stick.state import Carrying, StickState
from domain.sync.changes import Changes

LOOK_MS = 200
SIDE_BY_SIDE = 860  # pixels of the page


class StickView(Page):
    changed = Signal(object)  # Changes that a bundle made here
    taken = Signal()
    settings_requested = Signal()

    def __init__(self, actions: Actions, lanes: Lanes, places: Places | None = None) -> None:
        super().__init__(
            said("النقل بذاكرة USB", "Carry by USB stick"),
            said(
                "بين هذا الجهاز والمركز الرئيس، حيث لا شبكة",
                "Between this laptop and head office, where there is no network",
            ),
        )
        self.presenter = StickPresenter(
            actions,
            lanes,
            places or SystemPlaces(self),
            show=self.show_state,
            tell=self._tell,
            taken=self._note_taken,
        )
        self._state: StickState | None = None
        self._empty = self._make_empty()
        self.body.addWidget(self._empty, 1)
        self._inside = self._make_inside()
        self._begun = self.out.button
        self.body.addWidget(self._inside)
        self.body.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.presenter.look)
        theme().changed.connect(self._repaint)
        self.presenter.show()

    def _make_empty(self) -> EmptyState:
        empty = EmptyState(
            "device-usb",
            said("لم يُربط هذا الجهاز بالمركز الرئيس بعد", "This laptop is not enrolled with head office yet"),
            said(
                "يُربط مرة واحدة بالشبكة وبرمز من مدير النظام، ثم يكفيه النقل بالذاكرة.",
                "It is linked once, over the network with a code from the administrator; from then on the stick is "
                "enough.",
            ),
        )
        joining = Button(
            said(" الإعدادات", " Settings"),
            glyph="settings",
            name=said("فتح الإعدادات لربط الجهاز", "Open the settings to enrol the laptop"),
        )
        joining.clicked.connect(self.settings_requested)
        empty.add_action(joining)
        return empty

    def _make_inside(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.outcome = OutcomeCard()
        self.outcome.dismissed.connect(self._dismiss)
        self.outcome.anyway.clicked.connect(self.presenter.take_anyway)
        column.addWidget(self.outcome)
        self.progress = ProgressCard()
        self.progress.stop_requested.connect(self.presenter.stop)
        column.addWidget(self.progress)
        column.addLayout(self._make_ways())
        column.addWidget(steps_card())
        self.peer = PeerCard()
        self.peer.card.clicked.connect(self.presenter.write_card)
        self.peer.copy.clicked.connect(self.presenter.copy_for_laptop)
        column.addWidget(self.peer)
        column.addWidget(self._make_carried())
        self._buttons = (self.out.button, self.back.button, self.peer.card, self.peer.copy)
        return inside

    def _make_ways(self) -> QBoxLayout:
        self._ways = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._ways.setSpacing(GAP)
        self.out = WayCard(
            "upload",
            said("من هنا إلى الذاكرة", "From here to the stick"),
            said("انسخ إلى ذاكرة", "Copy to a stick"),
            "primary",
        )
        self.out.button.clicked.connect(self.presenter.copy)
        self.back = WayCard(
            "download",
            said("من الذاكرة إلى هنا", "From the stick to here"),
            said("خذ من ذاكرة", "Take from a stick"),
            "secondary",
        )
        self.back.button.clicked.connect(self.presenter.take)
        set_text(
            self.back.detail,
            said(
                "رد المركز الرئيس على ما نسخته: تأكيد ما وصل، وما كتبته أجهزة المكتب الأخرى.",
                "Head office's answer to what you copied: what arrived, and what the office's other laptops wrote.",
            ),
        )
        set_text(
            self.back.note,
            said(
                "تُفحص سجلات الحزمة كلها قبل أن يؤخذ منها شيء، وأخذها مرتين لا يكرر شيئًا.",
                "All records of the bundle are checked before anything is taken; taking it twice doubles nothing.",
            ),
        )
        for card in (self.out, self.back):
            self._ways.addWidget(card, 1)
        return self._ways

    def _make_carried(self) -> Card:
        self.carried = Card(said("ما يُحمل من هنا عن أجهزة أخرى", "Carried from here for other laptops"), spacing=6)
        self.carried.body.addWidget(
            label(
                said(
                    "أُخذ من جهاز آخر ولم يصل المركز بعد، ويذهب مع أول نسخ أو اتصال.",
                    "Taken from another laptop and not yet at head office; it goes with the next copy or connection.",
                ),
                "small",
            )
        )
        self._carried_lines = QVBoxLayout()
        self.carried.body.addLayout(self._carried_lines)
        return self.carried

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
        before, self._state = self._state, state
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
        self._show_carrying(state.carrying)
        self._follow(is_carrying=state.carrying is not None)
        self._bring_into_sight(before, state)

    def _bring_into_sight(self, before: StickState | None, state: StickState) -> None:
        """How far it is and how it ended stand above, and the last of the buttons far below."""
        is_new = before is not None and (before.outcome, before.carrying is None) != (
            state.outcome,
            state.carrying is None,
        )
        shown = self.progress if state.carrying is not None else self.outcome
        if is_new and not shown.isHidden():
            # Once it has its place: it was only just put there.
            QTimer.singleShot(0, shown, partial(self._show_with_the_keyboard, shown))
        elif is_new and self._begun.hasFocus():
            QTimer.singleShot(0, self._begun, partial(bring_into_sight, self._begun))

    def _show_with_the_keyboard(self, shown: QWidget) -> None:
        """And where it was begun, which has the keyboard again. Where there is not room for both the keyboard stays
        with what is seen, to hide it."""
        focused = next((button for button in self._buttons if button.hasFocus()), None)
        if focused is not None:
            bring_into_sight(focused)
        bring_into_sight(shown)
        if focused is not None and focused.visibleRegion().boundingRect() != focused.rect():
            self._begun = focused
            self.outcome.hide_it.setFocus()

    def _show_carrying(self, carrying: Carrying | None) -> None:
        """The keyboard goes to what stops it, and back to where it was begun: never out of the page."""
        if carrying is not None:
            self.progress.show_carrying(carrying)
            begun = next((button for button in self._buttons if button.hasFocus()), None)
            if begun is not None:
                self._begun = begun
                self.progress.stop.setFocus()
        for button in self._buttons:
            button.setEnabled(carrying is None)
        if carrying is None:
            if self.progress.stop.hasFocus():
                self._begun.setFocus()
            self.progress.show_carrying(None)

    def _dismiss(self) -> None:
        """The keyboard goes back to where it was begun."""
        if self.outcome.hide_it.hasFocus():
            self._begun.setFocus()
        self.presenter.dismiss()

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
