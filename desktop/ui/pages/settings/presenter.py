"""Appearance, lock, head office, users, and proving the store. Knows no Qt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.language import listed, said, said_of
from desktop.ui.pages.asking import BACKGROUND, Lanes
from desktop.ui.pages.counter.presenter import saudi_now
from desktop.ui.pages.settings import appearance as keys
from desktop.ui.pages.settings.appearance import Appearance, read_appearance
from desktop.ui.pages.settings.state import SettingsState, StoreCard, SyncCard, UserLine, UsersCard
from desktop.ui.pages.wording import RECORDS, ago
from desktop.ui.shown import clock
from desktop.usecases.add_user import Added, NewUser
from desktop.usecases.check_store import Verified
from desktop.usecases.sync_now import SyncReport
from domain.calendar import SAUDI_TIME
from domain.complaint_rights import ONLY_SENT, SHOWN_WHOLE
from domain.errors import Expected, RuleBroken
from domain.sync.changes import Changes
from domain.user import ROLE_NAMES, User

ADMINISTRATOR = "administrator"


class SettingsPresenter:
    """`tell` hears of confirmed writes; `appearance_saved` when a setting is on disk."""

    def __init__(
        self,
        actions: Actions,
        lanes: Lanes,
        info: DeskInfo,
        *,
        show: Callable[[SettingsState], None],
        tell: Callable[[Changes], None],
        appearance_saved: Callable[[Appearance], None],
        now: Callable[[], datetime] = saudi_now,
    ) -> None:
        self._actions, self._lanes, self._info, self._now = actions, lanes, info, now
        self._show, self._tell, self._appearance_saved = show, tell, appearance_saved
        self._appearance = Appearance()
        self._sync = SyncCard(False, "", "", "", "info")
        self._users = UsersCard((), info.user.has_role(ADMINISTRATOR))
        self._store = StoreCard()
        self._problem = ""

    def refresh(self) -> None:
        ask = partial(self._lanes.store.ask, failed=self._failed, priority=BACKGROUND)
        read = partial(read_appearance, self._actions.find_setting)
        ask(read, then=self._read_appearance, supersedes="settings.appearance")
        ask(self._actions.sync_status, then=self.show_sync, supersedes="settings.sync")
        ask(self._actions.list_users, then=self._read_users, supersedes="settings.users")

    def _failed(self, problem: Expected) -> None:
        self._problem = said_of(problem)
        self.show()

    # --- appearance ----------------------------------------------------------------------------------------------

    def _read_appearance(self, found: Appearance) -> None:
        self._appearance = found
        self.show()

    def choose_theme(self, value: str) -> None:
        self._save(keys.THEME_KEY, value, replace(self._appearance, theme=value))

    def choose_digits(self, value: str) -> None:
        self._save(keys.DIGITS_KEY, value, replace(self._appearance, digits=value))

    def choose_density(self, value: str) -> None:
        self._save(keys.DENSITY_KEY, value, replace(self._appearance, density=value))

    def choose_lock(self, minutes: int) -> None:
        self._save(keys.LOCK_KEY, str(minutes), replace(self._appearance, lock_minutes=minutes))

    def _save(self, key: str, value: str, wanted: Appearance) -> None:
        before, self._appearance = self._appearance, wanted
        if wanted == before:
            return
        self._problem = ""
        self.show()
        self._lanes.store.ask(
            partial(self._actions.save_setting, key, value),
            then=partial(self._saved, wanted),
            failed=partial(self._not_saved, before),
        )

    def _saved(self, wanted: Appearance, _: None) -> None:
        self._appearance_saved(wanted)

    def _not_saved(self, before: Appearance, problem: Expected) -> None:
        self._appearance = before
        self._failed(problem)

    # --- head office ---------------------------------------------------------------------------------------------

    def show_sync(self, report: SyncReport) -> None:
        self._sync = _sync_card(report, self._now())
        self.show()

    def enrol(self, address: str, code: str) -> None:
        if self._sync.is_busy:
            return
        missing = _missing_enrolment(address, code)
        self._sync = replace(self._sync, is_busy=missing is None, problem=missing)
        self.show()
        if missing is None:
            work = partial(self._actions.enrol, address.strip(), code.strip())
            self._lanes.network.ask(work, then=self._synced, failed=self._not_synced)

    def sync(self) -> None:
        if self._sync.is_busy:
            return
        self._sync = replace(self._sync, is_busy=True, problem=None)
        self.show()
        self._lanes.network.ask(self._actions.sync_now, then=self._synced, failed=self._not_synced)

    def _synced(self, report: SyncReport) -> None:
        self.show_sync(report)
        if report.changes:
            self._tell(report.changes)

    def _not_synced(self, problem: Expected) -> None:
        self._sync = replace(self._sync, is_busy=False, problem=problem)
        self.show()

    # --- users ---------------------------------------------------------------------------------------------------

    def _read_users(self, users: tuple[User, ...]) -> None:
        me = self._info.user.id
        lines = tuple(UserLine(user.name, user.username, role_names(user), user.id == me) for user in users)
        self._users = replace(self._users, users=lines)
        self.show()

    def add_user(self, new: NewUser, repeated: str) -> None:
        """`repeated` is the password typed a second time."""
        if self._users.is_busy:
            return
        problem = _missing_user(new, repeated)
        self._users = replace(self._users, is_busy=problem is None, problem=problem, added="")
        self.show()
        if problem is None:
            self._lanes.store.ask(
                partial(self._actions.add_user, new), then=self._user_added, failed=self._user_not_added
            )

    def _user_added(self, added: Added) -> None:
        self._users = replace(self._users, is_busy=False, added=added.user.name)
        self._tell(added.changes)
        self.refresh()

    def _user_not_added(self, problem: Expected) -> None:
        self._users = replace(self._users, is_busy=False, problem=problem)
        self.show()

    # --- the store -----------------------------------------------------------------------------------------------

    def verify(self) -> None:
        if self._store.kind == "running":
            return
        self._store = StoreCard(
            "running",
            said(
                "يُفحص تسلسل السجل والبصمات والملف، وقد يأخذ دقيقة.",
                "The log's chain, the digests and the file are checked; it may take a minute.",
            ),
        )
        self.show()
        self._lanes.store.ask(self._actions.verify, then=self._verified, failed=self._not_verified, priority=BACKGROUND)

    def _verified(self, found: Verified) -> None:
        if found.is_clean:
            time = clock(f"{self._now():%H:%M}")
            self._store = StoreCard(
                "clean",
                said(
                    f"البيانات سليمة وتطابق السجل. فُحصت الساعة {time}.",
                    f"The data is sound and agrees with the log. Checked at {time}.",
                ),
            )
        else:
            sentence = said(
                "في البيانات ما يخالف السجل. أوقف الإدخال على هذا الجهاز وأبلغ مدير النظام بما يلي.",
                "The data disagrees with the log. Stop writing on this laptop and tell the administrator what follows.",
            )
            self._store = StoreCard("damaged", sentence, found.findings)
        self.show()

    def _not_verified(self, problem: Expected) -> None:
        self._store = StoreCard("failed", said_of(problem))
        self.show()

    # --- what is shown -------------------------------------------------------------------------------------------

    def apply_changes(self, changes: Changes) -> None:
        if "users" in changes.kinds:
            self.refresh()

    def show(self) -> None:
        self._show(SettingsState(self._appearance, self._sync, self._users, self._store, self._problem))


def role_names(user: User) -> str:
    return listed(said_of(ROLE_NAMES[role]) if role in ROLE_NAMES else role for role in user.roles)


def _missing_enrolment(address: str, code: str) -> RuleBroken | None:
    if not address.strip():
        return RuleBroken(
            "enrol.address",
            ar="اكتب عنوان المركز كما وصلك من مدير النظام، ويبدأ بـ https.",
            en="Write head office's address as the administrator gave it; it starts with https.",
            field="hub",
        )
    if not code.strip():
        return RuleBroken(
            "enrol.code",
            ar="اكتب رمز الربط الذي أعطاك إياه مدير النظام؛ يُستعمل مرة واحدة.",
            en="Write the enrolment code the administrator gave you; it works once.",
            field="code",
        )
    return None


def _missing_user(new: NewUser, repeated: str) -> RuleBroken | None:
    if not new.roles:
        return RuleBroken("user.roles", ar="اختر دورًا واحدًا على الأقل.", en="Choose at least one role.", field="roles")
    if new.password != repeated:
        return RuleBroken(
            "user.repeat",
            ar="كلمتا المرور غير متطابقتين. أعد كتابتهما.",
            en="The two passwords differ. Write them again.",
            field="repeat",
        )
    return None


def _sync_card(report: SyncReport, now: datetime) -> SyncCard:
    shown = said_of(ONLY_SENT if report.only_sends_complaints else SHOWN_WHOLE) if report.is_enrolled else ""
    return replace(_standing_card(report, now), shown=shown)


def _standing_card(report: SyncReport, now: datetime) -> SyncCard:
    if not report.is_enrolled:
        detail = said(
            "كل ما تكتبه محفوظ على هذا الجهاز. اربطه بالمركز ليصل إليه وإلى أجهزة المكتب الأخرى.",
            "All you write is saved on this laptop. Enrol it so that it reaches head office and the branch's other "
            "laptops.",
        )
        return SyncCard(False, "", said("لم يُربط هذا الجهاز بعد", "Not yet enrolled"), detail, "info")
    count, oldest = RECORDS.of(report.waiting), _ago(report.since, now)
    waiting = said(
        f"محفوظ هنا وينتظر الإرسال: {count}، أقدمها {oldest}",
        f"Saved here, waiting to be sent: {count}, the oldest {oldest}",
    )
    if report.problem:
        advice = said(report.sentence_ar, report.sentence_en) or said(
            "تعذّر الوصول إلى المركز. تُعاد المحاولة وحدها متى عادت الشبكة.",
            "Head office could not be reached. It is tried again by itself when there is a line.",
        )
        detail = f"{advice} {waiting if report.waiting else ''}".strip()
        title = (
            said("المركز لا يجيب الآن", "Head office does not answer now")
            if report.is_out_of_reach
            else said("تعذّرت المزامنة", "Could not sync")
        )
        return SyncCard(True, report.hub_url, title, detail, "warn")
    if report.waiting:
        return SyncCard(
            True, report.hub_url, said("محفوظ هنا، وينتظر الإرسال", "Saved here, waiting to be sent"), waiting, "info"
        )
    past = _ago(report.reached_at, now)
    reached = (
        said(f"آخر وصول {past}.", f"Last reached {past}.")
        if report.reached_at
        else said("لم تُرسل منه دفعة بعد.", "Nothing was sent from here yet.")
    )
    return SyncCard(True, report.hub_url, said("وصل كل شيء إلى المركز", "All has reached head office"), reached, "ok")


def _ago(iso: str | None, now: datetime) -> str:
    if not iso:
        return said("غير معروف", "unknown")
    return ago((now - datetime.fromisoformat(iso).astimezone(SAUDI_TIME)).total_seconds())
