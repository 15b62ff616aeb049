"""Papers handed to or signed by one person say, in each of the five associations, what its policy says and no more."""

from functools import lru_cache

import pytest

from desktop.usecases.load_profile import load_profile, profile_ids
from domain.policy import Profile
from domain.to_the_person import conditions, how_to_complain, next_steps, whom_to_ask
from tests.forms.paper.person_papers import OF_A_PROFILE, compensation, decision, requirements, settlement
from tests.forms.paper.reading import Watch, font_names, texts
from tests.forms.paper.words import Words

five = pytest.mark.parametrize("profile", profile_ids())


@lru_cache
def profile_of(id: str) -> Profile:
    return load_profile(id)


def flat(pdf: bytes) -> str:
    return "".join("".join(texts(pdf)).split())


@five
def test_every_paper_is_drawn_alike_and_cleanly_for_every_association(
    profile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, draw in OF_A_PROFILE.items():
        watch = Watch(monkeypatch)
        pdf = draw(Words(), profile_of(profile))
        assert watch.lines, name
        assert watch.overlaps() == [], name
        assert all(font.startswith("IBMPlexSansArabic") for font in font_names(pdf)), name
        assert pdf == draw(Words(), profile_of(profile)), name
        monkeypatch.undo()


@five
def test_whatever_is_said_with_a_clause_has_one_that_the_profile_knows(profile: str) -> None:
    found = profile_of(profile)
    known = {
        *(step.source for step in found.steps),
        *(source.clause for source in found.sources),
        *(rule.source for rule in found.complaints.rules),
        *(one.source for one in (found.liaison,) if one is not None),
        found.complaints.source,
    }
    kinds = [conditions(found, kind) for kind in found.request_kinds]
    every = [next_steps(found), whom_to_ask(found), how_to_complain(found), *kinds]
    clauses = {clause for said in every for _, clause in said if clause}
    assert clauses
    assert clauses <= known
    assert "default" not in clauses


@five
def test_what_a_policy_does_not_have_is_not_printed(profile: str) -> None:
    found = profile_of(profile)
    record = flat(compensation(Words(), found))
    assert ("الشروط" in record) == (found.compensation is not None)
    assert ("الإثبات" in record or "اإلثبات" in record) == (found.compensation is not None)
    settled = flat(settlement(Words(), found))
    assert ("السياسة" in settled) == any(rule.id == "amicable" for rule in found.complaints.rules)
    asked = [text for text, _ in whom_to_ask(found)]
    assert any("البحث الاجتماعي" in text for text in asked) == (found.referral.to is not None)
    first = next_steps(found)
    assert any("المتفق عليها" in text for text, _ in first) == found.answer_by_agreed_means
    assert found.committee.ar in first[0][0]


@five
def test_the_requirements_name_every_document_once_to_be_ticked(profile: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = profile_of(profile)
    words = Words()
    watch = Watch(monkeypatch)
    requirements(words, found)
    assert set(words.given) >= {one.text.ar for one in found.request_kinds[-1].documents}
    assert watch.outside(25) == []


def test_a_rejection_without_reasons_leaves_room_to_write_them_and_an_acceptance_does_not() -> None:
    class NoRows(Words):
        def rows(self, usual: int) -> int:
            return 0

    found = profile_of("herfa")
    assert "سبب" in flat(decision(NoRows(), found, outcome="rejected"))
    assert "سبب" not in flat(decision(NoRows(), found, outcome="accepted"))
