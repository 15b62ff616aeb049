"""What the five policies want to be known, fact by fact (tables of its own), against the shipped forms' questions."""

from dataclasses import fields

import pytest

from desktop.usecases.load_profile import load_profile
from domain.person import Person
from domain.policy_parts import RequestKind
from forms.interview.model import Control, Form
from forms.interview.shipped import SHARED, shipped_form
from tests.domain.test_what_the_policies_state import ALL, ALQARINAH, BEEKEEPERS, HERFA, MUSTAQBALUNA, TWAIM

OF_PROFILE = {
    HERFA: f"{HERFA}/support-request",
    MUSTAQBALUNA: f"{MUSTAQBALUNA}/support-request",
    TWAIM: f"{TWAIM}/service-request",
    BEEKEEPERS: f"{BEEKEEPERS}/member-service-request",
    ALQARINAH: f"{ALQARINAH}/support-request",
}
# What a request must tell → the questions that tell it, each a question of every one of the five forms unless named.
ASKED = {
    "who asks": {"welcome"},
    "the need": {"need_reason"},
    "marital status": {"marital"},
    "who depends on the applicant": {"dependents"},
    "where the income comes from": {"sources", "total_income"},
    "income for each head": {"income_per_head"},
    "the home": {"tenure", "rent_yearly"},
    "where the person lives": {"town"},
    "the documents that were seen": {"documents_seen"},
    "the account it is paid into": {"iban"},
    "the means the answer comes by": {"contact_means", "mobile"},
}
OF_SOME = {
    "each member of the household": ({"member_name", "member_relation", "member_age"}, {*ALL} - {BEEKEEPERS}),
    "what the others at home earn": ({"member_income"}, {*ALL} - {BEEKEEPERS}),
    "what the others at home earn together": ({"household_amount"}, {BEEKEEPERS}),
    "debts": ({"has_debts", "debts_monthly"}, {*ALL} - {BEEKEEPERS}),
    "the lease is valid today": ({"lease_end"}, {*ALL} - {BEEKEEPERS}),
    "membership": ({"member_number"}, {TWAIM, BEEKEEPERS}),
    "what it costs": ({"support_cost"}, {HERFA, BEEKEEPERS}),
    "nothing is missing before the person leaves": ({"all_complete"}, {TWAIM}),
}
# Answers that become fields of the person's record.
KEPT = {key: {"town", "mobile", "iban"} for key in ALL} | {
    TWAIM: {"town", "mobile", "iban", "member_number"},
    BEEKEEPERS: {"town", "mobile", "iban", "member_number"},
}
# A required document of a profile → the choice by which the clerk says that it was seen.
DOCUMENTS = {
    "identity": {"identity"},
    "family_record": {"family"},
    "income_proof": {"income"},
    "housing_contract": {"lease"},
    "iban_certificate": {"iban"},
    "craft_proof": {"licence", "works"},
    "quotation": {"quotation"},
    "school_record": {"enrolment"},
    "emergency_proof": {"emergency"},
    "membership_proof": {"membership"},
    "beekeeper_licence": {"licence"},
}
# A means of answering → the kind of channel that the policy lists.
MEANS = {
    "call": "telephone",
    "message": "telephone",
    "email": "email",
    "letter": "letters",
    "visit": "interview",
    "delegate": "representatives",
}
# Clause → questions (or choices, behind a colon) of the complaint.
COMPLAINT = {
    "easy to report, in the person's own words": {"told", "happened_on", "about"},
    "about a request that is known": {"has_request", "request_number"},
    "followed with its department until it is solved": {"department", "told_before", "told_before_answer"},
    "technical help with problems of communication": {"about:communication"},
    "every contract says how a dispute is settled": {"about:contract"},
    "dues are paid on time": {"about:dues"},
    "personal data is kept confidential": {"about:privacy", "harm_kinds:privacy"},
    "settled amicably first": {"amicable", "remedies"},
    "the harm, its size and its causes": {"has_harm", "harm_kinds", "harm_amount", "harm_cause"},
    "the damage is limited": {"harm_goes_on"},
    "compensation": {"remedies:compensate"},
    "what proves it": {"evidence"},
    "the outcome is told": {"contact_means", "mobile"},
}
SATISFACTION = {
    "received courteously": {"courtesy"},
    "enough time": {"time_given"},
    "every question answered, correctly": {"answers"},
    "conditions are given": {"requirements"},
    "without trouble": {"ease"},
    "quickly": {"speed"},
    "information about one's own dealings": {"informed"},
    "confidential": {"privacy"},
    "a place ready to receive people": {"place"},
    "the whole": {"overall"},
    "views and suggestions are sought": {"best", "better"},
    "the complaint's way is known": {"knew_complaint"},
    "the service was given": {"served", "not_served"},
}
FIELD_SURVEY = {
    "order": {"order", "order_remark"},
    "guidance": {"guidance", "guidance_remark"},
    "workflow": {"place", "workflow", "workflow_remark"},
    "emergencies": {"has_emergency", "emergency_what", "emergency_action", "manager_told", "manager_told_on"},
}
VISIT = {
    "which office, when": {"office_name", "visited_on"},
    "people are received well and given time": {"reception", "time_given"},
    "staff and place are ready": {"ready"},
    "clear instructions": {"guidance"},
    "visitors are counted every day": {"counted"},
    "data is matched with valid documents": {"matched"},
    "the applicant signs": {"signed"},
    "the committee and the term are explained": {"explained"},
    "complaints are followed": {"complaints"},
    "confidentiality": {"confidential"},
    "what was found is mended": {"finding_what", "finding_action", "finding_by", "finding_until"},
    "the score": {"not_kept", "grade"},
}
OPENING = {
    "staff are ready": {"staff"},
    "the place is ready": {"waiting_place", "signs"},
    "the means are ready": {"devices", "forms_at_hand"},
    "what was not ready, and what was done": {"opening_remark"},
}
OF_SHARED = {
    "complaint": COMPLAINT,
    "satisfaction": SATISFACTION,
    "field-survey": FIELD_SURVEY,
    "supervisory-visit": VISIT,
    "opening-checklist": OPENING,
}
NAMING = ("username", "deviceid", "phonenumber", "email", "start", "end")


def controls(form: Form) -> dict[str, Control]:
    return {each.node.name: each for each in form.control_of.values() if each.node is not None}


def choices(form: Form, question: str) -> set[str]:
    offered = controls(form)[question].choices
    return {choice.value for choice in offered.every} if offered else set()


def stands(form: Form, named: str) -> bool:
    question, _, choice = named.partition(":")
    return question in controls(form) and (not choice or choice in choices(form, question))


def kinds() -> list[tuple[str, RequestKind]]:
    return [(key, kind) for key in ALL for kind in load_profile(key).request_kinds]


@pytest.mark.parametrize("fact", ASKED)
@pytest.mark.parametrize("key", ALL)
def test_every_request_asks_what_the_committee_has_to_know(fact: str, key: str) -> None:
    assert {name for name in ASKED[fact] if not stands(shipped_form(OF_PROFILE[key]), name)} == set()


@pytest.mark.parametrize("fact", OF_SOME)
def test_what_only_some_ask_stands_exactly_there(fact: str) -> None:
    names, asking = OF_SOME[fact]
    found = {key for key, form in OF_PROFILE.items() if all(stands(shipped_form(form), name) for name in names)}
    assert found == asking


@pytest.mark.parametrize("key", ALL)
def test_what_the_record_holds_is_kept_there_from_the_answer(key: str) -> None:
    form = shipped_form(OF_PROFILE[key])
    assert {rules.save_to for rules in form.rules.values()} - {""} == KEPT[key]


@pytest.mark.parametrize(("key", "kind"), kinds(), ids=lambda each: each if isinstance(each, str) else each.id)
def test_every_required_document_may_be_ticked_and_its_data_is_there_to_compare(key: str, kind: RequestKind) -> None:
    form = shipped_form(kind.form)
    record = {field.name for field in fields(Person)}
    for document in kind.documents:
        assert DOCUMENTS[document.id] <= choices(form, "documents_seen"), document.id
        known = record | set(controls(form))
        assert {name for name in (*document.shows, document.number or "name") if name not in known} == set()


@pytest.mark.parametrize("key", ALL)
def test_an_answer_comes_by_no_channel_that_the_policy_does_not_list(key: str) -> None:
    listed = {kind for channel in load_profile(key).channels for kind in channel.kinds}
    offered = choices(shipped_form(OF_PROFILE[key]), "contact_means")
    assert {MEANS[name] for name in offered} <= listed
    assert {name for name, kind in MEANS.items() if kind in listed} == offered


@pytest.mark.parametrize(("form", "fact"), [(form, fact) for form, facts in OF_SHARED.items() for fact in facts])
def test_the_forms_of_quality_ask_what_the_policies_want_to_be_known(form: str, fact: str) -> None:
    shared = shipped_form(f"{SHARED}/{form}")
    assert {name for name in OF_SHARED[form][fact] if not stands(shared, name)} == set()


def test_the_field_survey_has_the_points_of_the_policy() -> None:
    assert [point.id for point in load_profile(HERFA).field_survey] == list(FIELD_SURVEY)


def test_a_rating_names_nobody_neither_who_gives_it_nor_who_served() -> None:
    form = shipped_form(f"{SHARED}/satisfaction")
    assert {rules.preload for rules in form.rules.values()} & {*NAMING} == set()
    assert {node.name for node in form.skeleton.nodes} & {"person_name", "person_id", "clerk", "entity"} == set()


@pytest.mark.parametrize("form", [*OF_PROFILE.values(), *(f"{SHARED}/{name}" for name in OF_SHARED)])
def test_a_form_has_its_title_in_both_languages(form: str) -> None:
    called = shipped_form(form).called
    assert called.ar != called.en
    assert called.en.isascii()
