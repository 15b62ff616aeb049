"""A paper that comes back: chosen, dropped or scanned, and what is known of it in words. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Literal

from desktop.ui.actions import Actions
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Asks
from desktop.usecases.check_paper import PaperAnswer
from domain.arabic import isolate
from domain.errors import Expected
from domain.paper import STANDINGS, told_copy, told_superseded
from domain.shown import moment_text

Tone = Literal["ok", "warn", "bad"]
KEPT: Final = ("stands", "signed", "superseded")
"""Of a picture: what may be that of a signed paper."""


@dataclass(frozen=True)
class Verdict:
    """`facts` are what to hold against the paper: (name, value). `record` is the attestation's id, when it is here;
    `can_be_kept` when the picture may be that of the signed paper; as evidence alone when it `is_superseded`."""

    tone: Tone
    title: str
    sentence: str
    facts: tuple[tuple[str, str], ...] = ()
    record: str = ""
    can_be_kept: bool = False
    is_superseded: bool = False


@dataclass(frozen=True)
class CheckState:
    """`file` is the name of what is checked, `path` where it lies; empty for a code that was typed."""

    is_looking: bool = False
    verdict: Verdict | None = None
    file: str = ""
    path: str = ""


class CheckPresenter:
    def __init__(self, actions: Actions, lane: Asks, *, show: Callable[[CheckState], None]) -> None:
        self._actions, self._lane, self._show_state = actions, lane, show
        self._state = CheckState()

    def show(self) -> None:
        self._show_state(self._state)

    def check_file(self, file: str) -> None:
        """Nothing was chosen: nothing changes."""
        if file:
            self._ask(partial(self._actions.check_paper_file, file), file)

    def check_code(self, text: str) -> None:
        if text.strip():
            self._ask(partial(self._actions.check_paper_code, text), "")

    def _ask(self, work: Callable[[], PaperAnswer], path: str) -> None:
        self._put(CheckState(is_looking=True, file=_name(path), path=path))
        self._lane.ask(
            work, then=partial(self._told, path), failed=partial(self._refused, path), supersedes="paper.check"
        )

    def _told(self, path: str, answer: PaperAnswer) -> None:
        verdict = verdict_of(answer)
        can_be_kept = bool(path and answer.record) and not answer.is_file and answer.standing in KEPT
        is_superseded = answer.standing == "superseded"
        verdict = replace(verdict, can_be_kept=can_be_kept, is_superseded=is_superseded)
        self._put(CheckState(verdict=verdict, file=_name(path), path=path))

    def _refused(self, path: str, problem: Expected) -> None:
        title = said("لا تُقبل هذه الورقة", "Do not accept this paper")
        unread = said("لم تُقرأ الورقة", "The paper was not read")
        is_bad = problem.code in ("paper.code.signer", "paper.code.stopped", "paper.seal.changed")
        self._put(
            CheckState(
                verdict=Verdict("bad" if is_bad else "warn", title if is_bad else unread, said_of(problem)),
                file=_name(path),
                path=path,
            )
        )

    def _put(self, state: CheckState) -> None:
        self._state = state
        self._show_state(state)


def verdict_of(answer: PaperAnswer) -> Verdict:
    """The worst that is known of it comes first."""
    tone, title = _title(answer)
    return Verdict(tone, title, _sentence(answer), _facts(answer), answer.record)


def _title(answer: PaperAnswer) -> tuple[Tone, str]:
    if answer.trust == "revoked":
        return "bad", said("سُحب ختم الجهاز الذي أصدرها", "The seal of the laptop that made it was withdrawn")
    if answer.trust == "unknown":
        return "warn", said("لا يُعرف من ختمها", "Nobody here knows who sealed it")
    match answer.standing:
        case "other_data":
            return "bad", said("لا تُقبل هذه الورقة", "Do not accept this paper")
        case "superseded":
            return "warn", said("ورقة صحيحة، تغيّرت بياناتها بعدها", "A true paper, superseded")
        case "not_here":
            return "warn", said("صدرت عن الجمعية، وسجلها ليس هنا", "The association's, but its record is not here")
        case _:
            return "ok", said("ورقة صحيحة", "A true paper")


def _sentence(answer: PaperAnswer) -> str:
    if answer.trust == "revoked":
        return said(
            "أُبلغ عن فقد ذلك الجهاز أو سُحبت صلاحيته. لا تعتمدها قبل سؤال المركز الرئيس.",
            "That laptop was reported lost or its rights were taken. Ask head office before you accept it.",
        )
    if answer.trust == "unknown":
        return said(
            "الملف لم يتغير منذ خُتم، لكن المركز الرئيس لم يعتمد هذا الختم عند هذا الجهاز. زامن ثم أعد الفحص.",
            "The file is as it was sealed, but head office has not vouched for this seal here. Sync, then check again.",
        )
    whole = said("لم يتغير في الملف حرف منذ خُتم. ", "Not a letter of the file has changed. ") if answer.is_file else ""
    since = f" {said_of(told_superseded(answer.superseded))}" if answer.superseded is not None else ""
    copy = told_copy(answer.copy, answer.kept_at)
    return whole + said_of(STANDINGS[answer.standing]) + since + (f" {said_of(copy)}" if copy is not None else "")


def _facts(answer: PaperAnswer) -> tuple[tuple[str, str], ...]:
    form = f"{isolate(answer.form)} — {said('إصدار', 'version')} {isolate(answer.revision)}" if answer.form else ""
    facts = (
        (said("رقم الورقة", "Number"), isolate(answer.reference) if answer.reference else ""),
        (said("المراجعة", "Revision"), str(answer.issue) if answer.issue > 1 else ""),
        (said("المكتب", "Branch"), isolate(answer.office)),
        (said("خُتمت", "Sealed") if answer.is_file else said("صدرت", "Issued"), said_of(moment_text(answer.at))),
        (said("النموذج", "Form"), form),
    )
    return tuple((name, value) for name, value in facts if value)


def _name(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]
