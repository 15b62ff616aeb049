"""The grammar of the commands about paper: attestations, and what is asked of a paper that comes back."""

import argparse
from typing import TypeVar

from domain.period import NAMED

PRINTED = (
    *("attestation", "receipt", "receipt_half", "receipt_roll", "day_sheet"),
    *("requirements", "request", "blank_request", "statement", "complaint_receipt"),
)
AnyParser = TypeVar("AnyParser", bound=argparse.ArgumentParser)


def add_papers(commands: "argparse._SubParsersAction[AnyParser]") -> None:
    _add_attestations(commands)
    _add_checks(commands)
    _add_printing(commands)
    _add_report(commands)


def _add_attestations(commands: "argparse._SubParsersAction[AnyParser]") -> None:
    attest = commands.add_parser("attest", help="freeze a finished interview and make its paper")
    attest.add_argument("interview", metavar="INTERVIEW")
    attest.add_argument("--pdf", metavar="OUT.pdf")
    attestation = commands.add_parser("attestation", help="attestations")
    verbs = attestation.add_subparsers(dest="verb", metavar="VERB", required=True)
    sign = verbs.add_parser("sign", help="the person has signed")
    sign.add_argument("attestation", metavar="ID")
    hand = sign.add_mutually_exclusive_group(required=True)
    hand.add_argument("--ink", action="store_true", help="in ink, on the printed paper")
    hand.add_argument("--thumb", action="store_true", help="a thumb on the printed paper, before two witnesses")
    sign.add_argument("--witness", action="append", metavar="NAME", help="of a thumbprint, twice")
    sign.add_argument("--witness-id", action="append", metavar="NUMBER", help="of each witness, in the same order")
    proof = verbs.add_parser("proof", help="a kept scan or drawing as a file, or taken back, or brought back")
    proof.add_argument("proof", metavar="ID", help="as `attestation show` names it")
    told = proof.add_mutually_exclusive_group(required=True)
    told.add_argument("--save", metavar="OUT", help="write the kept file there")
    told.add_argument("--withdraw", metavar="WHY", help="take it back; it stays in the history, with the reason")
    told.add_argument("--bring-back", action="store_true", help="what was taken back counts again")
    show = verbs.add_parser("show", help="state, hash and signatures; --pdf writes the paper again")
    show.add_argument("attestation", metavar="ID")
    show.add_argument("--pdf", metavar="OUT.pdf")


def _add_checks(commands: "argparse._SubParsersAction[AnyParser]") -> None:
    """What is asked of a paper that is there already, and the papers that are made."""
    paper = commands.add_parser("paper", help="make a paper; is this paper ours, and unchanged?")
    asked = paper.add_subparsers(dest="verb", metavar="VERB", required=True)
    square = asked.add_parser("check-qr", help="what the square code of a paper says, and who signed it")
    square.add_argument("code", metavar="TEXT|IMAGE", help="the code's text as a scanner gives it, or a scan or photo")
    verify = asked.add_parser("verify", help="is a sealed file still what the office sealed, and does it still count?")
    verify.add_argument("file", metavar="FILE.pdf")
    root = asked.add_parser("root", help="the root of the association's seals, for whoever checks its papers elsewhere")
    root.add_argument("file", metavar="OUT.pem")
    scan = asked.add_parser("scan", help="the signed paper comes back: matched by its square, laid flat, and kept")
    scan.add_argument("files", metavar="FILE", nargs="+", help="PDF, TIFF, JPEG, PNG: the pages of one paper, in order")
    scan.add_argument("--attestation", default="", metavar="ID", help="the one it must be")
    scan.add_argument("--pdf", metavar="OUT.pdf", help="the pages laid flat, to be looked at")
    scan.add_argument("--confirm", action="store_true", help="it was looked at: keep it; without this nothing is kept")
    scan.add_argument("--without-ink", action="store_true", help="keep it though no ink is seen where people sign")
    keep = asked.add_parser("keep", help="the sealed file (PDF/A-3) of an attestation, its data attached")
    keep.add_argument("attestation", metavar="ID")
    keep.add_argument("--signed", action="store_true", help="as it was signed: with the drawing of the screen in it")
    keep.add_argument("--pdf", required=True, metavar="OUT.pdf")
    _add_sheets(asked)


def _add_sheets(asked: "argparse._SubParsersAction[AnyParser]") -> None:
    """Papers that are made anew whenever they are asked for."""
    receipt = asked.add_parser("receipt", help="what was received, what comes next, and the day of the answer")
    receipt.add_argument("interview", metavar="INTERVIEW")
    receipt.add_argument("--layout", choices=("a4", "a5", "roll"), default="a4", help="roll: 80 mm wide")
    complaint = asked.add_parser("complaint-receipt", help="of a complaint: its number, and how it is followed up")
    complaint.add_argument("interview", metavar="INTERVIEW")
    requirements = asked.add_parser("requirements", help="what a kind of request needs, to take along")
    requirements.add_argument("kind", metavar="KIND")
    request = asked.add_parser("request", help="a request filled in, as the interview was answered")
    request.add_argument("interview", metavar="INTERVIEW")
    blank = asked.add_parser("blank", help="a form as a sheet to be filled in by hand")
    blank.add_argument("form", metavar="FORM")
    statement = asked.add_parser("statement", help="all that is held about a person, for himself")
    statement.add_argument("person", metavar="ID|NUMBER")
    satisfaction = asked.add_parser("satisfaction", help="the blank satisfaction sheet: it asks nobody's name")
    survey = asked.add_parser("field-survey", help="the blank sheet of the daily field survey")
    minutes = asked.add_parser("minutes", help="the blank minutes of the committee's session")
    register = asked.add_parser("policy-register", help="where the staff sign that they have read the policy")
    for sheet in (receipt, complaint, requirements, request, blank, statement, satisfaction, survey, minutes, register):
        sheet.add_argument("--pdf", required=True, metavar="OUT.pdf")


def _add_printing(commands: "argparse._SubParsersAction[AnyParser]") -> None:
    printing = commands.add_parser("print", help="to the system's printers; what does not come out is kept")
    verbs = printing.add_subparsers(dest="verb", metavar="VERB", required=True)
    verbs.add_parser("printers", help="the printers of this computer, and the sheet each is set to")
    paper = verbs.add_parser("paper", help="an attestation, a receipt, a day's sheet …, kept until it came out")
    paper.add_argument("paper", choices=PRINTED, help="receipt_roll: in the language of receipt printers of 80 mm")
    paper.add_argument("subject", metavar="ID", help="of the attestation, the interview, the person; the day; the kind")
    paper.add_argument("--printer", metavar="NAME", help="default: the last one for this kind of paper")
    paper.add_argument("--copies", type=int, default=1, metavar="N")
    paper.add_argument("--pages", default="", metavar="1-2,4", help="default: all")
    verbs.add_parser("waiting", help="what was sent and has not come out, and why")
    again = verbs.add_parser("again", help="the same paper once more; what the printer still held is taken back first")
    again.add_argument("job", metavar="JOB")
    again.add_argument("--printer", metavar="NAME", help="another one")
    again.add_argument("--even-if-void", action="store_true", help="also an attestation that became void meanwhile")
    drop = verbs.add_parser("drop", help="not wanted any more")
    drop.add_argument("job", metavar="JOB")
    for sent in (paper, again):
        sent.add_argument("--wait", type=float, default=10.0, metavar="SECONDS", help="for it to come out (default 10)")


def _add_report(commands: "argparse._SubParsersAction[AnyParser]") -> None:
    report = commands.add_parser("report", help="the periodic report to the general manager, in figures and charts")
    report.add_argument("--period", choices=NAMED, help="a whole month, quarter or year (default last_month)")
    report.add_argument("--from", dest="first", metavar="D", help="ISO day, with --to in the place of --period")
    report.add_argument("--to", dest="last", metavar="D", help="ISO day; it belongs to the period")
    report.add_argument("--pdf", metavar="OUT.pdf")
