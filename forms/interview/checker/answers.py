"""What a row says about its answer: default, whether it is needed, conditions and their messages, rows of repeats."""

import re
from datetime import date, datetime, time

from forms.interview.checker.expressions import is_expression, name_in
from forms.interview.checker.findings import Findings
from forms.interview.checker.lists import Lists
from forms.interview.checker.questions import Asked, Questions
from forms.interview.read_data import MOST_ROWS
from forms.interview.xpath.syntax import Number, Path, Tree

_WHOLE = re.compile(r"-?\d+", re.ASCII)
_DECIMAL = re.compile(r"-?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_BOUND = re.compile(r"\.\s*<=?\s*\d|\d\s*>=?\s*\.(?!\d)|\.\s*=\s*\d|selected\(")
_NUMBERS = frozenset({"integer", "decimal", "range", "calculate", "percentage", "hidden", "select_one"})


def check_answers(questions: Questions, lists: Lists, findings: Findings) -> None:
    for asked in questions.every:
        _check_label(asked, findings)
        _check_constraint(asked, findings)
        _check_default(asked, lists, findings)
        _check_calculation(asked, findings)


def check_rows(asked: Asked, tree: Tree, questions: Questions, findings: Findings) -> None:
    """The number of a repeat's rows: written, or of a question whose answer has a limit."""
    place = asked.row.place("repeat_count")
    if isinstance(tree, Number) and tree.value > MOST_ROWS:
        findings.error(
            "repeat.many",
            place,
            ar=f"التكرار «{asked.name}» يطلب {int(tree.value)} صفًا، والحد {MOST_ROWS}. اكتب عددًا أصغر.",
            en=f"The repeat “{asked.name}” asks for {int(tree.value)} rows; {MOST_ROWS} is the most. Write fewer.",
        )
    if not isinstance(tree, Path):
        return
    counted = questions.find(name_in(tree))
    if counted is None:
        return
    if counted.kind.name not in _NUMBERS:
        findings.warning(
            "repeat.text",
            place,
            ar=f"عدد صفوف «{asked.name}» من «{counted.name}» وليس سؤالًا عدديًا. اجعل نوعه integer.",
            en=f"The rows of “{asked.name}” are counted by “{counted.name}”, which is no number. Make it an integer.",
        )
    elif counted.kind.name in ("integer", "decimal") and not _BOUND.search(counted.row.get("constraint")):
        findings.warning(
            "repeat.unbounded",
            place,
            ar=f"عدد صفوف «{asked.name}» من «{counted.name}» بلا حد أعلى، فقد يُكتب فيه رقم جوال. "
            f"أضف له شرطًا في constraint، مثل . <= 20 (والحد هنا {MOST_ROWS} صف).",
            en=f"The rows of “{asked.name}” are counted by “{counted.name}”, which has no upper "
            f"limit: a phone number may "
            f"be typed into it. Give it a constraint such as . <= 20 (no more than {MOST_ROWS} rows are made).",
        )


def _check_label(asked: Asked, findings: Findings) -> None:
    row = asked.row
    if not asked.is_seen or any(row.all("label")) or any(row.all("image")) or any(row.all("audio")):
        return
    if row.get("calculation") and not any(row.all("hint")):
        return
    needed = row.get("required").lower() in ("yes", "true", "true()")
    if any(row.all("hint")) and not needed:
        findings.warning(
            "label.missing",
            row.place("label"),
            ar=f"السؤال «{asked.name}» بلا نص. اكتب نصه في العمود label.",
            en=f"The question “{asked.name}” has no text. Write it in the column label.",
        )
        return
    told_ar, told_en = ("إلزامي", "must be answered and") if needed else ("", "")
    findings.error(
        "label.missing",
        row.place("label"),
        ar=f"السؤال «{asked.name}» {told_ar + ' و' if told_ar else ''}لا نص له. اكتب نصه في العمود label.",
        en=f"The question “{asked.name}” {told_en + ' ' if told_en else ''}has no text. Write it in the column label.",
    )


def _check_constraint(asked: Asked, findings: Findings) -> None:
    row = asked.row
    if row.get("constraint") and not any(row.all("constraint_message")) and not asked.is_container:
        findings.warning(
            "constraint.message",
            row.place("constraint_message"),
            ar=f"للسؤال «{asked.name}» شرط بلا رسالة، فلن يعرف الموظف المطلوب. اكتبها في العمود constraint_message.",
            en=f"The question “{asked.name}” has a constraint without a message: nobody will know what is wanted. "
            "Write it in the column constraint_message.",
        )
    if any(row.all("constraint_message")) and not row.get("constraint"):
        findings.warning(
            "constraint.missing",
            row.place("constraint_message"),
            ar=f"للسؤال «{asked.name}» رسالة شرط بلا شرط. اكتب الشرط في العمود constraint أو احذف الرسالة.",
            en=f"The question “{asked.name}” has a constraint message and no constraint. Write one, or remove it.",
        )


def _check_calculation(asked: Asked, findings: Findings) -> None:
    row = asked.row
    if asked.kind.name == "calculate" and not row.get("calculation") and not row.get("default"):
        findings.error(
            "calculation.missing",
            row.place("calculation"),
            ar=f"«{asked.name}» نوعه calculate بلا عبارة. اكتبها في العمود calculation.",
            en=f"“{asked.name}” is a calculate without an expression. Write it in the column calculation.",
        )
    if asked.is_container and row.get("required"):
        findings.warning(
            "required.group",
            row.place("required"),
            ar=f"لا أثر للعمود required في المجموعة «{asked.name}». اكتبه عند أسئلتها.",
            en=f"required has no effect on the group “{asked.name}”. Write it at its questions.",
        )


def _check_default(asked: Asked, lists: Lists, findings: Findings) -> None:
    default = asked.row.get("default")
    if not default or is_expression(default):
        return
    wanted = _wanted(asked.kind.name, default)
    if wanted is not None:
        findings.error(
            "default",
            asked.row.place("default"),
            ar=f"القيمة الابتدائية «{default}» للسؤال «{asked.name}» ليست {wanted[0]}. صحّحها أو احذفها.",
            en=f"The default “{default}” of “{asked.name}” is not {wanted[1]}. Mend or remove it.",
        )
        return
    allowed = lists.of(asked)
    strange = [value for value in default.split() if allowed is not None and value not in allowed]
    if strange:
        findings.error(
            "default.choice",
            asked.row.place("default"),
            ar=f"القيمة الابتدائية «{strange[0]}» ليست من خيارات «{asked.name}» (القائمة {asked.kind.options}). "
            "اكتب قيمة من العمود name.",
            en=f"The default “{strange[0]}” is no choice of “{asked.name}” (list {asked.kind.options}). "
            "Write a value of the column name.",
        )


def _wanted(kind: str, default: str) -> tuple[str, str] | None:
    """What the default should have been, None when it is."""
    match kind:
        case "integer" | "range":
            return None if _WHOLE.fullmatch(default) else ("عددًا صحيحًا بأرقام 0-9", "a whole number in digits 0-9")
        case "decimal":
            return None if _DECIMAL.fullmatch(default) else ("عددًا بأرقام 0-9", "a number in digits 0-9")
        case "date":
            return None if _is_day(default) else ("تاريخًا مثل 2026-01-31", "a date such as 2026-01-31")
        case "time":
            return None if _is(time.fromisoformat, default) else ("وقتًا مثل 14:30", "a time such as 14:30")
        case "dateTime":
            return None if _is(datetime.fromisoformat, default) else ("تاريخًا ووقتًا", "a date with a time")
        case _:
            return None


def _is_day(text: str) -> bool:
    # A workbook's date cell comes with a midnight behind it.
    return _is(date.fromisoformat, text) or _is(datetime.fromisoformat, text)


def _is(read: object, text: str) -> bool:
    try:
        read(text)  # type: ignore[operator]
    except ValueError:
        return False
    return True
