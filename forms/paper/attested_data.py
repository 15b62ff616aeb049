"""The data part of the attestation: the person, the answers in their sections, the documents that were checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from forms.paper.blocks import heading, paragraph
from forms.paper.frozen import Answer, Frozen, Rows, Section, text_of
from forms.paper.layout import Block
from forms.paper.pen import STRONG
from forms.paper.tables import Row, Table, Titled, cell, checked, fields, grid
from forms.paper.text import Digits, Text, code, prose, spaced, value

EMPTY = Text("—")
_ID_TYPES = {
    "national": "الهوية الوطنية",
    "resident": "هوية مقيم",
    "gcc": "هوية دول مجلس التعاون",
    "passport": "جواز سفر",
    "other": "هوية أخرى",
}
_SEXES = {"male": "ذكر", "female": "أنثى"}


def person_fields(read: Frozen, width: float, digits: Digits) -> Table:
    """Who attests; what was not recorded is left out, the name never."""
    said = {key: read.said("person", key) for key in read.part("person")}
    pairs = [
        ("الاسم الكامل", prose(said.get("name", ""), digits) or EMPTY),
        ("رقم السجل", code(said.get("number", ""))),
        ("رقم العضوية", code(said.get("member_number", ""))),
        ("نوع الهوية", prose(_worded(said.get("id_type", ""), _ID_TYPES), digits)),
        ("رقم الهوية", code(said.get("id_number", ""))),
        ("الجوال", _mobile(said.get("mobile", ""), digits)),
        ("تاريخ الميلاد", born(read.part("person").get("born"), digits)),
        ("الجنس", prose(_worded(said.get("sex", ""), _SEXES), digits)),
        ("مكان الإقامة", prose(said.get("town", ""), digits)),
        ("الآيبان", code(_in_fours(said.get("iban", "")))),
    ]
    return fields([(prose(label, digits), shown) for label, shown in pairs if shown], width)


def born(date: Any, digits: Digits) -> Text:
    """As printed on the card: in the calendars that were typed, Hijri first; nothing is converted."""
    if not isinstance(date, Mapping):
        return value(text_of(date).replace("-", "/"), digits)
    sides = (("hijri", " هـ"), ("gregorian", " م"))
    return Text(
        " — ".join(value(str(date[key]).replace("-", "/"), digits) + era for key, era in sides if date.get(key))
    )


def answers(read: Frozen, width: float, digits: Digits) -> Iterator[Block]:
    """Every section with its heading; repeats as tables, or a card for each row when a table would be too wide."""
    for place, section in enumerate(read.sections):
        title = section.title or ("إجابات المقابلة" if place == 0 else "")
        yield from _under(title, _section(section, width, digits), width, digits)


def checks(read: Frozen, width: float, digits: Digits) -> Iterator[Block]:
    """What the clerk states and not the person: which papers were seen, under the name of who held the interview."""
    if not read.checks:
        return
    clerk = read.said("interview", "clerk_name") or read.said("clerk", "name")
    first, *others = read.checks
    named = Answer("اسم الموظف", clerk)
    stated = Section("", (named, *first.items, *(item for section in others for item in section.items)))
    yield from _under("إفادة موظف الاستقبال", _section(stated, width, digits), width, digits)


def _under(title: str, blocks: Iterator[Block], width: float, digits: Digits) -> Iterator[Block]:
    """The blocks of a section under its title; a table says it again on the page where it goes on."""
    if not title:
        yield from blocks
        return
    head, again = (heading(prose(said, digits), width) for said in (title, f"{title} (تابع)"))
    first = next(blocks)
    yield from (Titled(head, first, again),) if isinstance(first, Table) else (head, first)
    yield from blocks


def _section(section: Section, width: float, digits: Digits) -> Iterator[Block]:
    run: list[tuple[Text, Text]] = []
    for item in section.items:
        if isinstance(item, Answer):
            run.append((prose(item.question, digits), prose(item.display, digits) or EMPTY))
            continue
        if run:
            yield fields(run, width)
            run = []
        yield from _rows(item, section.title, width, digits)
    if run:
        yield fields(run, width)


def _rows(rows: Rows, section: str, width: float, digits: Digits) -> Iterator[Block]:
    title = rows.label if rows.label != section and not rows.within else ""
    yield from _under(title, _rows_below(rows, width, digits), width, digits)


def _rows_below(rows: Rows, width: float, digits: Digits) -> Iterator[Block]:
    if rows.within:
        inside = f"{rows.label} — {rows.within}" if rows.label else f"تابع للصف {rows.within}"
        yield paragraph(prose(inside, digits), width, STRONG, before=8, clings=True)
    table = None if rows.titles_differ else _household(rows, width, digits)
    if table:
        yield table
        return
    for number, (shown, titles) in enumerate(zip(rows.rows, rows.own_titles, strict=True), start=1):
        yield paragraph(prose(f"الصف {number} من {len(rows.rows)}", digits), width, STRONG, before=8, clings=True)
        own = [title or general for title, general in zip(titles, rows.titles, strict=True)]
        yield fields(
            [(prose(t, digits), prose(s, digits) or EMPTY) for t, s in zip(own, shown, strict=True)], width, before=2
        )


def _household(rows: Rows, width: float, digits: Digits) -> Table | None:
    titles = [prose("م", digits), *(prose(title, digits) for title in rows.titles)]
    body = [
        [value(str(number), digits), *(prose(shown, digits) or EMPTY for shown in row)]
        for number, row in enumerate(rows.rows, start=1)
    ]
    return grid(titles, body, width)


def documents(checks: Sequence[Any], width: float, digits: Digits) -> Table:
    """What was seen at the desk: each document, ticked when seen in the original, when it matched, when valid."""
    share = (0.34, 0.18, 0.2, 0.28)
    widths = [width * part for part in share]
    titles = ("المستند", "الأصل مُعايَن", "مطابق للبيانات", "الصلاحية يوم التقديم")
    head = Row(tuple(cell(prose(t, digits), w, STRONG, tinted=True) for t, w in zip(titles, widths, strict=True)))
    return Table(tuple(_document(check, widths, digits) for check in checks), (head,))


def _document(check: Any, widths: Sequence[float], digits: Digits) -> Row:
    said: Mapping[str, Any] = check if isinstance(check, Mapping) else {"name": check}
    name = text_of(_first(said, "title", "label", "name", "kind", "document"))
    until = text_of(_first(said, "valid_until", "expires_on"))
    return Row(
        (
            cell(_titled(name, text_of(said.get("number")), digits), widths[0]),
            checked(Text(""), widths[1], ticked=_holds(_first(said, "original_seen", "seen"))),
            checked(Text(""), widths[2], ticked=_holds(_first(said, "matches", "matched"))),
            checked(
                _until(until, digits) if until else Text(""),
                widths[3],
                ticked=_holds(_first(said, "valid", "valid_on_day", "valid_on")),
            ),
        )
    )


def _titled(name: str, number: str, digits: Digits) -> Text:
    title = prose(name, digits) or EMPTY
    return spaced(title, prose("— رقم", digits), value(number, digits)) if number else title


def _until(said: str, digits: Digits) -> Text:
    """A day in numbers, or in words with both calendars."""
    if said.isascii():
        return spaced(prose("حتى", digits), value(said.replace("-", "/"), digits))
    return prose(f"حتى {said}", digits)


def _first(said: Mapping[str, Any], *names: str) -> Any:
    return next((said[name] for name in names if said.get(name) is not None), None)


def _holds(found: Any) -> bool:
    """A truth as the record may spell it; a day on which something was seen is one too."""
    said = text_of(found).lower()
    return said in ("نعم", "true", "yes", "1") or re.fullmatch(r"\d{4}-\d{2}-\d{2}.*", said) is not None


def _worded(found: str, words: Mapping[str, str]) -> str:
    return words.get(found, found)


def _mobile(number: str, digits: Digits) -> Text:
    found = re.fullmatch(r"\+966(\d{2})(\d{3})(\d{4})", number)
    return value(f"+966 {found[1]} {found[2]} {found[3]}" if found else number, digits)


def _in_fours(iban: str) -> str:
    return " ".join(re.findall(".{1,4}", iban.replace(" ", "")))
