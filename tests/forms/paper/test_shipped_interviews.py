"""Every association's own interview, answered to the end, frozen by the domain, prints."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from domain.attestation import Affirmed, freeze
from domain.carddate import CardDate
from domain.person import Person
from domain.profile_file import parse_profile
from forms.interview.session import Session, load
from forms.interview.shipped import SHARED, form_ids, shipped_form
from forms.interview.views import Group, Question, Repeat
from forms.paper.attestation import render_attestation
from forms.paper.frozen import Rows, read_frozen
from resources.shelf import read_text
from tests.forms.paper.reading import Watch, texts

OFFICE_TIME = timezone(timedelta(hours=3))
ROUNDS = 4
"""Answers bring new questions; by then none of the shipped interviews has one left."""
TYPED = {
    "text": "كلام مكتوب من مقدّم الطلب",
    "integer": "4",
    "decimal": "1250.5",
    "date": "2024-03-01",
    "barcode": "123",
}
REQUESTS = tuple(form_id for form_id in form_ids() if not form_id.startswith(f"{SHARED}/"))
SAAD = Person(
    id="p",
    number="RY01-7K2Q-000087-4",
    name="سعد بن صالح بن محمد العنزي",
    id_type="national",
    id_number="1000000008",
    mobile="+966500000001",
    born=CardDate("1400-07-15", None, "hijri"),
    sex="male",
    town="القرينة",
    iban="SA0380000000608010167519",
    member_number="117",
)


def open_interview(form_id: str) -> Session:
    return load(
        shipped_form(form_id),
        today=date(2025, 11, 21),
        now=lambda: datetime(2025, 11, 21, 10, 38, tzinfo=OFFICE_TIME),
        new_uuid=lambda: "00000000-0000-0000-0000-000000000001",
        given={"person_name": SAAD.name},
    )


def add_rows(session: Session, items: tuple[Question | Group | Repeat, ...]) -> None:
    for item in items:
        if isinstance(item, Repeat):
            for _ in range(3 if item.can_add else 0):
                session.add_row(item.ref)
        elif isinstance(item, Group):
            add_rows(session, item.items)


def answered(form_id: str) -> Session:
    """Everything that may be answered, with the last choice of every list."""
    session = open_interview(form_id)
    for page in session.pages():
        add_rows(session, page.items)
    for _ in range(ROUNDS):
        for question in session.visible():
            blank = question.value in (None, "", ()) and not question.readonly
            options = session.options(question.ref) if question.type.startswith("select") else ()
            if blank and options:
                last = options[-1].value
                session.answer(question.ref, last if question.type == "select_one" else [options[0].value, last])
            elif blank and question.type in TYPED:
                session.answer(question.ref, TYPED[question.type])
    return session


def frozen_from(form_id: str) -> bytes:
    form = shipped_form(form_id)
    association = form_id.split("/")[0]
    return freeze(
        Affirmed(
            number="RY01-7K2Q-000142-M",
            made_at="2025-11-21T10:38+03:00",
            profile=parse_profile(read_text(f"policies/{association}.toml"), file=f"{association}.toml"),
            office_code="RY01",
            office_name="المكتب الفرعي",
            person=SAAD,
            form={"id": form.id, "version": form.version, "sha256": form.sha256, "title": form.title},
            interview_number="RY01-7K2Q-000101-B",
            answers=answered(form_id).attestation_lines(),
            documents=[{"id": "deed", "name": "صك", "original_seen": True, "matches": True, "valid": False}],
            clerk_id="u",
            clerk_name="هند القحطاني",
        )
    ).json


@pytest.mark.parametrize("form_id", REQUESTS)
def test_an_interview_prints_with_every_answer_and_nothing_over_anything(
    form_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = frozen_from(form_id)
    watch = Watch(monkeypatch)
    pages = texts(render_attestation(data, state="unsigned", digits="latn"))
    assert watch.overlaps() == []
    assert "بصمة الإبهام" in pages[-1]
    assert all(f"صفحة {number} من {len(pages)}" in " ".join(page.split()) for number, page in enumerate(pages, start=1))


@pytest.mark.parametrize("form_id", REQUESTS)
def test_the_household_of_an_interview_is_a_table_under_its_name(form_id: str) -> None:
    repeats = [
        item
        for section in read_frozen(frozen_from(form_id)).sections
        for item in section.items
        if isinstance(item, Rows)
    ]
    assert all(rows.label and not rows.titles_differ for rows in repeats)
    assert all(": " not in title for rows in repeats for title in rows.titles)
