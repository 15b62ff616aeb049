"""How data on a USB stick stands and how carrying it ended, in words. Knows no Qt."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from desktop.ui.language import listed, said, said_of
from desktop.ui.pages.stick.files_said import counted, lines_of_copy, lines_of_taking, waiting_files
from desktop.ui.pages.stick.state import Carrying, Outcome
from desktop.ui.pages.wording import RECORDS, ago
from desktop.usecases.carry_by_stick import CarriedFor, StickStatus
from domain.arabic import isolate
from domain.calendar import SAUDI_TIME
from domain.errors import Expected
from domain.sync.carried import CopiedOut, Progress, Stage, TakenIn
from domain.text import Text

Way = Literal["out", "in"]
TOO_MANY_VOIDS = "sync.voids"
VOIDS = (
    Text(
        "تلغي هذه الحزمة أكثر من عُشر السجلات هنا، فتوقف أخذها قبل أن يُلغى شيء.",
        "This bundle voids more than a tenth of the records here, so taking it stopped before anything was voided.",
    ),
    Text(
        "اسأل مدير النظام في المركز الرئيس؛ فإن كان الإلغاء مقصودًا فخذها، وتبقى السجلات الملغاة في تاريخها.",
        "Ask the administrator at head office; if the voiding is meant, take it: voided records stay in their history.",
    ),
)
WRITING = Text("تُكتب السجلات على الذاكرة…", "Writing the records to the stick…")
WRITING_FILES = Text("تُكتب الملفات على الذاكرة…", "Writing the files to the stick…")
READING_BACK = Text("تُقرأ الذاكرة للتأكد مما كُتب عليها…", "Reading the stick back to be sure of what was written…")
TAKING: Mapping[Stage, Text] = {
    "checking": Text(
        "تُفحص سجلات الحزمة كلها قبل أن يؤخذ منها شيء…",
        "Checking all records of the bundle before anything is taken from it…",
    ),
    "records": Text("يؤخذ ما في الحزمة…", "Taking what the bundle holds…"),
    "files": Text("تؤخذ ملفات الحزمة…", "Taking the bundle's files…"),
}


def what_goes(status: StickStatus, now: datetime) -> str:
    carried = (
        said(
            f" ومعه ما أُخذ من جهاز آخر: {RECORDS.of(status.foreign)}.",
            f" With what was taken from another laptop: {RECORDS.of(status.foreign)}.",
        )
        if status.foreign
        else ""
    )
    files = waiting_files(status.files)
    if status.waiting:
        own = said(
            f"ما كُتب هنا ولم يصل إلى المركز بعد: {RECORDS.of(status.waiting)}، أقدمها {_ago(status.since, now)}.",
            f"Written here and not yet at head office: {RECORDS.of(status.waiting)}, the oldest "
            f"{_ago(status.since, now)}.",
        )
        return own + carried + files
    if status.foreign:
        return (
            said(
                f"كل ما كُتب هنا وصل إلى المركز، وبقي ما أُخذ من جهاز آخر: {RECORDS.of(status.foreign)}.",
                f"Everything written here has reached head office; what was taken from another laptop has not: "
                f"{RECORDS.of(status.foreign)}.",
            )
            + files
        )
    if status.files.files:
        return said(
            f"كل ما كُتب هنا وصل إلى المركز، وبقيت ملفات لم تصل إليه: {counted(status.files)}.",
            f"Everything written here has reached head office; files have not: {counted(status.files)}.",
        )
    return said(
        "كل ما كُتب هنا وصل إلى المركز. تُنسخ حال هذا الجهاز وحدها، ليرد المركز بما كتبته الأجهزة الأخرى.",
        "Everything written here has reached head office. Only this laptop's state is copied, so that head office "
        "answers with what the other laptops wrote.",
    )


def on_its_way(status: StickStatus, now: datetime) -> str:
    last = status.last_copy
    if last is None:
        return ""
    return said(
        f"آخر نسخ {_ago(last.at, now)} في الملف {isolate(last.file)}، ولم يعد رد المركز عليه بعد. "
        "إن ضاعت تلك الذاكرة فانسخ من جديد: لا ينقص شيء، ولا يتكرر.",
        f"Last copied {_ago(last.at, now)} into the file {isolate(last.file)}; head office's answer has not come back "
        "yet. If that stick is lost, copy again: nothing goes missing and nothing is doubled.",
    )


def carried_line(item: CarriedFor, now: datetime) -> str:
    writer = isolate(item.writer) if item.writer else said("موظف آخر", "Another clerk")
    return said(
        f"{writer}: {RECORDS.of(item.entries)}، أقدمها {_ago(item.since, now)}",
        f"{writer}: {RECORDS.of(item.entries)}, the oldest {_ago(item.since, now)}",
    )


def _ago(iso: str | None, now: datetime) -> str:
    if not iso:
        return ""
    return ago((now - datetime.fromisoformat(iso).astimezone(SAUDI_TIME)).total_seconds())


def carrying_now(way: Way, progress: Progress) -> Carrying:
    done, total = progress.done, progress.total
    share = min(100, 100 * done // total) if total else None
    if progress.is_stopped:
        stage = said("يُوقف النقل…", "Stopping…")
    elif way == "out":
        is_written = total > 0 and done >= total
        writing = WRITING_FILES if progress.stage == "files" else WRITING
        stage = said_of(READING_BACK if is_written else writing)
        share = None if is_written else share
    else:
        stage = said_of(TAKING[progress.stage])
    return Carrying(stage, share, progress.is_stopped)


def copied_out(copied: CopiedOut) -> Outcome:
    names = listed(isolate(name) for name in copied.files)
    what = (
        said(f"على الذاكرة {RECORDS.of(copied.entries)}", f"On the stick: {RECORDS.of(copied.entries)}")
        if copied.entries
        else said("على الذاكرة حال هذا الجهاز وحدها", "On the stick is this laptop's state alone")
    )
    lines = [
        what
        + said(
            f" في {names}، مختومة لا يقرؤها إلا المركز الرئيس.",
            f", in {names}, sealed so that only head office can read it.",
        )
    ]
    lines.extend(lines_of_copy(copied))
    if len(copied.files) > 1:
        lines.append(said("أبقِ الملفات معًا في مجلد واحد.", "Keep the files together in one folder."))
    lines.append(
        said(
            "أخرج الذاكرة إخراجًا آمنًا وخذها إلى المركز، ثم عُد بالرد الذي يكتبه عليها واضغط «خذ من ذاكرة».",
            "Eject the stick safely and take it to head office; come back with the answer it writes on it and press "
            "“Take from a stick”.",
        )
    )
    return Outcome(
        "ok",
        said("نُسخ كل شيء، وقُرئ من الذاكرة كما كُتب", "Everything was copied, and read back as it was written"),
        tuple(lines),
    )


def card_written(name: str) -> Outcome:
    lines = (
        said(
            f"على الذاكرة {isolate(name)}. ليس فيها شيء من بيانات المراجعين.",
            f"On the stick: {isolate(name)}. It holds nothing about any visitor.",
        ),
        said(
            "خذها إلى الجهاز الآخر، واضغط هناك «انسخ إلى جهاز»، ثم عُد بالذاكرة واضغط هنا «خذ من ذاكرة».",
            "Take it to the other laptop, press “Copy for a laptop” there, then come back with the stick and press "
            "“Take from a stick” here.",
        ),
    )
    return Outcome("ok", said("كُتبت بطاقة هذا الجهاز", "This laptop's card is written"), lines)


def copied_for_laptop(copied: CopiedOut) -> Outcome:
    names = listed(isolate(name) for name in copied.files)
    lines = (
        said(
            f"على الذاكرة ما ينقص ذلك الجهاز: {RECORDS.of(copied.entries)}، في {names}، مختومة لا يقرؤها سواه.",
            f"On the stick is what that laptop lacks: {RECORDS.of(copied.entries)}, in {names}, sealed so that it "
            f"alone can read them.",
        ),
        *lines_of_copy(copied),
        said("خذها إليه، واضغط هناك «خذ من ذاكرة».", "Take it there and press “Take from a stick”."),
    )
    return Outcome(
        "ok",
        said("نُسخ كل شيء، وقُرئ من الذاكرة كما كُتب", "Everything was copied, and read back as it was written"),
        lines,
    )


def _handed_over(taken: TakenIn) -> Outcome:
    lines = [
        said(
            f"جديد هنا من الجهاز الآخر: {RECORDS.of(taken.received)}، ولم تصل إلى المركز بعد.",
            f"New here from the other laptop: {RECORDS.of(taken.received)}, not yet at head office.",
        )
    ]
    lines.append(
        said(
            "يأخذها إلى المركز من يصل إليه أولًا من الجهازين، وتُنسخ معك إن نسخت من هنا.",
            "Whichever of the two laptops reaches head office first brings them; they go with what you copy here, too.",
        )
    )
    lines.extend(lines_of_taking(taken.beside))
    if taken.left_out:
        lines.append(
            said(
                f"وتُرك ما ينقصه شيء قبله: {RECORDS.of(taken.left_out)}. اكتب بطاقة جديدة هنا ليُنسخ بها كاملًا.",
                f"Left out because something before it is missing: {RECORDS.of(taken.left_out)}. Write a new card "
                f"here so that all of it is copied.",
            )
        )
    return Outcome(
        "warn" if taken.left_out else "ok", said("أُخذ ما في الذاكرة", "The stick's contents are taken"), tuple(lines)
    )


def _written_twice(taken: TakenIn, notices: tuple[str, ...]) -> Outcome:
    again = (
        said(
            f"كُتب باسم هذا الجهاز في مكانين، فأُعيد قيد {RECORDS.of(taken.reissued)} باسم جديد، ولم يضع شيء.",
            f"Something was written in this laptop's name in two places, so {RECORDS.of(taken.reissued)} are "
            f"entered under a new name; nothing is lost.",
        ),
        said(
            "اضغط «انسخ إلى ذاكرة» مرة أخرى ليأخذها المركز.",
            "Press “Copy to a stick” once more so that head office gets them.",
        ),
    )
    return Outcome("warn", said("بقيت خطوة واحدة", "One more step"), (*again, *notices))


def taken_in(taken: TakenIn) -> Outcome:
    notices = tuple(said_of(notice) for notice in taken.notices)
    if taken.outcome == "old":
        line = said(
            "أُخذت من قبل، أو هي أقدم مما وصل إلى هذا الجهاز بعدها.",
            "It was taken before, or it is older than what reached this laptop since.",
        )
        return Outcome(
            "info",
            said("لا جديد في هذه الحزمة، ولم يتغير شيء", "Nothing new in this bundle; nothing has changed"),
            (line, *lines_of_taking(taken.beside), *notices),
        )
    if taken.outcome == "reissued":
        return _written_twice(taken, notices)
    if taken.is_from_peer:
        return _handed_over(taken)
    lines = (*_from_head_office(taken), *lines_of_taking(taken.beside), *notices)
    tone = "warn" if taken.beside.left else "ok"
    return Outcome(tone, said("أُخذ ما في الذاكرة", "The stick's contents are taken"), lines)


def _from_head_office(taken: TakenIn) -> list[str]:
    lines = [
        said(
            f"جديد هنا من الأجهزة الأخرى: {RECORDS.of(taken.received)}.",
            f"New here from the other laptops: {RECORDS.of(taken.received)}.",
        )
        if taken.received
        else said("لا جديد من الأجهزة الأخرى.", "Nothing new from the other laptops.")
    ]
    if taken.confirmed:
        lines.append(
            said(
                f"أكّد المركز ما كُتب هنا: {RECORDS.of(taken.confirmed)}.",
                f"Head office confirmed what was written here: {RECORDS.of(taken.confirmed)}.",
            )
        )
    elif not taken.waiting:
        lines.append(
            said("وكل ما كُتب هنا عند المركز من قبل.", "Everything written here has been at head office since before.")
        )
    if taken.waiting:
        lines.append(
            said(
                f"وما زال ينتظر الوصول إليه: {RECORDS.of(taken.waiting)}.",
                f"Still waiting to reach it: {RECORDS.of(taken.waiting)}.",
            )
        )
    return lines


def failure(problem: Expected) -> Outcome:
    if problem.code == "bundle.stopped":
        return Outcome("info", said("أُوقف النقل", "Stopped"), (said_of(problem),))
    if problem.code == TOO_MANY_VOIDS:
        return Outcome(
            "warn",
            said("في الحزمة إلغاء لكثير من السجلات", "The bundle voids many records"),
            tuple(map(said_of, VOIDS)),
            may_take_anyway=True,
        )
    return Outcome("bad", said("لم يتم النقل", "It was not carried"), (said_of(problem),))
