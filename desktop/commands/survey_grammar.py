"""The grammar of the commands about how the service is looked at: sheets, inspections, their findings, the scores."""

import argparse
from typing import TypeVar

AnyParser = TypeVar("AnyParser", bound=argparse.ArgumentParser)


def add_surveys(commands: "argparse._SubParsersAction[AnyParser]") -> None:
    survey = commands.add_parser("survey", help="satisfaction, field surveys, supervisory visits").add_subparsers(
        dest="verb", metavar="VERB", required=True
    )
    survey.add_parser("list", help="the association's instruments, what is due today, the latest inspections")
    record = survey.add_parser("record", help="a form that was filled in, from an answers file")
    record.add_argument("instrument", metavar="INSTRUMENT", help="as the profile names it, like questionnaire")
    record.add_argument(
        "--answers", required=True, action="append", metavar="FILE.json", help="by question's name; several times"
    )
    score = survey.add_parser("score", help="month by month, beside the stretch before")
    score.add_argument("instrument", nargs="?", metavar="INSTRUMENT", help="one instead of all")
    score.add_argument("--months", type=int, default=6, metavar="N", help="how many, this one with them (6)")
    strike = survey.add_parser("strike", help="strike out an inspection that was recorded wrongly")
    strike.add_argument("inspection", metavar="INSPECTION", help="id or number")
    strike.add_argument("--reason", required=True, metavar="TEXT")
    _findings(commands)


def _findings(commands: "argparse._SubParsersAction[AnyParser]") -> None:
    finding = commands.add_parser("finding", help="what inspections found, until it is closed").add_subparsers(
        dest="verb", metavar="VERB", required=True
    )
    finding.add_parser("list", help="those that are followed")
    emergency = finding.add_parser("emergency", help="note an emergency, with what was done at once")
    emergency.add_argument("--what", required=True, metavar="TEXT")
    emergency.add_argument("--action", required=True, metavar="TEXT")
    emergency.add_argument("--place", default="", metavar="TEXT")
    report = finding.add_parser("report", help="the report of an emergency to the general manager")
    report.add_argument("finding", metavar="ID")
    report.add_argument("--pdf", metavar="OUT.pdf", help="the report on paper")
    close = finding.add_parser("close", help="what became of it")
    close.add_argument("finding", metavar="ID")
    close.add_argument("--outcome", required=True, metavar="TEXT")
    again = finding.add_parser("reopen", help="it was closed by mistake")
    again.add_argument("finding", metavar="ID")
