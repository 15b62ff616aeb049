"""Values written into conditions that no answer can ever be."""

from collections.abc import Iterable, Iterator

from forms.interview.checker.columns import near_to
from forms.interview.checker.expressions import Written, name_in, parts_of
from forms.interview.checker.findings import Findings
from forms.interview.checker.lists import Lists
from forms.interview.checker.questions import Asked, Questions
from forms.interview.xpath.syntax import Call, Chain, Literal, Number, Path, Tree


def check_literals(written: Iterable[Written], questions: Questions, lists: Lists, findings: Findings) -> None:
    for each in written:
        for asked, value, _ in _compared(each, questions):
            allowed = lists.of(asked)
            if allowed is None or value in allowed or not value:
                continue
            meant = near_to(value, allowed)
            hint_ar, hint_en = (f" لعل المقصود «{meant}».", f" Perhaps “{meant}” is meant.") if meant else ("", "")
            findings.warning(
                "literal",
                each.place,
                ar=f"القيمة «{value}» ليست من خيارات «{asked.name}» (القائمة {asked.kind.options})، فلن يتحقق الشرط."
                f"{hint_ar} اكتب قيمة من العمود name.",
                en=f"“{value}” is no choice of “{asked.name}” (list {asked.kind.options}), so this never comes true."
                f"{hint_en} Write a value of the column name.",
            )
        _check_multiple(each, questions, lists, findings)


def _check_multiple(each: Written, questions: Questions, lists: Lists, findings: Findings) -> None:
    for asked, value, is_compared in _compared(each, questions):
        if is_compared and asked.kind.name == "select_multiple" and value in (lists.of(asked) or ()):
            findings.warning(
                "literal.multiple",
                each.place,
                ar=f"«{asked.name}» متعدد الاختيار، والمساواة بالقيمة «{value}» لا تصح إلا إن اختيرت وحدها. "
                f"استعمل selected(${{{asked.name}}}, '{value}').",
                en=f"“{asked.name}” takes several answers; it equals “{value}” only when that alone is chosen. "
                f"Use selected(${{{asked.name}}}, '{value}').",
            )


def _compared(each: Written, questions: Questions) -> Iterator[tuple[Asked, str, bool]]:
    """(question, value, by = or !=) of every comparison of a question with a written value."""
    for part in parts_of(each.tree):
        if isinstance(part, Call) and part.name == "selected" and len(part.arguments) == 2:
            asked = _question(part.arguments[0], each, questions)
            if asked is not None and isinstance(part.arguments[1], Literal):
                yield asked, part.arguments[1].text.strip(), False
        elif isinstance(part, Chain) and len(part.rest) == 1 and part.rest[0][0] in ("=", "!="):
            for one, other in ((part.first, part.rest[0][1]), (part.rest[0][1], part.first)):
                asked, value = _question(one, each, questions), _value(other)
                if asked is not None and value is not None:
                    yield asked, value, True


def _question(tree: Tree, each: Written, questions: Questions) -> Asked | None:
    if not isinstance(tree, Path):
        return None
    if each.column == "constraint" and tree.start == "." and [step.name for step in tree.steps] == ["."]:
        return each.asked
    return questions.find(name_in(tree)) if name_in(tree) else None


def _value(tree: Tree) -> str | None:
    if isinstance(tree, Literal):
        return tree.text
    if isinstance(tree, Number):
        return str(int(tree.value)) if tree.value.is_integer() else str(tree.value)
    return None
