"""The grammar of the commands about complaints."""

import argparse
from typing import TypeVar

AnyParser = TypeVar("AnyParser", bound=argparse.ArgumentParser)
Verbs = argparse._SubParsersAction

LETTERS = ("receipt", "answer", "settlement", "compensation")


def add_complaints(commands: "Verbs[AnyParser]") -> None:
    told = "the register of complaints, settlements and compensation"
    verbs = commands.add_parser("complaint", help=told).add_subparsers(dest="verb", metavar="VERB", required=True)
    _register(verbs)
    listed = verbs.add_parser("list", help="those the user may see, what is due first")
    listed.add_argument("--due", action="store_true", help="only those whose next step is due, now or in three days")
    _of(verbs, "show", "one complaint, with its story")
    assign = _of(verbs, "assign", "who answers for it: a user or a unit")
    owner = assign.add_mutually_exclusive_group(required=True)
    owner.add_argument("--to", default="", metavar="USERNAME")
    owner.add_argument("--unit", default="", metavar="UNIT", help="an id of the profile, or its name")
    note = _of(verbs, "note", "what was done or heard, and the next step with its day")
    note.add_argument("--said", default="", metavar="TEXT")
    note.add_argument("--next", default="", metavar="TEXT", help="the next step")
    note.add_argument("--on", default="", metavar="DAY", help="its day, such as 2026-11-30")
    decide = _of(verbs, "decide", "what came of it")
    decide.add_argument("--outcome", required=True, metavar="O", help="solved, explained, corrected, settled, …")
    decide.add_argument("--note", required=True, metavar="TEXT", help="what was done")
    _settle(verbs)
    _compensate(verbs)
    tell = _of(verbs, "tell", "the complainant was told the outcome")
    tell.add_argument("--means", required=True, metavar="M", help="call, message, email, letter, visit; nobody")
    tell.add_argument("--note", default="", metavar="TEXT")
    _of(verbs, "close", "it is over: its outcome was told")
    reopen = _of(verbs, "reopen", "it is not over after all")
    reopen.add_argument("--reason", required=True, metavar="TEXT")
    letter = _of(verbs, "letter", "a paper of it as PDF")
    letter.add_argument("--kind", choices=LETTERS, default="answer", help="default: the letter with its outcome")
    letter.add_argument("--pdf", required=True, metavar="OUT.pdf")
    forget = _of(verbs, "forget", "erase for good another party who is not in the register (administrator)")
    forget.add_argument("--reason", default="", metavar="TEXT", help="kept, so it names nobody")
    review = verbs.add_parser("review", help="top management has looked at the register (general manager)")
    review.add_argument("--note", default="", metavar="TEXT")


def _register(verbs: "Verbs[AnyParser]") -> None:
    register = verbs.add_parser("register", help="take down a complaint that came by another way than the desk")
    register.add_argument("--subject", required=True, metavar="TEXT")
    register.add_argument("--told", required=True, metavar="TEXT", help="the complaint as it came")
    register.add_argument("--wanted", default="", metavar="TEXT", help="what is asked")
    register.add_argument("--channel", required=True, metavar="C", help="a channel of the profile")
    register.add_argument("--received", default="", metavar="DAY", help="default: today")
    register.add_argument("--person", default="", metavar="PERSON", help="id or file number of who complains")
    register.add_argument("--party", default="", metavar="NAME", help="another party who complains")
    register.add_argument("--party-kind", default="", metavar="K", help="its kind, as the profile names it")
    register.add_argument("--reach", default="", metavar="TEXT", help="how the other party is reached")
    register.add_argument("--emergency", action="store_true", help="something must be done at once")


def _settle(verbs: "Verbs[AnyParser]") -> None:
    settle = _of(verbs, "settle", "an amicable settlement: written, then signed; or withdrawn")
    settle.add_argument(
        "--term", action="append", default=[], metavar="WHAT|WHO|UNTIL", help="what was agreed; once for each term"
    )
    settle.add_argument("--party", action="append", default=[], metavar="NAME", help="who signs for the association")
    settle.add_argument("--on", default="", metavar="DAY", help="of the agreement or of the signing; default: today")
    settle.add_argument("--signed", action="store_true", help="both sides have signed the paper")
    settle.add_argument("--withdraw", default="", metavar="WHY", help="it came to nothing")


def _compensate(verbs: "Verbs[AnyParser]") -> None:
    dossier = _of(verbs, "compensate", "the dossier of a compensation: harm, conditions, proof, what was negotiated")
    dossier.add_argument("--damage", default="", metavar="TEXT", help="opens the dossier, or tells the harm anew")
    dossier.add_argument("--size", default="", metavar="TEXT", help="with --damage: how large it is")
    dossier.add_argument("--causes", default="", metavar="TEXT", help="with --damage: what caused it")
    dossier.add_argument("--holds", default="", metavar="RULE", help="a condition or duty of the policy")
    dossier.add_argument("--how", default="", metavar="TEXT", help="with --holds: by what it holds")
    dossier.add_argument("--proof", default="", metavar="KIND", help="a proof that the policy accepts")
    dossier.add_argument("--paper", default="", metavar="TEXT", help="with --proof: its number and issuer")
    dossier.add_argument("--on", default="", metavar="DAY", help="with --proof: its day")
    dossier.add_argument("--member", action="append", default=[], metavar="NAME", help="with --proof: who approved it")
    dossier.add_argument("--agreed", default="", metavar="TEXT", help="closes it: what the negotiation came to")
    dossier.add_argument("--amount", default="", metavar="RIYALS", help="with --agreed")
    dossier.add_argument("--withdraw", default="", metavar="WHY", help="nothing is due")


def _of(verbs: "Verbs[AnyParser]", verb: str, told: str) -> AnyParser:
    parser = verbs.add_parser(verb, help=told)
    parser.add_argument("complaint", metavar="COMPLAINT", help="id or number")
    return parser
