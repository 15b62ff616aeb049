"""What the checker has to say about a form: where, what is wrong and how to mend it, in both languages."""

from dataclasses import dataclass, field

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """`row` is the sheet's own (the header is row 1), `column` the header as it stands there; `path` is a node's of a
    form that came as XForm. What is not known is empty or None."""

    sheet: str = ""
    row: int | None = None
    column: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """`ar` and `en` say what is wrong and how to mend it. An `error` keeps the form from being imported: it would not
    run, or would ask something else than its author meant. A `warning` does not."""

    place: Place
    code: str
    ar: str
    en: str
    severity: str

    @property
    def is_error(self) -> bool:
        return self.severity == ERROR


@dataclass(slots=True)
class Findings:
    """Collects; the same thing at the same place is said once."""

    _found: dict[tuple[Place, str, str], Finding] = field(default_factory=dict)

    def error(self, code: str, place: Place, *, ar: str, en: str) -> None:
        self._add(Finding(place, f"form.{code}", ar, en, ERROR))

    def warning(self, code: str, place: Place, *, ar: str, en: str) -> None:
        self._add(Finding(place, f"form.{code}", ar, en, WARNING))

    def _add(self, finding: Finding) -> None:
        self._found.setdefault((finding.place, finding.code, finding.ar), finding)

    def drop(self, *codes: str) -> None:
        """Takes back what was only suspected."""
        dropped = {f"form.{code}" for code in codes}
        self._found = {key: each for key, each in self._found.items() if each.code not in dropped}

    @property
    def has_errors(self) -> bool:
        return any(each.is_error for each in self._found.values())

    def at_row(self, sheet: str, row: int | None) -> bool:
        """Whether an error is known there already."""
        return any(
            each.is_error and (each.place.sheet, each.place.row) == (sheet, row) for each in self._found.values()
        )

    def has(self, code: str, place: Place) -> bool:
        """Whether something of that code, or of a part of it, is said of the row already."""
        return any(
            each.code.startswith(f"form.{code}") and (each.place.sheet, each.place.row) == (place.sheet, place.row)
            for each in self._found.values()
        )

    def in_order(self) -> tuple[Finding, ...]:
        """By sheet and row as the author reads them; what has no place first."""
        sheets = {"": 0, "settings": 1, "survey": 2, "choices": 3}
        return tuple(
            sorted(
                self._found.values(),
                key=lambda each: (sheets.get(each.place.sheet, 4), each.place.sheet, each.place.row or 0),
            )
        )
