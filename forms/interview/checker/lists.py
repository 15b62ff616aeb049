"""The choices sheet: lists that are missing, unused, or say one value twice."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.interview.checker.columns import near_to
from forms.interview.checker.findings import Findings
from forms.interview.checker.kinds import FROM_FILE, SELECTS
from forms.interview.checker.questions import Asked, Questions
from forms.interview.checker.sheets import Book, Row

OTHER = "other"


@dataclass(frozen=True)
class Lists:
    """`values` of each list, with the row of each."""

    values: Mapping[str, Mapping[str, Row]]

    def of(self, asked: Asked) -> frozenset[str] | None:
        """What may be answered; None when that is not known from the sheets."""
        if asked.kind.name not in SELECTS or asked.kind.options not in self.values:
            return None
        more = {OTHER} if asked.kind.has_other else set()
        return frozenset({*self.values[asked.kind.options], *more})


def read_lists(book: Book, questions: Questions, findings: Findings) -> Lists:
    lists: dict[str, dict[str, Row]] = {}
    may_repeat = any(row.get("allow_choice_duplicates").lower() in ("yes", "true") for row in book.settings.rows)
    for row in book.choices.rows:
        name, value = row.get("list_name"), row.get("name")
        if not name and not value:
            continue
        _check_choice(row, name, value, findings)
        known = lists.setdefault(name, {})
        if value and value in known and not may_repeat:
            findings.error(
                "choice.twice",
                row.place("name"),
                ar=f"القيمة «{value}» مكرّرة في القائمة {name} (الصف {known[value].number}). غيّر إحداهما.",
                en=f"The value “{value}” stands twice in the list {name} (row {known[value].number}). Change one.",
            )
        known.setdefault(value, row)
    _check_used(lists, book, questions, findings)
    return Lists(lists)


def _check_choice(row: Row, name: str, value: str, findings: Findings) -> None:
    if not name:
        findings.error(
            "choice.list",
            row.place("list_name"),
            ar=f"الخيار «{value}» بلا قائمة. اكتب اسم قائمته في العمود list_name.",
            en=f"The choice “{value}” is in no list. Write its list in the column list_name.",
        )
    if not value:
        findings.error(
            "choice.name",
            row.place("name"),
            ar=f"خيار من القائمة {name} بلا قيمة. اكتب قيمته في العمود name.",
            en=f"A choice of the list {name} has no value. Write it in the column name.",
        )
    elif any(char.isspace() for char in value):
        findings.error(
            "choice.space",
            row.place("name"),
            ar=f"في القيمة «{value}» مسافة، وبها تُفصل الإجابات المتعددة. اكتبها بلا مسافات.",
            en=f"The value “{value}” has a blank, which parts several answers. Write it without.",
        )
    if not any(row.all("label")) and not any(row.all("image")):
        findings.warning(
            "choice.label",
            row.place("label"),
            ar=f"الخيار «{value}» من القائمة {name} بلا نص. اكتب نصه في العمود label.",
            en=f"The choice “{value}” of the list {name} has no text. Write it in the column label.",
        )


def _check_used(lists: Mapping[str, Mapping[str, Row]], book: Book, questions: Questions, findings: Findings) -> None:
    used: set[str] = set()
    for asked in questions.every:
        kind = asked.kind
        if kind.name in FROM_FILE or "." in kind.options:
            continue
        if kind.name in SELECTS and "${" in kind.options:
            continue
        if kind.name in SELECTS:
            used.add(kind.options)
            if kind.options not in lists:
                _missing(asked, lists, findings)
    spoken = " ".join(" ".join(map(str, row.cells.values())) for row in book.survey.rows)
    for name, values in lists.items():
        if name and name not in used and f"'{name}'" not in spoken and f'"{name}"' not in spoken and name not in spoken:
            row = next(iter(values.values()))
            findings.warning(
                "list.unused",
                row.place("list_name"),
                ar=f"القائمة {name} لا يستعملها سؤال. احذفها، أو اكتب اسمها في نوع السؤال.",
                en=f"No question uses the list {name}. Remove it, or write its name in a question's type.",
            )


def _missing(asked: Asked, lists: Mapping[str, object], findings: Findings) -> None:
    name = asked.kind.options
    if not name:
        findings.error(
            "list.missing",
            asked.row.place("type"),
            ar=f"السؤال «{asked.name}» بلا قائمة خيارات. اكتبها بعد النوع: {asked.kind.name} اسم_القائمة.",
            en=f"The question “{asked.name}” names no list. Write it behind the type: {asked.kind.name} list_name.",
        )
        return
    meant = near_to(name, {each for each in lists if each})
    hint_ar, hint_en = (f" لعل المقصود {meant}.", f" Perhaps {meant} is meant.") if meant else ("", "")
    findings.error(
        "list.missing",
        asked.row.place("type"),
        ar=f"لا توجد قائمة خيارات باسم «{name}» في ورقة choices.{hint_ar} أضفها أو صحّح الاسم.",
        en=f"The choices sheet has no list “{name}”.{hint_en} Add it, or mend the name.",
    )
