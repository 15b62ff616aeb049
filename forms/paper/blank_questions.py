"""What a form asks, for a sheet of paper: its questions in order, and in words who is asked which of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from forms.interview.model import CLERK_CHECK, CLERK_NOTE, Control, Form
from forms.interview.model import Text as Worded
from forms.interview.xpath.compiler import Expression
from forms.paper.blank_form import Asked, AskedRows, AskedSection, Kind

_HOLE = "……"
_MOST_ROWS = 12
_KINDS: Mapping[str, Kind] = {
    "text": "line",
    "integer": "number",
    "decimal": "number",
    "range": "number",
    "date": "date",
    "datetime": "date",
    "time": "time",
    "select_one": "one",
    "select_multiple": "many",
    "rank": "rank",
    "note": "note",
    "acknowledge": "one",
}
_PATH = r"(?P<path>[\w./-]+)"
_ATOMS = (
    (re.compile(rf"{_PATH}\s*=\s*'(?P<value>[^']*)'"), True),
    (re.compile(rf"selected\(\s*{_PATH}\s*,\s*'(?P<value>[^']*)'\s*\)"), True),
    (re.compile(rf"{_PATH}\s*!=\s*'(?P<value>[^']*)'"), False),
)
_OR = re.compile(r"\s+or\s+")


def sections_of(form: Form, language: str = "ar") -> tuple[AskedSection, ...]:
    """Groups at the top are sections; what stands outside of them has a section without a title."""
    return tuple(_Reader(form, language).sections())


class _Reader:
    """Counts the questions as the sheet numbers them, so that a condition can name the question it is about."""

    def __init__(self, form: Form, language: str) -> None:
        self._form, self._language = form, language
        self._numbers: dict[str, int] = {}
        self._controls: dict[str, Control] = {}
        self._count = 0

    def sections(self) -> Iterator[AskedSection]:
        loose: list[Asked | AskedRows] = []
        for control in self._form.controls:
            if control.type != "group":
                loose += self._items((control,), is_counted=True)
                continue
            if loose:
                yield AskedSection("", tuple(loose))
                loose = []
            items = tuple(self._items(control.inside, is_counted=True))
            if items:
                yield AskedSection(self._said(control.label), items)
        if loose:
            yield AskedSection("", tuple(loose))

    def _items(self, controls: Sequence[Control], *, is_counted: bool) -> Iterator[Asked | AskedRows]:
        for control in controls:
            if control.type == "group":
                yield from self._items(control.inside, is_counted=is_counted)
            elif control.type == "repeat":
                self._note(control, is_counted=is_counted)
                inside = tuple(self._items(control.inside, is_counted=False))
                if inside:
                    yield AskedRows(self._said(control.label), inside, self._rows(control), self._when(control))
            elif self._is_asked(control):
                if control.type != "note":
                    self._note(control, is_counted=is_counted)
                yield self._asked(control)

    def _note(self, control: Control, *, is_counted: bool) -> None:
        """Questions of a row are not numbered with the others."""
        if control.node is None:
            return
        self._controls[control.node.path] = control
        if is_counted:
            self._count += 1
            self._numbers[control.node.path] = self._count

    def _is_asked(self, control: Control) -> bool:
        """What the program reckons is no question on paper."""
        rules = self._form.rules_of(control.node) if control.node is not None else None
        return control.type == "note" or rules is None or (rules.calculate is None and rules.readonly is None)

    def _asked(self, control: Control) -> Asked:
        choices = tuple(
            self._said(choice.label) or choice.value
            for choice in (control.choices.every if control.choices is not None else ())
        )
        appearance = control.appearance
        kind = _KINDS.get(control.type, "attached")
        if control.type == "acknowledge":
            choices = ("نعم",)
        if control.type == "range" and control.limits is not None:
            choices = ()
        return Asked(
            self._said(control.label),
            "lines" if kind == "line" and "multiline" in appearance else kind,
            self._hint(control),
            choices,
            is_scale=kind == "one" and "likert" in appearance,
            when=self._when(control),
            by_clerk=CLERK_CHECK in appearance or CLERK_NOTE in appearance,
        )

    def _hint(self, control: Control) -> str:
        limits = f"من {control.limits[0]} إلى {control.limits[1]}" if control.limits is not None else ""
        return "؛ ".join(filter(None, (self._said(control.hint), limits)))

    def _rows(self, control: Control) -> int:
        count = control.count.constant if control.count is not None else None
        return min(int(count), _MOST_ROWS) if isinstance(count, float) and count >= 1 else 5

    def _when(self, control: Control) -> str:
        """A condition as a reader of paper can follow it; one that he cannot says of which answer it depends."""
        rules = self._form.rules_of(control.node) if control.node is not None else None
        relevant = rules.relevant if rules is not None else None
        if relevant is None or relevant.constant is not None:
            return ""
        paths = {read.node.path for read in relevant.reads}
        if len(paths) != 1:
            return "إن انطبق"
        [path] = paths
        about = f"السؤال {self._numbers[path]}" if path in self._numbers else f"«{self._question(path)}»"
        values = self._values(relevant)
        if values is None:
            return f"بحسب جواب {about}"
        names, is_these = values
        told = " أو ".join(f"«{self._choice(path, name)}»" for name in names)
        return f"إن كان جواب {about}: {told}" if is_these else f"إن كان جواب {about} غير {told}"

    def _values(self, relevant: Expression) -> tuple[list[str], bool] | None:
        """The answers that are asked for, or (False) ruled out; None for a condition of another shape."""
        found: list[tuple[str, bool]] = []
        for atom in _OR.split(relevant.source.strip()):
            matches = [(match, is_these) for shape, is_these in _ATOMS if (match := shape.fullmatch(atom.strip()))]
            if not matches:
                return None
            found.append((matches[0][0]["value"], matches[0][1]))
        signs = {sign for _, sign in found}
        if len(signs) != 1 or (False in signs and len(found) > 1):
            return None
        return [value for value, _ in found], found[0][1]

    def _choice(self, path: str, value: str) -> str:
        control = self._controls.get(path)
        choices = control.choices.every if control is not None and control.choices is not None else ()
        return next((self._said(one.label) for one in choices if one.value == value), value)

    def _question(self, path: str) -> str:
        control = self._controls.get(path)
        return self._said(control.label) if control is not None else path.rsplit("/", 1)[-1]

    def _said(self, text: Worded | None) -> str:
        pieces = text.in_language(self._language) if text is not None else ()
        return "".join(piece if isinstance(piece, str) else _HOLE for piece in pieces).strip()
