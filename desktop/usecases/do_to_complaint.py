"""What a form at the window asks to be done to a complaint, by the form's name and as its fields were typed."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from desktop.usecases.compensate_complaint import (
    close_dossier,
    hold_condition,
    open_dossier,
    prove_compensation,
    withdraw_dossier,
)
from desktop.usecases.desk import Desk
from desktop.usecases.know_complaint import ComplaintPage
from desktop.usecases.register_complaint import Matter, mend_complaint, register_complaint
from desktop.usecases.settle_complaint import sign_settlement, withdraw_settlement, write_settlement
from desktop.usecases.work_on_complaint import (
    assign_complaint,
    close_complaint,
    decide_complaint,
    note_complaint,
    reopen_complaint,
    tell_complainant,
)
from domain.arabic import to_ascii_digits
from domain.carddate import nearest_day, parse_card_date
from domain.compensation import Harm, Proof
from domain.complaint import YES, ComplaintDraft
from domain.settlement import read_term

Typed = Mapping[str, str]


def register_typed(desk: Desk, typed: Typed) -> ComplaintPage:
    """A complaint that came by another way than the desk. Raises RuleBroken with the field."""
    draft = ComplaintDraft(
        typed["channel"],
        typed["subject"],
        typed["told"],
        _day(typed, "received_on") or desk.today(),
        typed["wanted"],
        typed["person"],
        typed["party_kind"] if typed["party_name"].strip() else "",
        typed["party_name"],
        typed["party_reach"],
        typed["emergency"] == YES,
    )
    return register_complaint(desk, draft)


def do_to_complaint(desk: Desk, complaint: str, deed: str, typed: Typed) -> ComplaintPage:
    """`deed` is a name of `DEEDS`. Raises RuleBroken with the field that it names."""
    return DEEDS[deed](desk, complaint, typed)


def _day(typed: Typed, name: str) -> str:
    """In either calendar and any digits, ISO; empty where nothing was typed."""
    text = typed[name].strip()
    return nearest_day(parse_card_date(text, field=name)).isoformat() if text else ""


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _names(text: str) -> list[str]:
    """One a line, or with commas between."""
    return [name for line in text.splitlines() for name in line.replace("،", ",").split(",")]


def _note(desk: Desk, complaint: str, typed: Typed) -> ComplaintPage:
    step = typed.get("next_step", "")
    day = _day(typed, "next_day") if step.strip() else ""
    return note_complaint(desk, complaint, typed["said"], next_step=step, next_day=day)


def _assign(desk: Desk, complaint: str, typed: Typed) -> ComplaintPage:
    unit = typed["unit"].strip()
    return assign_complaint(desk, complaint, user="" if unit else typed["owner"], unit=unit)


def _mend(desk: Desk, complaint: str, typed: Typed) -> ComplaintPage:
    matter = Matter(typed["subject"], typed["told"], typed["wanted"], typed["emergency"] == YES)
    return mend_complaint(desk, complaint, matter)


def _settle(desk: Desk, complaint: str, typed: Typed) -> ComplaintPage:
    terms = [read_term(line) for line in _lines(typed["terms"])]
    return write_settlement(desk, complaint, terms, _names(typed["parties"]), _day(typed, "day"))


def _sign(desk: Desk, complaint: str, typed: Typed) -> ComplaintPage:
    return sign_settlement(desk, complaint, _day(typed, "day"))


def _prove(desk: Desk, complaint: str, typed: Typed) -> ComplaintPage:
    members = tuple(_names(typed["members"]))
    proof = Proof(typed["proof"], _day(typed, "proof_day"), typed["proof_paper"], members)
    return prove_compensation(desk, complaint, proof)


def _harm(desk: Desk, complaint: str, typed: Typed) -> ComplaintPage:
    return open_dossier(desk, complaint, Harm(typed["damage"], typed["size"], typed["causes"]))


def _end(desk: Desk, complaint: str, typed: Typed) -> ComplaintPage:
    return close_dossier(desk, complaint, typed["agreed"], to_ascii_digits(typed["amount"]))


DEEDS: Mapping[str, Callable[[Desk, str, Typed], ComplaintPage]] = MappingProxyType(
    {
        "note": _note,
        "assign": _assign,
        "mend": _mend,
        "decide": lambda desk, one, typed: decide_complaint(desk, one, typed["outcome"], typed["note"]),
        "tell": lambda desk, one, typed: tell_complainant(desk, one, typed["means"], typed["note"]),
        "close": lambda desk, one, _: close_complaint(desk, one),
        "reopen": lambda desk, one, typed: reopen_complaint(desk, one, typed["reason"]),
        "settle": _settle,
        "sign": _sign,
        "unsettle": lambda desk, one, typed: withdraw_settlement(desk, one, typed["reason"]),
        "harm": _harm,
        "hold": lambda desk, one, typed: hold_condition(desk, one, typed["rule"], typed["how"]),
        "prove": _prove,
        "end": _end,
        "drop": lambda desk, one, typed: withdraw_dossier(desk, one, typed["reason"]),
    }
)
"""What may be done, and what its form's fields are called."""
