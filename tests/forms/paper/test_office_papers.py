"""Papers of the office: minutes, the register of a policy, the periodic report; plain, and under everything strange."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.usecases.load_profile import load_profile, profile_ids
from domain.errors import RuleBroken
from domain.policy import Profile
from forms.paper.clauses import Stated
from forms.paper.dates import day_or_words
from forms.paper.layout import CONTENT_WIDTH
from forms.paper.minutes import Looked, Member, Minutes, render_minutes
from forms.paper.periodic_report import Chart, Group, PeriodReport, render_period_report
from forms.paper.policy_register import PolicyRegister, Reader, render_policy_register
from forms.paper.preview import page_count
from forms.paper.tables import grid
from forms.paper.text import code, prose
from tests.forms.paper.reading import Watch, font_names, sizes, texts
from tests.forms.paper.strained import PRINTED, STRANGE, THIRTY, TWELVE_LINES, issue

ALL = tuple(load_profile(id) for id in profile_ids())


def minutes(profile: Profile, said: str = "قاعة الاجتماعات", *, cases: tuple[str, ...] = ("نورة", "سالم")) -> bytes:
    looked = tuple(
        Looked(name, said, "قبول", f"17-A-0000{place:02}-5", "17-A-000043-1", str(place), said)
        for place, name in enumerate(cases, start=10)
    )
    return render_minutes(
        Minutes(
            issue=replace(issue(profile), person="", person_word="", file_number=""),
            committee=profile.committee.ar,
            person_word=profile.person.definite.ar,
            members=(Member(said or "عضو", said), Member("سعد", "عضو", False, said), Member("هند", "أمينة اللجنة")),
            place=said,
            ended_at="11:30",
            basis=tuple(Stated(step.text.ar, step.source) for step in profile.steps if step.id == "explain"),
            agenda=(said or "بند", "متابعة ما سبق"),
            cases=looked,
            findings=(("الضرر وحجمه وأسبابه", said),),
            recommendations=(said or "توصية",),
            secretary=said,
        ),
        made_at=PRINTED,
        digits="latn",
    )


def register(profile: Profile, said: str = "هند الواحي", *, people: int = 3) -> bytes:
    return render_policy_register(
        PolicyRegister(
            issue=replace(issue(profile), at="", number="", person="", person_word="", file_number=""),
            version=profile.version,
            facts=(("اعتمدها", said),),
            basis=(Stated(said or "—", "المسؤوليات"),),
            pledge=said,
            readers=tuple(Reader(f"{said} {place}", said) for place in range(501, 501 + people)),
        ),
        made_at=PRINTED,
        digits="latn",
    )


def report(profile: Profile, said: str = "المقابلات", *, rows: tuple[str, ...] = ("دعم", "سقيا")) -> bytes:
    return render_period_report(
        PeriodReport(
            issue=replace(issue(profile), number="", person="", person_word="", file_number=""),
            first="2026-01-01",
            last="2026-11-21",
            figures=((said or "زوار", "1,234"),) * 5,
            parts=(
                Chart(said or "الزوار", ("رجال", "نساء"), tuple((f"{day}/1", (day, 3)) for day in range(1, 32)), said),
                Group(said or "الطلبات", tuple((f"{said} {row}", 7) for row in rows), ((said or "حقل", said),), said),
                Group("لا شيء", ()),
            ),
            basis=(Stated(said or "—", "المهام"),),
            prepared_by=said,
        ),
        made_at=PRINTED,
        digits="latn",
    )


PAPERS: tuple[Callable[[Profile, str], bytes], ...] = (minutes, register, report)


@pytest.mark.parametrize("profile", ALL, ids=lambda profile: profile.id)
def test_minutes_call_committee_and_person_what_the_policy_calls_them(profile: Profile) -> None:
    seen = " ".join("".join(texts(minutes(profile))).split())
    assert profile.committee.ar.split()[0] in seen
    assert profile.person.definite.ar in seen
    assert "000010" in seen


@pytest.mark.parametrize("make", PAPERS)
def test_the_same_paper_is_the_same_file_on_a4_with_its_own_fonts(make: Callable[[Profile, str], bytes]) -> None:
    pdf = make(ALL[0], "مُحَمَّد Łódź گ")
    assert pdf == make(ALL[0], "مُحَمَّد Łódź گ")
    assert {tuple(map(round, size)) for size in sizes(pdf)} == {(595, 842)}
    assert all(name.startswith(("IBMPlexSansArabic", "Amiri")) for name in font_names(pdf))


@pytest.mark.parametrize("said", STRANGE)
@pytest.mark.parametrize("make", PAPERS)
def test_nothing_lies_over_anything_else_whatever_is_written(
    make: Callable[[Profile, str], bytes], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = Watch(monkeypatch)
    make(ALL[1], said)
    assert watch.overlaps() == []
    assert watch.outside(25) == []


@pytest.mark.parametrize("make", PAPERS)
def test_a_letter_that_no_font_has_is_told_before_anything_is_drawn(make: Callable[[Profile, str], bytes]) -> None:
    with pytest.raises(RuleBroken) as refused:
        make(ALL[0], "توقيع 😀")
    assert refused.value.code == "paper.glyph.missing"


def test_thirty_cases_with_long_words_go_on_over_pages_and_none_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(monkeypatch)
    for said in ("استيفاء الشروط", "\n".join(TWELVE_LINES.split("\n")[:4])):
        seen = "".join(texts(minutes(ALL[0], said, cases=THIRTY)))
        assert all(str(number) in seen for number in range(501, 531))
        assert watch.overlaps() == []
        assert watch.outside(25) == []
        watch.lines.clear()


def test_thirty_readers_and_thirty_kinds_go_on_over_pages() -> None:
    signed, reported = register(ALL[0], people=30), report(ALL[0], rows=THIRTY)
    assert page_count(signed) >= 2
    assert all(str(number) in "".join(texts(signed)) for number in range(501, 531))
    assert all(str(number) in "".join(texts(reported)) for number in range(501, 531))


def test_nobody_signs_an_empty_page_of_minutes() -> None:
    for count in (1, 5, 9, 12, 13, 14, 20, 29):
        last = texts(minutes(ALL[0], cases=THIRTY[:count]))[-1]
        assert "الضرر" in last or "توصي" in last or "501" in last


def test_a_records_number_stays_on_one_line_beside_columns_of_words() -> None:
    words = [
        prose(f"{said} لصاحبه", "latn") for said in ("عبدالرحمن ناصر", "طلب خدمة", "لم يُقبل", "الدخل فوق الحد المعتمد")
    ]
    table = grid([prose("م", "latn")] * 5, [[code("DEM1-DTEF-000024-W"), *words]], CONTENT_WIDTH)
    assert table is not None
    assert len(table.rows[0].cells[0].lines) == 1


def test_minutes_that_are_signed_say_so_below_the_names_and_not_as_a_recommendation() -> None:
    made = Minutes(
        issue=issue(ALL[0]), committee="اللجنة", person_word="المستفيد", members=(Member("سعد"),), signed="وُقّع المحضر"
    )
    seen = "".join(texts(render_minutes(made, made_at=PRINTED)))
    assert "المحضر" in seen
    assert "التوصيات" not in seen


@pytest.mark.parametrize(("said", "shown"), [("2026-11-22", "22 نوفمبر 2026 م"), ("بعد العيد", "بعد العيد"), ("", "")])
def test_a_day_is_written_out_on_paper_and_words_stay(said: str, shown: str) -> None:
    assert day_or_words(said) == shown
