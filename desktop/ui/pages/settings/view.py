"""Settings: how the window looks, when it locks, head office, who works here, and whether the data is sound."""

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Button, Page
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import said
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.notice import NoticeBar
from desktop.ui.pages.settings.appearance import Appearance
from desktop.ui.pages.settings.appearance_card import AppearanceCard
from desktop.ui.pages.settings.backup_card import BackupStoreCard
from desktop.ui.pages.settings.head_office_card import HeadOfficeCard
from desktop.ui.pages.settings.kept_card import KeptAsideCard
from desktop.ui.pages.settings.presenter import SettingsPresenter
from desktop.ui.pages.settings.recovery_card import RecoverySheetCard
from desktop.ui.pages.settings.state import SettingsState
from desktop.ui.pages.settings.store_card import AboutCard
from desktop.ui.pages.settings.users_card import UserListCard
from desktop.usecases.sync_now import SyncReport
from domain.sync.changes import Changes

TWO_COLUMNS = 900


class SettingsView(Page):
    changed = Signal(object)  # Changes
    appearance_changed = Signal()
    lock_minutes_changed = Signal(int)
    recovery_sheet_made = Signal(object)  # NewSheet
    forms_requested = Signal()
    language_chosen = Signal(str)

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo) -> None:
        super().__init__(
            said("الإعدادات", "Settings"),
            said(
                "المظهر والقفل على هذا الجهاز وحده؛ والمستخدمون لأجهزة المكتب كلها",
                "Appearance and lock are of this laptop alone; users are of all the branch's laptops",
            ),
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.presenter = SettingsPresenter(
            actions,
            lanes,
            info,
            show=self.show_state,
            tell=self._tell,
            appearance_saved=self._appearance_saved,
        )
        self._state: SettingsState | None = None
        self._notice = NoticeBar()
        self._notice.dismissed.connect(self._notice.hide)
        self.body.addWidget(self._notice)
        self.appearance = AppearanceCard(self.presenter)
        self.appearance.language_chosen.connect(self.language_chosen)
        self.head_office = HeadOfficeCard()
        self.users = UserListCard()
        self.recovery = RecoverySheetCard(actions, lanes.store, info)
        self.backup = BackupStoreCard(actions, lanes.store)
        self.kept = KeptAsideCard(actions, lanes.store)
        self.about = AboutCard(info)
        self._make_forms_button()
        self._arrange()
        self._connect()
        theme().changed.connect(self._repaint)
        self.presenter.show()

    def _make_forms_button(self) -> None:
        self.forms = Button(
            said(" استمارات المكتب", " The branch's forms"),
            glyph="file-search",
            name=said("استمارات المكتب وفحصها", "The branch's forms and checking them"),
        )
        self.forms.clicked.connect(self.forms_requested)
        self.header.buttons.addWidget(self.forms)

    def _arrange(self) -> None:
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(GAP)
        self.body.addLayout(self._columns)
        for cards in (
            (self.appearance, self.head_office, self.backup, self.kept),
            (self.users, self.recovery, self.about),
        ):
            column = QVBoxLayout()
            column.setSpacing(GAP)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.head_office.enrol_requested.connect(self.presenter.enrol)
        self.head_office.sync_requested.connect(self.presenter.sync)
        self.users.add_requested.connect(self.presenter.add_user)
        self.recovery.sheet_made.connect(self.recovery_sheet_made)
        self.about.verify_requested.connect(self.presenter.verify)

    def _appearance_saved(self, wanted: Appearance) -> None:
        if not shiboken6.isValid(self):
            return
        theme().apply(choice=wanted.theme, digits=wanted.digits, density=wanted.density)
        self.lock_minutes_changed.emit(wanted.lock_minutes)
        self.appearance_changed.emit()

    def apply_changes(self, changes: Changes) -> None:
        """Users may have come from another laptop."""
        self.presenter.apply_changes(changes)

    def show_sync(self, report: SyncReport) -> None:
        self.presenter.show_sync(report)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()
        self.presenter.refresh()
        self.backup.presenter.refresh()
        self.kept.presenter.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        wanted = directions.LeftToRight if self.width() >= TWO_COLUMNS else directions.TopToBottom
        self._columns.setDirection(wanted)

    def _tell(self, changes: Changes) -> None:
        # The desk may have been locked while the write was on its way.
        if shiboken6.isValid(self):
            self.changed.emit(changes)

    def show_state(self, state: SettingsState) -> None:
        if not shiboken6.isValid(self):
            return
        self._state = state
        self._notice.show_notice(state.problem, "bad")
        self.appearance.show_appearance(state.appearance)
        self.head_office.show_sync(state.sync)
        self.users.show_users(state.users)
        self.about.show_store(state.store)
        self.backup.presenter.show()
        self.kept.presenter.show()

    def _repaint(self) -> None:
        if self._state is not None:
            self.show_state(self._state)
