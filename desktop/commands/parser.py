"""The grammar of the command line. Light: it imports no use case, so `--help` is instant."""

import argparse
from collections.abc import Callable, Sequence
from typing import NoReturn

from desktop.commands.case_grammar import add_cases
from desktop.commands.complaint_grammar import add_complaints
from desktop.commands.enquiry_grammar import add_enquiries
from desktop.commands.exchange_grammar import add_bundles, add_head_office, add_tasks
from desktop.commands.interview_grammar import add_forms, add_interviews
from desktop.commands.office_grammar import add_backups, add_office
from desktop.commands.paper_grammar import add_papers
from desktop.commands.person_grammar import add_contacts, add_persons, add_visits
from desktop.commands.request_grammar import add_requests
from desktop.commands.survey_grammar import add_surveys
from desktop.commands.verb_group import Verbs
from domain.errors import RuleBroken

EPILOG = """
كلمة المرور من متغير البيئة ISTIQBAL_PASSWORD أو من المدخل القياسي. | The password comes from the environment variable
ISTIQBAL_PASSWORD or from standard input (recover and user add read the new one from ISTIQBAL_NEW_PASSWORD).
Exit codes: 0 done, 1 a rule was broken, 2 wrong usage, 3 unavailable.
"""


class Parser(argparse.ArgumentParser):
    """Wrong usage is an expected failure like any other, with a sentence in both languages."""

    def error(self, message: str) -> NoReturn:
        # What was typed too much may be a name, and standard error often ends in a log.
        told = "An argument is not known" if message.startswith("unrecognized") else message
        raise RuleBroken(
            "usage.arguments",
            ar=f"الأمر ناقص أو فيه ما لا يُعرف. اعرض طريقة كتابته بالأمر: {self.prog} --help",
            en=f"{told[:1].upper()}{told[1:]}. See how it is written: {self.prog} --help",
        )


Grammar = Callable[["Verbs[Parser]"], None]
# In the order in which `--help` lists them, each with the commands that it adds.
GRAMMARS: tuple[tuple[Grammar, tuple[str, ...]], ...] = (
    (add_office, ("init", "profiles", "profile", "holidays", "recover", "recovery", "user", "dump", "verify", "demo")),
    (add_visits, ("visit",)),
    (add_persons, ("person",)),
    (add_contacts, ("contact",)),
    (add_interviews, ("interview",)),
    (add_forms, ("form",)),
    (add_papers, ("attest", "attestation", "paper", "print", "report")),
    (add_cases, ("document", "departure", "referral")),
    (add_enquiries, ("enquiry", "frequent", "suggestion", "liaison")),
    (add_surveys, ("survey", "finding")),
    (add_requests, ("request", "committee")),
    (add_complaints, ("complaint",)),
    (add_tasks, ("task", "history", "quarantine")),
    (add_head_office, ("enrol", "sync", "status")),
    (add_bundles, ("bundle",)),
    (add_backups, ("backup",)),
)
# The options before the command that are followed by a word of their own.
WITH_WORD = ("--home", "--user")


def build_parser(words: Sequence[str] = ()) -> argparse.ArgumentParser:
    """For these words: when they name a command, the others, whose two hundred parsers take longer to make than a
    visit to count, may be left out."""
    parser = Parser(
        prog="istiqbal",
        description="استقبال: مكتب الاستقبال للفروع، يعمل دون اتصال. | Istiqbal: the offline-first front desk. "
        "Without a command it opens the window.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--home", metavar="DIR", help="the store's folder (default: the user's data folder)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--user", metavar="USERNAME", help="who signs in (default: the only user)")
    parser.add_argument("--self-test", action="store_true", help="prove that this installation works, then exit")
    parser.add_argument("--version", action="store_true", help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    asked = _command_in(words)
    known = any(asked in names for _, names in GRAMMARS)
    for add, names in GRAMMARS:
        if not known or asked in names:
            add(commands)
    return parser


def _command_in(words: Sequence[str]) -> str:
    """The first word that is neither an option nor belongs to one."""
    before = ""
    for word in words:
        if word in ("-h", "--help"):
            return ""
        if not word.startswith("-") and before not in WITH_WORD:
            return word
        before = word
    return ""
