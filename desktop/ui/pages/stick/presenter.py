"""Carrying data on a USB stick: out of here, and in from there. Knows no Qt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Literal, Protocol, TypeVar

from desktop.ui.actions import Actions
from desktop.ui.pages.asking import BACKGROUND, Lanes
from desktop.ui.pages.counter.presenter import saudi_now
from desktop.ui.pages.stick.state import Carrying, Outcome, StickState
from desktop.ui.pages.wording import RECORDS, ago
from desktop.usecases.carry_by_stick import CarriedFor, StickStatus
from domain.arabic import isolate
from domain.calendar import SAUDI_TIME
from domain.errors import Expected
from domain.sync.carried import CopiedOut, Progress, TakenIn
from domain.sync.changes import Changes

T = TypeVar("T")
Way = Literal["out", "in"]


TOO_MANY_VOIDS = "sync.voids"
VOIDS = (
    "تلغي هذه الحزمة أكثر من عُشر السجلات هنا، فتوقف أخذها قبل أن يُلغى شيء.",
    "اسأل مدير النظام في المركز الرئيس؛ فإن كان الإلغاء مقصودًا فخذها، وتبقى السجلات الملغاة في تاريخها.",
)


class Places(Protocol):
    """Where the stick is: asked of the person. Nothing when he changed his mind."""

    def choose_folder(self) -> str: ...

    def choose_bundle(self) -> str: ...

    def choose_card(self) -> str: ...


class StickPresenter:
    """`tell` hears what a bundle changed here, `taken` that one was taken: less may be waiting now."""

    def __init__(
        self,
        actions: Actions,
        lanes: Lanes,
        places: Places,
        *,
        show: Callable[[StickState], None],
        tell: Callable[[Changes], None],
        taken: Callable[[], None],
        now: Callable[[], datetime] = saudi_now,
    ) -> None:
        self._actions, self._lanes, self._places, self._now = actions, lanes, places, now
        self._show, self._tell, self._note_taken = show, tell, taken
        self._state = StickState()
        self.progress = Progress()
        self._way: Way = "out"
        self._place = self._refused_bundle = ""

    @property
    def is_carrying(self) -> bool:
        return self._state.carrying is not None

    def refresh(self) -> None:
        self._lanes.store.ask(
            self._actions.stick_status,
            then=self._read,
            failed=self._not_read,
            priority=BACKGROUND,
            supersedes="stick.status",
        )

    def _read(self, status: StickStatus) -> None:
        self._put(
            is_loaded=True,
            is_enrolled=status.is_enrolled,
            what_goes=_what_goes(status, self._now()),
            on_its_way=_on_its_way(status, self._now()),
            carried=tuple(_carried(item, self._now()) for item in status.carried),
        )

    def _not_read(self, problem: Expected) -> None:
        self._put(is_loaded=True, outcome=_failure(problem))

    def apply_changes(self, _: Changes) -> None:
        if not self.is_carrying:
            self.refresh()

    # --- carrying ------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        self._begin("out", self._places.choose_folder, self._actions.copy_to_stick, self._copied)

    def take(self) -> None:
        self._begin("in", self._places.choose_bundle, self._actions.take_from_stick, self._taken)

    def take_anyway(self) -> None:
        """A person has said that the bundle may void however much it voids."""
        if self._refused_bundle:
            file = self._refused_bundle
            self._begin("in", lambda: file, self._actions.take_with_voids, self._taken)

    def write_card(self) -> None:
        """By which another laptop addresses a bundle to this one."""
        folder = "" if self.is_carrying else self._places.choose_folder()
        if folder:
            self._put(outcome=None)
            work = partial(self._actions.write_card, folder)
            self._lanes.network.ask(work, then=self._card_written, failed=self._failed)

    def _card_written(self, name: str) -> None:
        self._put(outcome=_card_written(name))

    def copy_for_laptop(self) -> None:
        self._begin("out", self._places.choose_card, self._actions.copy_for_laptop, self._copied_for_laptop)

    def _copied_for_laptop(self, copied: CopiedOut) -> None:
        self._put(carrying=None, outcome=_copied_for_laptop(copied))

    def _begin(
        self,
        way: Way,
        choose: Callable[[], str],
        carry: Callable[[str, Progress], T],
        then: Callable[[T], None],
    ) -> None:
        if self.is_carrying:
            return
        place = choose()
        if not place:
            return
        self._way, self.progress = way, Progress()
        self._place, self._refused_bundle = place, ""
        self._put(carrying=_carrying(way, self.progress), outcome=None)
        # Off the store's lane, so that a clerk counts on while it runs.
        self._lanes.network.ask(partial(carry, place, self.progress), then=then, failed=self._failed)

    def look(self) -> None:
        """How far it has come: asked by the window's clock."""
        if self.is_carrying:
            self._put(carrying=_carrying(self._way, self.progress))

    def stop(self) -> None:
        self.progress.stop()
        self.look()

    def _copied(self, copied: CopiedOut) -> None:
        self._put(carrying=None, outcome=_copied(copied))
        self.refresh()

    def _taken(self, taken: TakenIn) -> None:
        self._put(carrying=None, outcome=_taken(taken))
        self.refresh()
        if taken.changes:
            self._tell(taken.changes)
        self._note_taken()

    def _failed(self, problem: Expected) -> None:
        if problem.code == TOO_MANY_VOIDS:
            self._refused_bundle = self._place
        self._put(carrying=None, outcome=_failure(problem))
        self.refresh()

    # --- what is shown -------------------------------------------------------------------------------------------

    def dismiss(self) -> None:
        self._put(outcome=None)

    def show(self) -> None:
        self._show(self._state)

    def _put(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self.show()


def _what_goes(status: StickStatus, now: datetime) -> str:
    carried = f" ومعه ما أُخذ من جهاز آخر: {RECORDS.of(status.foreign)}." if status.foreign else ""
    if status.waiting:
        own = f"ما كُتب هنا ولم يصل إلى المركز بعد: {RECORDS.of(status.waiting)}، أقدمها {_ago(status.since, now)}."
        return own + carried
    if status.foreign:
        return f"كل ما كُتب هنا وصل إلى المركز، وبقي ما أُخذ من جهاز آخر: {RECORDS.of(status.foreign)}."
    return "كل ما كُتب هنا وصل إلى المركز. تُنسخ حال هذا الجهاز وحدها، ليرد المركز بما كتبته الأجهزة الأخرى."


def _on_its_way(status: StickStatus, now: datetime) -> str:
    last = status.last_copy
    if last is None:
        return ""
    return (
        f"آخر نسخ {_ago(last.at, now)} في الملف {isolate(last.file)}، ولم يعد رد المركز عليه بعد. "
        "إن ضاعت تلك الذاكرة فانسخ من جديد: لا ينقص شيء، ولا يتكرر."
    )


def _carried(item: CarriedFor, now: datetime) -> str:
    writer = isolate(item.writer) if item.writer else "موظف آخر"
    return f"{writer}: {RECORDS.of(item.entries)}، أقدمها {_ago(item.since, now)}"


def _ago(iso: str | None, now: datetime) -> str:
    if not iso:
        return ""
    return ago((now - datetime.fromisoformat(iso).astimezone(SAUDI_TIME)).total_seconds())


def _carrying(way: Way, progress: Progress) -> Carrying:
    done, total = progress.done, progress.total
    share = min(100, 100 * done // total) if total else None
    if progress.is_stopped:
        stage = "يُوقف النقل…"
    elif way == "out":
        is_written = total > 0 and done >= total
        stage = "تُقرأ الذاكرة للتأكد مما كُتب عليها…" if is_written else "تُكتب السجلات على الذاكرة…"
        share = None if is_written else share
    else:
        stage = "تُفحص الحزمة كلها قبل أن يؤخذ منها شيء…" if 2 * done < total else "يؤخذ ما في الحزمة…"
    return Carrying(stage, share, progress.is_stopped)


def _copied(copied: CopiedOut) -> Outcome:
    names = "، ".join(isolate(name) for name in copied.files)
    lines = [f"على الذاكرة {RECORDS.of(copied.entries)} في {names}، مختومة لا يقرؤها إلا المركز الرئيس."]
    if len(copied.files) > 1:
        lines.append("أبقِ الملفات معًا في مجلد واحد.")
    lines.append("أخرج الذاكرة إخراجًا آمنًا وخذها إلى المركز، ثم عُد بالرد الذي يكتبه عليها واضغط «خذ من ذاكرة».")
    return Outcome("ok", "نُسخ كل شيء، وقُرئ من الذاكرة كما كُتب", tuple(lines))


def _card_written(name: str) -> Outcome:
    lines = (
        f"على الذاكرة {isolate(name)}. ليس فيها شيء من بيانات المراجعين.",
        "خذها إلى الجهاز الآخر، واضغط هناك «انسخ إلى جهاز»، ثم عُد بالذاكرة واضغط هنا «خذ من ذاكرة».",
    )
    return Outcome("ok", "كُتبت بطاقة هذا الجهاز", lines)


def _copied_for_laptop(copied: CopiedOut) -> Outcome:
    names = "، ".join(isolate(name) for name in copied.files)
    lines = (
        f"على الذاكرة ما ينقص ذلك الجهاز: {RECORDS.of(copied.entries)}، في {names}، مختومة لا يقرؤها سواه.",
        "خذها إليه، واضغط هناك «خذ من ذاكرة».",
    )
    return Outcome("ok", "نُسخ كل شيء، وقُرئ من الذاكرة كما كُتب", lines)


def _handed_over(taken: TakenIn) -> Outcome:
    lines = [f"جديد هنا من الجهاز الآخر: {RECORDS.of(taken.received)}، ولم تصل إلى المركز بعد."]
    lines.append("يأخذها إلى المركز من يصل إليه أولًا من الجهازين، وتُنسخ معك إن نسخت من هنا.")
    if taken.left_out:
        lines.append(f"وتُرك ما ينقصه شيء قبله: {RECORDS.of(taken.left_out)}. اكتب بطاقة جديدة هنا ليُنسخ بها كاملًا.")
    return Outcome("warn" if taken.left_out else "ok", "أُخذ ما في الذاكرة", tuple(lines))


def _taken(taken: TakenIn) -> Outcome:
    notices = tuple(notice.ar for notice in taken.notices)
    if taken.outcome == "old":
        line = "أُخذت من قبل، أو هي أقدم مما وصل إلى هذا الجهاز بعدها."
        return Outcome("info", "لا جديد في هذه الحزمة، ولم يتغير شيء", (line, *notices))
    if taken.outcome == "reissued":
        again = (
            f"كُتب باسم هذا الجهاز في مكانين، فأُعيد قيد {RECORDS.of(taken.reissued)} باسم جديد، ولم يضع شيء.",
            "اضغط «انسخ إلى ذاكرة» مرة أخرى ليأخذها المركز.",
        )
        return Outcome("warn", "بقيت خطوة واحدة", (*again, *notices))
    if taken.is_from_peer:
        return _handed_over(taken)
    lines = [
        f"جديد هنا من الأجهزة الأخرى: {RECORDS.of(taken.received)}.",
        f"أكّد المركز ما كُتب هنا: {RECORDS.of(taken.confirmed)}.",
    ]
    if taken.waiting:
        lines.append(f"وما زال ينتظر الوصول إليه: {RECORDS.of(taken.waiting)}.")
    return Outcome("ok", "أُخذ ما في الذاكرة", (*lines, *notices))


def _failure(problem: Expected) -> Outcome:
    if problem.code == "bundle.stopped":
        return Outcome("info", "أُوقف النقل", (problem.ar,))
    if problem.code == TOO_MANY_VOIDS:
        return Outcome("warn", "في الحزمة إلغاء لكثير من السجلات", VOIDS, may_take_anyway=True)
    return Outcome("bad", "لم يتم النقل", (problem.ar,))
