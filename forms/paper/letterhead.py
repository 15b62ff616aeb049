"""The frame of every paper: head with association, office and place for a logo; foot with page, form and reference."""

from __future__ import annotations

from dataclasses import dataclass

from forms.paper.arabic import Line
from forms.paper.fonts import Weight
from forms.paper.layout import CONTENT_WIDTH, MARGIN
from forms.paper.logo import logo_of
from forms.paper.pen import BLACK, DARK, GREY, MILLIMETRE, PAGE_HEIGHT, Pen, Type
from forms.paper.stationery import PLAIN, Stationery
from forms.paper.text import NOTHING, Digits, Text, prose
from forms.paper.wrapping import wrap

_ASSOCIATION = Type(Weight.BOLD, 15, 22)
_OFFICE = Type(Weight.REGULAR, 11.5, 18, DARK)
_FACT_LABEL = Type(Weight.REGULAR, 10, 15.5, GREY)
_FACT = Type(Weight.MEDIUM, 10, 15.5)
_RUNNING = Type(Weight.REGULAR, 9, 14, DARK)
_FOOT = Type(Weight.REGULAR, 8.5, 12.5, DARK)
_SUBJECT = Type(Weight.MEDIUM, 8.5, 12.5)
_CLAUSE = Type(Weight.REGULAR, 9, 13.5, DARK)

_TOP = 13 * MILLIMETRE
_FOOT_EDGE = 11 * MILLIMETRE
_LOGO_WIDTH, _LOGO_HEIGHT = 28 * MILLIMETRE, 22 * MILLIMETRE
_LOGO_CENTRE = 0.45
_NAMES_SHARE, _FACTS_SHARE = 0.46, 0.36
_FACT_LABEL_WIDTH = 46.0
_FORM_SHARE, _REFERENCE_SHARE = 0.38, 0.44

_NAMES = (
    (_ASSOCIATION, _OFFICE),
    (Type(Weight.BOLD, 11, 16), Type(Weight.REGULAR, 9, 13.5, DARK)),
    (Type(Weight.BOLD, 7, 9.5), Type(Weight.REGULAR, 6.5, 9, DARK)),
)
_TALLEST = 240.0
"""Points of the first page that the names may take."""


@dataclass(frozen=True)
class _Names:
    association: Text
    office: Text
    width: float
    first: Type
    second: Type

    @property
    def lines(self) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        return (
            wrap(self.association, self.first.weight, self.first.size, self.width),
            wrap(self.office, self.second.weight, self.second.size, self.width),
        )

    @property
    def height(self) -> float:
        association, office = self.lines
        return len(association) * self.first.leading + len(office) * self.second.leading

    def draw(self, pen: Pen, left: float, top: float, width: float) -> None:
        association, office = self.lines
        pen.lines(association, self.first, left=left, top=top, width=width)
        pen.lines(office, self.second, left=left, top=top + len(association) * self.first.leading, width=width)


@dataclass(frozen=True)
class Letterhead:
    """`facts` stand at the left of the first page's head (number, dates); `running` heads the other pages.

    The foot has `form` at the right, the page in the middle and `reference` at the left; above them, on every page,
    `subject`: whose paper it is. The logo stands on the first page, the association's own clause on every one. All of
    them wrap, none is cut. `height` is the page's.
    """

    association: Text
    office: Text
    facts: tuple[tuple[Text, Text], ...]
    running: Text
    form: Text
    reference: Text
    digits: Digits
    subject: Text = NOTHING
    own: Stationery = PLAIN
    height: float = PAGE_HEIGHT

    def top(self, page: int) -> float:
        return _TOP + (self._head_height() + 10 if page == 1 else self._running_height() + 12)

    def bottom(self) -> float:
        return self.height - _FOOT_EDGE - self._foot_height() - 8

    def draw(self, pen: Pen, page: int, pages: int) -> None:
        if page == 1:
            self._draw_head(pen)
        else:
            pen.lines(self._running_lines(), _RUNNING, left=MARGIN, top=_TOP, width=CONTENT_WIDTH)
            under = _TOP + self._running_height() + 3
            pen.rule(MARGIN, under, MARGIN + CONTENT_WIDTH, weight=0.6, ink=BLACK)
        self._draw_foot(pen, page, pages)

    def _running_lines(self) -> tuple[Line, ...]:
        return wrap(self.running, _RUNNING.weight, _RUNNING.size, CONTENT_WIDTH)

    def _running_height(self) -> float:
        return len(self._running_lines()) * _RUNNING.leading

    def _names(self) -> _Names:
        """In the usual type; names that would fill the page in a smaller one."""
        width = CONTENT_WIDTH * (_NAMES_SHARE if self.own.logo else _NAMES_SHARE + 0.12)
        *tries, smallest = (_Names(self.association, self.office, width, *kinds) for kinds in _NAMES)
        return next((names for names in tries if names.height <= _TALLEST), smallest)

    def _fact_lines(self) -> list[tuple[tuple[Line, ...], tuple[Line, ...]]]:
        width = CONTENT_WIDTH * _FACTS_SHARE
        return [
            (
                wrap(label, _FACT_LABEL.weight, _FACT_LABEL.size, _FACT_LABEL_WIDTH),
                wrap(fact, _FACT.weight, _FACT.size, width - _FACT_LABEL_WIDTH - 4),
            )
            for label, fact in self.facts
        ]

    def _head_height(self) -> float:
        names = self._names().height
        facts = sum(max(len(label), len(fact)) * _FACT.leading for label, fact in self._fact_lines())
        return max(names, facts, _LOGO_HEIGHT if self.own.logo else 0.0) + 8

    def _draw_head(self, pen: Pen) -> None:
        names = self._names()
        right = MARGIN + CONTENT_WIDTH
        width = CONTENT_WIDTH * 0.6
        height = self._head_height()
        names.draw(pen, right - width, _TOP + max(0.0, (height - 8 - names.height) / 2), width)
        if self.own.logo:
            start = MARGIN + CONTENT_WIDTH * _LOGO_CENTRE - _LOGO_WIDTH / 2
            logo_of(self.own.logo).draw(pen, start, _TOP, _LOGO_WIDTH, _LOGO_HEIGHT)
        self._draw_facts(pen)
        pen.rule(MARGIN, _TOP + height, right, weight=1.4, ink=BLACK)
        pen.rule(MARGIN, _TOP + height + 2.6, right, weight=0.5, ink=BLACK)

    def _draw_facts(self, pen: Pen) -> None:
        width = CONTENT_WIDTH * _FACTS_SHARE
        top = _TOP
        for label, fact in self._fact_lines():
            pen.lines(label, _FACT_LABEL, left=MARGIN + width - _FACT_LABEL_WIDTH, top=top, width=_FACT_LABEL_WIDTH)
            pen.lines(fact, _FACT, left=MARGIN, top=top, width=width - _FACT_LABEL_WIDTH - 4)
            top += max(len(label), len(fact)) * _FACT.leading

    def _foot_lines(self) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        return (
            wrap(self.form, _FOOT.weight, _FOOT.size, CONTENT_WIDTH * _FORM_SHARE),
            wrap(self.reference, _FOOT.weight, _FOOT.size, CONTENT_WIDTH * _REFERENCE_SHARE),
        )

    def _subject_lines(self) -> tuple[Line, ...]:
        return wrap(self.subject, _SUBJECT.weight, _SUBJECT.size, CONTENT_WIDTH) if self.subject else ()

    def _clause_lines(self) -> tuple[Line, ...]:
        clause = prose(self.own.clause, self.digits)
        return wrap(clause, _CLAUSE.weight, _CLAUSE.size, CONTENT_WIDTH) if clause else ()

    def _foot_height(self) -> float:
        above = len(self._clause_lines()) * _CLAUSE.leading + len(self._subject_lines()) * _SUBJECT.leading
        return above + max(map(len, self._foot_lines())) * _FOOT.leading + 4

    def _draw_foot(self, pen: Pen, page: int, pages: int) -> None:
        form, reference = self._foot_lines()
        top = self.height - _FOOT_EDGE - self._foot_height()
        right, left = CONTENT_WIDTH * _FORM_SHARE, CONTENT_WIDTH * _REFERENCE_SHARE
        pen.rule(MARGIN, top, MARGIN + CONTENT_WIDTH, weight=0.6, ink=BLACK)
        clause = self._clause_lines()
        pen.lines(clause, _CLAUSE, left=MARGIN, top=top + 4, width=CONTENT_WIDTH)
        top += len(clause) * _CLAUSE.leading
        subject = self._subject_lines()
        pen.lines(subject, _SUBJECT, left=MARGIN, top=top + 4, width=CONTENT_WIDTH)
        top += len(subject) * _SUBJECT.leading
        pen.lines(form, _FOOT, left=MARGIN + CONTENT_WIDTH - right, top=top + 4, width=right)
        pen.lines(reference, _FOOT, left=MARGIN, top=top + 4, width=left, align="left")
        middle = prose(f"صفحة {page} من {pages}", self.digits)
        pen.text(middle, _FOOT, left=MARGIN + left, top=top + 4, width=CONTENT_WIDTH - left - right, align="centre")
