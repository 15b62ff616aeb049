"""Expressions as the author wrote them, ``${name}`` and all: parsed, with every name and function looked up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.errors import RuleBroken
from forms.interview.checker.columns import near_to
from forms.interview.checker.findings import Findings, Place
from forms.interview.checker.questions import Asked, Questions
from forms.interview.xpath.functions import FUNCTIONS, compile_pattern
from forms.interview.xpath.special import SPECIAL
from forms.interview.xpath.syntax import Call, Chain, Literal, Negated, Path, Tree, parse

COLUMNS = ("relevant", "constraint", "required", "readonly", "calculation", "choice_filter", "repeat_count")
_TRUTHS = frozenset({"yes", "no", "true", "false", "true()", "false()"})
_REFERENCE = re.compile(r"\$\{([^{}$]*)\}")
# Letters to the parser, so that ${age} is one name of the same length and a place in it is the same place.
_OPEN, _IN, _CLOSE = "ǂ", "ǀ", "ǃ"
_WRITTEN = str.maketrans({_OPEN: "$", _IN: "{", _CLOSE: "}"})
_STAND_IN = re.compile(f"{_OPEN}{_IN}(.*){_CLOSE}")
_ODK = frozenset(
    {
        *("pulldata", "indexed-repeat", "jr:choice-name", "jr:itext", "join", "format-date", "format-date-time"),
        *("decimal-date-time", "decimal-time", "count-non-empty", "random", "randomize", "checklist", "exp10"),
        *("weighted-checklist", "digest", "area", "enclosed-area", "distance", "geofence", "base64-decode"),
        *(
            "extract-signed",
            "property",
            "version",
            "depend",
            "last-saved",
            "intersects",
            "search",
            "id",
            "namespace-uri",
        ),
        *("local-name", "name", "lang", "floor", "ceiling", "substring", "current", "instance", "last"),
    }
)
_WORDS = {
    "arabic_comma": (
        "فيها فاصلة عربية «،» أو «؛». استعمل الفاصلة اللاتينية ,",
        "has an Arabic comma “،”. Use the comma ,",
    ),
    "digits": ("فيها أرقام عربية. اكتب الأرقام 0-9", "has Arabic digits. Write the digits 0-9"),
    "quote": ("فيها علامة تنصيص لم تُغلق. أغلقها", "has a quotation mark that is never closed. Close it"),
    "curly_quote": (
        "فيها علامات تنصيص مائلة ‘ ’ “ ”. استعمل ' أو \"",
        "has curly quotation marks ‘ ’ “ ”. Use ' or \"",
    ),
    "unfinished": ("ناقصة في آخرها. أكملها", "ends too early. Complete it"),
    "empty": ("فارغة", "is empty"),
    "too_deep": ("متداخلة أكثر من المسموح. قسّمها على أسئلة calculate", "is nested too deep. Divide it"),
    "too_long": ("أطول من المسموح. قسّمها على أسئلة calculate", "is too long. Divide it among calculate rows"),
}


@dataclass(frozen=True, slots=True)
class Written:
    """An expression of a row that could be parsed. `asked` is None for one of the settings."""

    asked: Asked | None
    column: str
    place: Place
    tree: Tree


def read_expressions(questions: Questions, findings: Findings) -> list[Written]:
    """Those of every row; what is wrong with one is among the findings."""
    found: list[Written] = []
    for asked in questions.every:
        for column in COLUMNS:
            source = asked.row.get(column)
            if not source or (column in ("required", "readonly") and source.lower() in _TRUTHS):
                continue
            tree = read_expression(source, asked.row.place(column), questions, findings)
            if tree is not None:
                found.append(Written(asked, column, asked.row.place(column), tree))
        default = asked.row.get("default")
        if is_expression(default):
            tree = read_expression(default, asked.row.place("default"), questions, findings)
            if tree is not None:
                found.append(Written(asked, "default", asked.row.place("default"), tree))
        _check_texts(asked, questions, findings)
    return found


def is_expression(default: str) -> bool:
    """Whether a default is worked out and not taken as it stands."""
    return "${" in default or re.search(r"[a-z\-]+\(.*\)", default) is not None


def read_expression(source: str, place: Place, questions: Questions, findings: Findings) -> Tree | None:
    """The tree, or None with a finding."""
    if not check_references(source, place, questions, findings):
        return None
    try:
        tree = parse(_REFERENCE.sub(_stand_in, source))
    except RuleBroken as wrong:
        _refuse(wrong, source, place, findings)
        return None
    for call in calls_of(tree):
        _check_call(call, source, place, findings)
    return tree


def _stand_in(found: re.Match[str]) -> str:
    inside = found[1].strip().replace("#", "_").replace(" ", "_")
    return f"{_OPEN}{_IN}{inside or '_'}{_CLOSE}"


def name_in(path: Path) -> str:
    """The question a path ``${name}`` stands for, or empty."""
    if path.start != "." or len(path.steps) != 1:
        return ""
    found = _STAND_IN.fullmatch(path.steps[0].name)
    return found[1] if found else ""


def parts_of(tree: object) -> Iterator[Tree]:
    """The tree and all in it."""
    waiting: list[Tree] = [tree]  # type: ignore[list-item]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, Negated):
            waiting.append(part.operand)
        elif isinstance(part, Chain):
            waiting += [part.first, *(operand for _, operand in part.rest)]
        elif isinstance(part, Call):
            waiting += part.arguments
        elif isinstance(part, Path):
            waiting += [predicate for step in part.steps for predicate in step.predicates]


def calls_of(tree: Tree) -> Iterator[Call]:
    return (part for part in parts_of(tree) if isinstance(part, Call))


def names_of(tree: Tree) -> Iterator[str]:
    """The questions an expression reads by ``${…}``."""
    for part in parts_of(tree):
        if isinstance(part, Path):
            for step in part.steps:
                found = _STAND_IN.fullmatch(step.name)
                if found is not None:
                    yield found[1]


def check_references(text: str, place: Place, questions: Questions, findings: Findings) -> bool:
    """Every ``${…}`` of a text must name one question. False when one is not even written as a reference."""
    for name in _REFERENCE.findall(text):
        stripped = name.strip()
        if stripped.startswith("last-saved#"):
            stripped = stripped.removeprefix("last-saved#")
        known = questions.by_name.get(stripped, ())
        if len(known) > 1:
            rows = "، ".join(str(asked.row.number) for asked in known)
            findings.error(
                "reference.ambiguous",
                place,
                ar=f"${{{stripped}}} يشير إلى أكثر من سؤال (الصفوف {rows}). غيّر أسماءها حتى لا تتكرر.",
                en=f"${{{stripped}}} means several questions (rows {rows.replace('،', ',')}). Give "
                f"them names of their own.",
            )
        elif not known:
            _unknown_name(stripped, place, questions, findings)
    is_whole = len(_REFERENCE.findall(text)) >= text.count("${")
    if not is_whole:
        findings.error(
            "reference.broken",
            place,
            ar="إشارة ${…} غير مكتملة. تُكتب هكذا: ${name} باسم السؤال بين القوسين.",
            en="A reference is not whole. It is written ${name}, with the question's name between the braces.",
        )
    return is_whole


def _unknown_name(name: str, place: Place, questions: Questions, findings: Findings) -> None:
    meant = near_to(name, questions.by_name)
    hint_ar, hint_en = (f" لعل المقصود ${{{meant}}}.", f" Perhaps ${{{meant}}} is meant.") if meant else ("", "")
    findings.error(
        "reference.unknown",
        place,
        ar=f"${{{name}}} لا يشير إلى سؤال في الاستمارة.{hint_ar} صحّح الاسم أو أضف السؤال.",
        en=f"${{{name}}} names no question of the form.{hint_en} Mend the name, or add the question.",
    )


def _check_texts(asked: Asked, questions: Questions, findings: Findings) -> None:
    for name in ("label", "hint", "guidance_hint", "constraint_message", "required_message"):
        for column, text in asked.row.all(name):
            if "${" in text:
                place = Place(asked.row.sheet.name, asked.row.number, column.text)
                check_references(text, place, questions, findings)


def _refuse(wrong: RuleBroken, source: str, place: Place, findings: Findings) -> None:
    code = wrong.code.rpartition(".")[2]
    shown = source if len(source) <= 80 else source[:77] + "…"
    if code == "character" and any(quote in source for quote in "‘’“”«»"):
        code = "curly_quote"
    known = _WORDS.get(code)
    if known is not None:
        ar, en = f"العبارة «{shown}» {known[0]}.", f"The expression “{shown}” {known[1]}."
    else:
        ar, en = wrong.ar.translate(_WRITTEN), wrong.en.translate(_WRITTEN)
    findings.error(f"xpath.{code}", place, ar=ar, en=en)


def _check_call(call: Call, source: str, place: Place, findings: Findings) -> None:
    shown = source if len(source) <= 80 else source[:77] + "…"
    counts = _counts(call.name)
    if counts is None:
        _no_function(call.name, shown, place, findings)
        return
    fewest, most = counts
    if not fewest <= len(call.arguments) <= most and call.name not in ("string-length", "normalize-space"):
        wanted = str(fewest) if fewest == most else f"{fewest}+" if most > 100 else f"{fewest}–{most}"
        findings.error(
            "xpath.arguments",
            place,
            ar=f"في العبارة «{shown}» تأخذ الدالة {call.name} قيمًا عددها {wanted}، وكُتب لها {len(call.arguments)}. "
            "أكملها أو احذف الزائد.",
            en=f"In “{shown}” the function {call.name} takes {wanted} values and is given {len(call.arguments)}. "
            "Complete them, or remove what is too much.",
        )
    pattern = call.arguments[1] if call.name == "regex" and len(call.arguments) == 2 else None
    if isinstance(pattern, Literal) and compile_pattern(pattern.text) is None:
        findings.error(
            "xpath.pattern",
            place,
            ar=f"النمط «{pattern.text}» في regex غير صحيح. راجع أقواسه ورموزه.",
            en=f"The pattern “{pattern.text}” of regex is wrong. Check its brackets and signs.",
        )


def _counts(name: str) -> tuple[int, int] | None:
    special = SPECIAL.get(name)
    if special is not None:
        return special[0], special[1]
    function = FUNCTIONS.get(name)
    if function is not None:
        return function.fewest, function.most
    return None


def _no_function(name: str, shown: str, place: Place, findings: Findings) -> None:
    if name in _ODK:
        findings.error(
            "xpath.function.later",
            place,
            ar=f"الدالة {name} في العبارة «{shown}» لا تُشغَّل هنا. اكتب العبارة من دونها.",
            en=f"The function {name} in “{shown}” is not run here. Write the expression without it.",
        )
        return
    meant = near_to(name, {*FUNCTIONS, *SPECIAL})
    hint_ar, hint_en = (f" لعل المقصود {meant}.", f" Perhaps {meant} is meant.") if meant else ("", "")
    findings.error(
        "xpath.function.unknown",
        place,
        ar=f"لا توجد دالة باسم {name} (في العبارة «{shown}»).{hint_ar} صحّح اسمها.",
        en=f"There is no function {name} (in “{shown}”).{hint_en} Mend its name.",
    )
