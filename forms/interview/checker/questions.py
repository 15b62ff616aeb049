"""The rows of the survey as a tree: groups and repeats opened and closed, names, types."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from forms.interview.checker.columns import near_to
from forms.interview.checker.findings import Findings
from forms.interview.checker.kinds import BEGIN, END, KNOWN, UNSEEN, Kind, is_run, kind_of
from forms.interview.checker.sheets import Row, Sheet

DEEPEST = 40
_NAME = re.compile(r"[^\W\d][\w.\-]*")
_RESERVED = frozenset({"meta"})


@dataclass(slots=True)
class Asked:
    """A row of the survey that has a type: a question, or a group or repeat with what is in it."""

    row: Row
    kind: Kind
    name: str
    parent: "Asked | None"
    inside: list["Asked"] = field(default_factory=list)

    @property
    def is_container(self) -> bool:
        return self.kind.name == BEGIN

    @property
    def is_seen(self) -> bool:
        return not self.is_container and self.kind.name not in UNSEEN

    def below(self) -> Iterator["Asked"]:
        for each in self.inside:
            yield each
            yield from each.below()


@dataclass(slots=True)
class Questions:
    every: list[Asked] = field(default_factory=list)
    by_name: dict[str, list[Asked]] = field(default_factory=dict)

    def find(self, name: str) -> Asked | None:
        found = self.by_name.get(name)
        return found[0] if found else None


def read_questions(survey: Sheet, findings: Findings) -> Questions:
    """Whatever can be made out of the rows; what cannot is among the findings."""
    found = Questions()
    open_ones: list[Asked] = []
    for row in survey.rows:
        if row.get("disabled").lower() in ("yes", "true"):
            continue
        kind = _kind(row, findings)
        if kind is None:
            continue
        if kind.name == END and kind.container:
            _close(row, kind, open_ones, findings)
            continue
        asked = Asked(row, kind, row.get("name"), open_ones[-1] if open_ones else None)
        _check_name(asked, found, open_ones[-1].inside if open_ones else _top(found), findings)
        found.every.append(asked)
        if asked.name:
            found.by_name.setdefault(asked.name, []).append(asked)
        if asked.parent is not None:
            asked.parent.inside.append(asked)
        if kind.name == BEGIN:
            open_ones.append(asked)
            _check_depth(asked, len(open_ones), findings)
    for asked in open_ones:
        _unclosed(asked, findings)
    return found


def _top(found: Questions) -> list[Asked]:
    return [asked for asked in found.every if asked.parent is None]


def _kind(row: Row, findings: Findings) -> Kind | None:
    text = row.get("type")
    if not text:
        if row.get("name") or any(row.all("label")):
            findings.error(
                "type.missing",
                row.place("type"),
                ar="صف بلا نوع فلا يُسأل. اكتب نوعه في العمود type، مثل text أو integer أو select_one.",
                en="A row without a type is not asked. Write its type, such as text, integer or select_one.",
            )
        return None
    kind = kind_of(text)
    if kind is None:
        meant = near_to(text.split()[0].lower(), KNOWN)
        hint_ar = f" لعل المقصود {meant}." if meant else ""
        hint_en = f" Perhaps {meant} is meant." if meant else ""
        findings.error(
            "type.unknown",
            row.place("type"),
            ar=f"نوع السؤال «{text}» غير معروف.{hint_ar} اكتب نوعًا من أنواع XLSForm.",
            en=f"The question type “{text}” is not known.{hint_en} Write one of XLSForm's types.",
        )
    elif not is_run(kind.name):
        findings.error(
            "unsupported",
            row.place("type"),
            ar=f"نوع السؤال {kind.name} لا يُشغَّل هنا. احذفه أو استبدله بنوع آخر.",
            en=f"The question type {kind.name} is not run here. Remove it or use another.",
        )
    return kind


def _close(row: Row, kind: Kind, open_ones: list[Asked], findings: Findings) -> None:
    if not open_ones:
        findings.error(
            "nesting",
            row.place("type"),
            ar=f"end_{kind.container} لا بداية له. احذفه أو أضف begin_{kind.container} قبله.",
            en=f"end_{kind.container} closes nothing. Remove it, or add begin_{kind.container} before it.",
        )
        return
    opened = open_ones.pop()
    if opened.kind.container != kind.container:
        findings.error(
            "nesting",
            row.place("type"),
            ar=f"end_{kind.container} يغلق begin_{opened.kind.container} «{opened.name}» (الصف {opened.row.number}). "
            f"اكتب end_{opened.kind.container}.",
            en=f"end_{kind.container} closes begin_{opened.kind.container} “{opened.name}” (row {opened.row.number}). "
            f"Write end_{opened.kind.container}.",
        )


def _unclosed(asked: Asked, findings: Findings) -> None:
    sort = asked.kind.container
    findings.error(
        "nesting",
        asked.row.place("type"),
        ar=f"begin_{sort} «{asked.name}» بلا نهاية. أضف end_{sort} بعد آخر سؤال فيه.",
        en=f"begin_{sort} “{asked.name}” is never closed. Add end_{sort} after its last question.",
    )


def _check_depth(asked: Asked, depth: int, findings: Findings) -> None:
    if depth == DEEPEST + 1:
        findings.error(
            "nesting.deep",
            asked.row.place("type"),
            ar=f"مجموعات متداخلة أكثر من {DEEPEST} مستوى. اختصر التداخل.",
            en=f"Groups stand more than {DEEPEST} deep in one another. Use fewer levels.",
        )


def _check_name(asked: Asked, found: Questions, beside: list[Asked], findings: Findings) -> None:
    row, name = asked.row, asked.name
    if not name:
        if asked.kind.name != "note":
            findings.error(
                "name.missing",
                row.place("name"),
                ar="صف بلا اسم. اكتب في العمود name اسمًا بحروف لاتينية، مثل age.",
                en="A row without a name. Write one in the column name, such as age.",
            )
        return
    if not _NAME.fullmatch(name) or name.lower() in _RESERVED or name.lower().startswith("xml"):
        findings.error(
            "name.wrong",
            row.place("name"),
            ar=f"الاسم «{name}» لا يصلح. يبدأ الاسم بحرف أو _، ثم حروف أو أرقام أو _ أو - أو . بلا مسافات.",
            en=f"The name “{name}” will not do. It begins with a letter or _, then letters, digits, "
            f"_, - or ., no blanks.",
        )
    same = next((other for other in beside if other.name == name), None)
    repeats = [each for each in found.by_name.get(name, ()) if each.kind.container == "repeat"]
    if same is None and asked.kind.container == "repeat" and repeats:
        same = repeats[0]
    if same is not None:
        findings.error(
            "name.twice",
            row.place("name"),
            ar=f"الاسم «{name}» مستعمل في الصف {same.row.number}. غيّر أحدهما.",
            en=f"The name “{name}” stands in row {same.row.number} already. Change one of them.",
        )
        return
    alike = next((other for other in beside if other.name.lower() == name.lower()), None)
    if alike is not None:
        findings.warning(
            "name.alike",
            row.place("name"),
            ar=f"الاسمان «{name}» و«{alike.name}» (الصف {alike.row.number}) لا يختلفان إلا في حجم الحروف. ميّز بينهما.",
            en=f"The names “{name}” and “{alike.name}” (row {alike.row.number}) differ in capitals "
            f"only. Tell them apart.",
        )
