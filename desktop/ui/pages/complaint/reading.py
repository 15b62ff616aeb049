"""A complaint in words: its chips, its facts, its story."""

from dataclasses import dataclass
from datetime import date

from desktop.ui.language import listed, said, said_of
from desktop.ui.pages.wording import Counted
from desktop.ui.shown import clock, day_and_month, shown_day
from desktop.usecases.know_complaint import ComplaintPage, StoryLine
from domain.arabic import isolate
from domain.compensation import PROGRESS as DOSSIER_PROGRESS
from domain.compensation import Dossier
from domain.complaint import (
    AGREED,
    ANSWERED,
    ASSIGNED,
    CLOSED,
    DECIDED,
    DOSSIER,
    MEANS,
    MENDED,
    NOTED,
    OPEN,
    OUTCOMES,
    PLANNED,
    PROGRESS,
    REGISTERED,
    REOPENED,
    SIGNED,
    STEPS,
    TOLD,
    WAS_CLOSED,
    WAS_TOLD,
)
from domain.policy import Profile
from domain.record_words import moment
from domain.settlement import Settlement

Chip = tuple[str, str]
Fact = tuple[str, str]
TONES = {OPEN: "info", ANSWERED: "warn", TOLD: "ok", CLOSED: "neutral"}
AGES = Counted(
    *("وردت اليوم", "عمرها يوم", "عمرها يومان", "أيام منذ وردت", "يومًا منذ وردت", "يوم منذ وردت"),
    *("received today", "1 day old", "days old"),
)
SIGNS = {
    REGISTERED: ("flag", "info"),
    NOTED: ("messages", "neutral"),
    ASSIGNED: ("user-check", "primary"),
    PLANNED: ("calendar-due", "primary"),
    DECIDED: ("scale", "warn"),
    WAS_TOLD: ("phone", "ok"),
    WAS_CLOSED: ("circle-check", "ok"),
    REOPENED: ("refresh", "bad"),
    MENDED: ("pencil", "neutral"),
    AGREED: ("heart-handshake", "primary"),
    SIGNED: ("signature", "ok"),
    DOSSIER: ("file-text", "warn"),
}


@dataclass(frozen=True)
class Told:
    """A line of the story."""

    title: str
    said: str
    when: str
    glyph: str
    tone: str


def chips_of(page: ComplaintPage) -> tuple[Chip, ...]:
    one, line = page.complaint, page.line
    found = [progress_chip(one.progress, is_only_sent=page.is_only_sent)]
    if one.is_emergency and not one.is_closed:
        found.insert(0, (said("عاجلة", "Urgent"), "bad"))
    if line.is_due:
        found.append((said("حان موعد خطوتها", "A step is due"), "bad"))
    found.append((age_text(line.age), "neutral"))
    return tuple(found)


def progress_chip(progress: str, *, is_only_sent: bool = False) -> Chip:
    """How far it has come; where that is not shown, that it was taken down here."""
    if is_only_sent:
        return said("سُجّلت هنا", "Taken down here"), "neutral"
    text = PROGRESS.get(progress)
    return (said_of(text) if text is not None else progress, TONES.get(progress, "neutral"))


def age_text(days: int) -> str:
    return AGES.of(days)


def facts_of(page: ComplaintPage) -> tuple[Fact, ...]:
    """What is known beside the words of the complaint; what is not is left out."""
    one, line = page.complaint, page.line
    step = f"{one.next_step} — {shown_day(one.next_day)}" if one.next_step and one.next_day else ""
    none, not_set = said("لا أحد بعد", "Nobody yet"), said("لم تُحدَّد", "Not set")
    found = (
        (said("صاحبها", "Complainant"), listed((said_of(line.complainant), one.party_reach))),
        (said("وردت", "Received"), listed((shown_day(one.received_on), said_of(line.channel)))),
        (said("يتابعها", "Owner"), "" if page.is_only_sent else said_of(line.owner_name) or none),
        (said("الخطوة التالية", "Next step"), "" if one.is_closed or page.is_only_sent else step or not_set),
        (said("النتيجة", "Outcome"), _outcome(page)),
        (said("إبلاغ صاحبها", "Told"), _telling(page)),
    )
    return tuple((title, text) for title, text in found if text)


def _outcome(page: ComplaintPage) -> str:
    one = page.complaint
    if one.progress == OPEN or not one.outcome:
        return ""
    name = said_of(OUTCOMES[one.outcome]) if one.outcome in OUTCOMES else one.outcome
    return f"{name}: {one.outcome_note}"


def _telling(page: ComplaintPage) -> str:
    one = page.complaint
    if one.progress not in (TOLD, CLOSED) or not one.told_means:
        return ""
    means = said_of(MEANS[one.told_means]) if one.told_means in MEANS else one.told_means
    return listed((means, one.told_note, page.told_by, said_of(moment(one.told_at))))


def story_of(page: ComplaintPage) -> tuple[Told, ...]:
    """The newest first."""
    return tuple(_told(step) for step in reversed(page.story))


def _told(step: StoryLine) -> Told:
    title = said_of(STEPS[step.step]) if step.step in STEPS else step.step
    glyph, tone = SIGNS.get(step.step, ("circle", "neutral"))
    return Told(title, step.said, listed((step.by, _when(step.at))), glyph, tone)


def _when(iso: str) -> str:
    """Short: it stands beside every line."""
    day = date.fromisoformat(iso[:10])
    return listed((f"{day_and_month(day)} {day.year}", clock(iso[11:16])))


def settlement_lines(settlement: Settlement) -> tuple[Fact, ...]:
    terms = tuple(
        (said(f"البند {number}", f"Term {number}"), listed((term.what, term.who, term.until)))
        for number, term in enumerate(settlement.terms, start=1)
    )
    signed = shown_day(settlement.signed_on) if settlement.is_signed else said("لم تُوقَّع بعد", "Not signed yet")
    return (
        (said("الرقم", "Number"), isolate(settlement.number)),
        *terms,
        (said("عن الجمعية", "For the association"), listed(settlement.parties)),
        (said("التوقيع", "Signing"), signed),
    )


def dossier_lines(dossier: Dossier, profile: Profile) -> tuple[Fact, ...]:
    rules = profile.compensation
    known = (*rules.duties, *rules.conditions) if rules is not None else ()
    holds = tuple((said_of(rule.text), dossier.holds.get(rule.id) or said("لم يثبت", "Not shown")) for rule in known)
    proof = dossier.proof
    kinds = {one.id: said_of(one.text) for one in rules.proofs} if rules is not None else {}
    shown = (
        listed((kinds.get(proof.kind, proof.kind), proof.paper, shown_day(proof.day), *proof.members))
        if proof is not None
        else said("لا إثبات بعد", "No proof yet")
    )
    amount = said(f"{dossier.amount} ريال", f"{dossier.amount} riyals") if dossier.amount else ""
    state = DOSSIER_PROGRESS.get(dossier.progress)
    found = (
        (said("الرقم", "Number"), listed((isolate(dossier.number), said_of(state) if state is not None else ""))),
        (said("الضرر", "Harm"), listed((dossier.harm.damage, dossier.harm.size, dossier.harm.causes))),
        *holds,
        (said("الإثبات", "Proof"), shown),
        (said("ما انتهى إليه التفاوض", "Negotiated"), listed((dossier.agreed, amount))),
    )
    return tuple((title, text) for title, text in found if text)
