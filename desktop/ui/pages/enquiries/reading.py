"""Enquiries, frequent questions and officials in words: a row of the list each. Knows no Qt."""

from collections.abc import Iterable
from datetime import date

from desktop.ui.language import listed, said, said_of
from desktop.ui.pages.enquiries.state import (
    ANSWER,
    DECIDE,
    DROP,
    EDIT,
    KEEP,
    REOPEN,
    TELL,
    WITHDRAW,
    Chip,
    Offer,
    Officer,
    Prefill,
    Row,
)
from desktop.ui.pages.wording import ago
from desktop.ui.shown import day_and_month
from desktop.usecases.list_enquiries import EnquiryLine
from desktop.usecases.take_suggestion import SuggestionLine
from domain.arabic import isolate
from domain.enquiry import ANSWERED, OPEN, TOLD, WITHDRAWN, categories_of, fields_of, kinds_of, sources_of
from domain.frequent_question import FrequentQuestion
from domain.official import EVERY, Official, OfficialDraft, find_officials
from domain.policy import Profile
from domain.shown import shown_mobile
from domain.suggestion import OUTCOMES, PROGRESS, RECEIVED, TAKEN_UP
from domain.text import Text

STATES = {
    OPEN: (Text("ينتظر الجواب", "Waits for an answer"), "warn"),
    ANSWERED: (Text("يُبلَّغ الجواب", "To be told"), "info"),
    TOLD: (Text("أُجيب", "Answered"), "ok"),
    WITHDRAWN: (Text("سُحب", "Withdrawn"), "neutral"),
}
_TONES = {RECEIVED: "warn"}
NO_BREAK = "\u00a0"
_DEEDS = {OPEN: (ANSWER, EDIT, WITHDRAW), ANSWERED: (TELL, ANSWER), TOLD: (KEEP, ANSWER), WITHDRAWN: (REOPEN,)}


def enquiry_row(line: EnquiryLine, profile: Profile) -> Row:
    one = line.enquiry
    answer = one.answer
    title, tone = STATES.get(one.progress, (Text(one.progress, one.progress), "neutral"))
    chips = [Chip(said_of(title), tone)]
    if line.is_late:
        chips.insert(0, Chip(said("حلّ موعد الإبلاغ", "The agreed day has come"), "bad"))
    deeds = _DEEDS.get(one.progress, ())
    if one.progress == ANSWERED and not one.asker.is_named:
        deeds = (KEEP, ANSWER)
    return Row(
        one.id,
        one.matter.subject,
        _facts(line, profile),
        _answer_words(line, profile) or one.matter.question,
        tuple(chips),
        deeds,
        ("enquiries", one.id),
        Prefill(
            one.agreed.means if TELL in deeds else one.matter.subject,
            answer.text if answer else "",
            answer.source if answer else "",
            answer.clause if answer else "",
            answer.by if answer else one.route.department,
            one.route.department,
            one.agreed.means,
            one.agreed.day,
        ),
    )


def _facts(line: EnquiryLine, profile: Profile) -> str:
    """Who asked, by which channel, when, about what, who is to answer, until when."""
    one = line.enquiry
    channels = {item.id: item.text for item in profile.channels}
    address = isolate(one.asker.shown_address) if one.asker.address else ""
    who = listed((line.asker_name, address)) or said("لم يُذكر السائل", "Nobody named")
    day = date.fromisoformat(one.agreed.day) if one.agreed.day else None
    waits = one.progress == OPEN
    return " · ".join(
        filter(
            None,
            (
                isolate(one.number),
                who,
                _named(one.channel, channels),
                ago(line.age_seconds),
                _named(one.kind, kinds_of(profile)) if one.kind else "",
                _named(one.route.field, fields_of(profile)) if one.route.field else "",
                said(f"عند {one.route.department}", f"With {one.route.department}") if waits else "",
                said(f"يُبلَّغ قبل نهاية {day_and_month(day)}", f"To be told by {day_and_month(day)}")
                if day is not None and one.is_waiting
                else "",
            ),
        )
    )


def _answer_words(line: EnquiryLine, profile: Profile) -> str:
    answer = line.enquiry.answer
    if answer is None:
        return ""
    rests = listed((_named(answer.source, sources_of(profile)), answer.clause, answer.by))
    return f"{answer.text} ({rests})"


def _named(id: str, names: dict[str, Text]) -> str:
    return said_of(names[id]) if id in names else id


def suggestion_row(line: SuggestionLine, profile: Profile, *, may_decide: bool) -> Row:
    """Who gave it, by which channel, when; what became of it, and why."""
    one, outcome = line.suggestion, line.suggestion.outcome
    channels = {item.id: item.text for item in profile.channels}
    address = isolate(one.asker.shown_address) if one.asker.address else ""
    who = listed((line.giver, address)) or said("بلا اسم", "Without a name")
    when = day_and_month(date.fromisoformat(one.given_at[:10]))
    chips = [Chip(said_of(PROGRESS.get(one.progress, Text(one.progress, one.progress))), _TONES.get(one.progress, ""))]
    body = one.text
    if outcome is not None:
        verdict = said_of(OUTCOMES[outcome.verdict]) if outcome.verdict in OUTCOMES else outcome.verdict
        chips = [Chip(verdict, "ok" if outcome.verdict == TAKEN_UP else "neutral")]
        body = outcome.reason
        if one.is_waiting:
            chips.append(Chip(said("يُبلَّغ صاحبه", "To be told"), "info"))
    deeds = (DECIDE,) if may_decide else ()
    return Row(
        one.id,
        one.subject,
        " · ".join((isolate(one.number), who, _named(one.channel, channels), when)),
        body,
        tuple(chips),
        (TELL, *deeds) if outcome is not None and one.is_waiting else deeds,
        ("suggestions", one.id),
        Prefill(one.asker.shown_address, outcome.reason if outcome else "", outcome.verdict if outcome else ""),
    )


def frequent_row(one: FrequentQuestion, profile: Profile) -> Row:
    rests = listed((_named(one.source, sources_of(profile)), one.clause))
    about = _named(one.field, fields_of(profile)) if one.field else ""
    return Row(
        one.id,
        one.subject,
        " · ".join(filter(None, (rests, about))),
        one.answer,
        (),
        (EDIT, DROP),
        ("frequent_questions", one.id),
        Prefill(one.subject, one.answer, one.source, one.clause),
    )


def official_row(one: Official, profile: Profile, *, may_change: bool) -> Row:
    of_whom = (
        said("للجمعية كلها، من المركز الرئيس", "Of the association, by head office") if one.is_of_association else ""
    )
    reach = listed(isolate(text) for text in (shown_mobile(one.telephone) if one.telephone else "", one.email) if text)
    return Row(
        one.id,
        one.shown,
        " · ".join(filter(None, (reach, charges_words(one, profile), of_whom))),
        "",
        (),
        (EDIT, DROP) if may_change and not one.is_of_association else (),
        ("officials", one.id),
    )


def charges_words(one: Official, profile: Profile) -> str:
    """«الحرف والمشاريع الصغيرة، كل المجالات (عضو)»."""
    fields, categories = fields_of(profile), categories_of(profile)
    said_charges = []
    for charge in one.charges:
        every = said("كل المجالات", "every field")
        field = every if charge.field == EVERY else _named(charge.field, fields)
        category = "" if charge.category == EVERY else f" ({_named(charge.category, categories)})"
        said_charges.append(f"{field}{category}")
    return listed(said_charges)


def officer_of(officials: Iterable[Official], field: str, category: str, profile: Profile) -> Officer:
    """Who answers for the field that was chosen, as the clerk is told; empty when nobody is entered for it."""
    found = find_officials(officials, field, category) if field else ()
    if not found:
        return Officer()
    first = found[0]
    title = said("ضابط الاتصال", "Liaison officer") if profile.liaison else said("جهة الاختصاص", "Competent department")
    number = f" {isolate(shown_mobile(first.telephone).replace(' ', NO_BREAK))}" if first.telephone else ""
    return Officer(first.id, f"{title}: {first.shown}{number}", first.shown)


def offer_of(one: FrequentQuestion) -> Offer:
    return Offer(one.id, one.subject, one.answer, one.source, one.clause, one.field)


def draft_of(officials: Iterable[Official], id: str) -> OfficialDraft:
    """As he is entered now, to be changed; empty for somebody who is not among them."""
    found = next((one for one in officials if one.id == id), None)
    if found is None:
        return OfficialDraft()
    charges = tuple(f"{one.category}/{one.field}" for one in found.charges)
    return OfficialDraft(found.name, found.post, found.telephone, found.email, charges)
