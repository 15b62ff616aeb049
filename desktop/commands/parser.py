"""The grammar of the command line. Light: it imports no use case, so `--help` is instant."""

import argparse
from typing import NoReturn

from desktop.commands.case_grammar import add_cases
from desktop.commands.complaint_grammar import add_complaints
from desktop.commands.enquiry_grammar import add_enquiries
from desktop.commands.paper_grammar import add_papers
from desktop.commands.request_grammar import add_requests
from desktop.commands.survey_grammar import add_surveys
from domain.errors import RuleBroken

HISTORIES = (
    *("persons", "interviews", "visits", "contacts", "document_checks", "complaints"),
    *("enquiries", "frequent_questions", "officials", "suggestions"),
)
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


def build_parser() -> argparse.ArgumentParser:
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
    _office(commands)
    _visits(commands)
    _persons(commands)
    _contacts(commands)
    _interviews(commands)
    _forms(commands)
    add_papers(commands)
    add_cases(commands)
    add_enquiries(commands)
    add_surveys(commands)
    add_requests(commands)
    add_complaints(commands)
    _tasks(commands)
    _head_office(commands)
    _bundles(commands)
    _backups(commands)
    return parser


Commands = argparse._SubParsersAction


def _group(commands: "Commands[Parser]", name: str, help: str) -> "Commands[Parser]":
    group = commands.add_parser(name, help=help)
    return group.add_subparsers(dest="verb", metavar="VERB", required=True)


def _office(commands: "Commands[Parser]") -> None:
    init = commands.add_parser("init", help="set up the store of a branch office")
    init.add_argument(
        "--profile", required=True, metavar="ID", help="the association's policy profile, or its FILE.toml"
    )
    init.add_argument("--office", required=True, metavar="CODE", help="2 to 8 Latin letters or digits, like RYD1")
    init.add_argument("--office-name", required=True, metavar="NAME", help="as on paper")
    init.add_argument("--admin", required=True, metavar="USERNAME", help="the first administrator")
    init.add_argument("--admin-name", default="", metavar="NAME", help="the administrator's name on paper")
    init.add_argument("--recovery-sheet", metavar="OUT.pdf", help="write the recovery sheet")
    commands.add_parser("profiles", help="ids and names of the associations' profiles")
    profile = _group(commands, "profile", "the association's policy profile")
    profile.add_parser("list", help="the profiles that come with the program, with their versions")
    check = profile.add_parser("check", help="is a profile file sound, with the forms beside it?")
    check.add_argument("file", metavar="FILE.toml")
    profile.add_parser("show", help="the profile that this office goes on with")
    adopt = profile.add_parser("adopt", help="a later version of the association's own profile (administrator)")
    adopt.add_argument("file", metavar="FILE.toml")
    recover = commands.add_parser("recover", help="set a new password with the recovery code")
    recover.add_argument("--code", required=True, metavar="CODE")
    recovery = _group(commands, "recovery", "the recovery sheet")
    renew = recovery.add_parser("renew", help="write a new recovery sheet; the old one opens nothing after that")
    renew.add_argument("--pdf", required=True, metavar="OUT.pdf")
    user = _group(commands, "user", "users of this office")
    add = user.add_parser("add", help="add a user (his password: ISTIQBAL_NEW_PASSWORD)")
    add.add_argument("username", metavar="NAME", help="what he signs in with")
    add.add_argument("--name", default="", help="the name on paper")
    add.add_argument("--role", action="append", default=[], help="clerk (default), researcher, supervisor, …")
    user.add_parser("list", help="list the users")
    commands.add_parser("dump", help="print the whole synced state, canonical and sorted")
    commands.add_parser("verify", help="check the chain, the digests and the file")
    demo = commands.add_parser("demo", help="fill a store with fictional data; an empty home gets a store for it")
    demo.add_argument("--profile", metavar="ID", help="the association of a new store (default herfa)")
    demo.add_argument("--days", type=int, default=7, help="how many days of visits (default 7)")
    demo.add_argument("--persons", type=int, default=24, help="how many persons (default 24)")
    demo.add_argument("--seed", type=int, default=1, help="another number gives other people and visits (default 1)")


def _visits(commands: "Commands[Parser]") -> None:
    visit = _group(commands, "visit", "count visitors")
    add = visit.add_parser("add", help="count visitors, now")
    add.add_argument("--purpose", metavar="P", help="a purpose or category (default: default_purpose of the profile)")
    add.add_argument("--count", type=int, default=1, metavar="N")
    receive = visit.add_parser("receive", help="receive a known person: counted once, with channel and purpose")
    receive.add_argument("person", metavar="ID", help="id or file number")
    receive.add_argument("--purpose", required=True, metavar="P", help="a purpose of the profile")
    receive.add_argument("--channel", required=True, metavar="C", help="a channel of the profile")
    receive.add_argument("--note", default="", metavar="TEXT", help="what he said, in short")
    receive.add_argument("--visit", metavar="ID", help="a visit that is counted already, and is his")
    receive.add_argument("--agrees", action="store_true", help="he was told the privacy notice and agreed")
    day = visit.add_parser("day", help="the tally of a day")
    day.add_argument("--date", metavar="D", help="ISO day (default: today)")
    day.add_argument("--pdf", metavar="OUT.pdf", help="write the day's sheet, to be signed")
    void = visit.add_parser("correct", help="void a visit with a reason, and count it elsewhere")
    void.add_argument("id", metavar="ID", help="the visit's id")
    void.add_argument("--reason", required=True, metavar="TEXT", help="it stays with the record")
    void.add_argument("--category", metavar="C", help="the category it belongs to")


def _persons(commands: "Commands[Parser]") -> None:
    person = _group(commands, "person", "persons")
    add = person.add_parser("add", help="register a person")
    add.add_argument("--name", required=True, metavar="NAME", help="in full, as on the card")
    _person_fields(add)
    edit = person.add_parser("edit", help="change what is given")
    edit.add_argument("person", metavar="ID", help="id or file number")
    edit.add_argument("--name", metavar="NAME", help="in full, as on the card")
    _person_fields(edit)
    find = person.add_parser("find", help="by name, identity number, phone or file number")
    find.add_argument("text", metavar="TEXT")
    show = person.add_parser("show", help="everything about one person")
    show.add_argument("person", metavar="ID")
    merge = person.add_parser("merge", help="two files are one person's; both stay, and can be parted again")
    merge.add_argument("keep", metavar="A", help="id or number of the file that counts")
    merge.add_argument("other", metavar="B", help="id or number of the other one")
    merge.add_argument(
        "--from-other", action="append", default=[], metavar="FIELD", help="take this field from B (may be repeated)"
    )
    part = person.add_parser("part", help="two linked files are two persons' after all")
    part.add_argument("keep", metavar="A")
    part.add_argument("other", metavar="B")
    part.add_argument("--reason", default="", metavar="TEXT", help="it stays with the record")
    trace = person.add_parser("trace", help="everything that was done about one person: who, when, where")
    trace.add_argument("person", metavar="ID", help="id or file number")
    erase = person.add_parser("erase", help="erase all data of a person for good, everywhere (administrator)")
    erase.add_argument("person", metavar="ID", help="id or file number")
    erase.add_argument("--reason", required=True, metavar="TEXT", help="it is kept: name nobody in it")


def _contacts(commands: "Commands[Parser]") -> None:
    contact = _group(commands, "contact", "the ways to reach a person")
    listed = contact.add_parser("list", help="the preferred one first")
    listed.add_argument("person", metavar="ID", help="id or file number")
    add = contact.add_parser("add", help="note one")
    add.add_argument("person", metavar="ID", help="id or file number")
    add.add_argument("--kind", required=True, choices=("mobile", "phone", "email", "relative"), help="what it is")
    add.add_argument("--address", required=True, metavar="X", help="number or e-mail address, as typed")
    add.add_argument("--whose", default="", metavar="TEXT", help="who answers a relative's number")
    add.add_argument("--notices", action="store_true", help="the person agreed to get notices by it")
    add.add_argument("--preferred", action="store_true", help="the one the person prefers")
    prefer = contact.add_parser("prefer", help="this one from now on")
    prefer.add_argument("contact", metavar="CONTACT")
    remove = contact.add_parser("remove", help="take it away; it stays in the history")
    remove.add_argument("contact", metavar="CONTACT")
    remove.add_argument("--reason", required=True, metavar="TEXT")


def _person_fields(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--id", dest="id_number", metavar="X", help="identity number")
    parser.add_argument("--id-reason", metavar="WHY", help="why a number that fails its check is right")
    parser.add_argument("--phone", metavar="P", help="mobile, as typed")
    parser.add_argument("--born", metavar="D", help="as on the card, Hijri or Gregorian")
    parser.add_argument("--sex", choices=("male", "female"), help="as on the card")
    parser.add_argument("--iban", metavar="X", help="of a Saudi account, as typed")
    parser.add_argument("--town", metavar="TEXT", help="where he lives")
    parser.add_argument("--member-number", metavar="X", help="in the association")


def _interviews(commands: "Commands[Parser]") -> None:
    interview = _group(commands, "interview", "interviews")
    interview.add_parser("list", help="the association's forms and the interviews held")
    run = interview.add_parser("run", help="run a whole interview from an answers file")
    run.add_argument("form", metavar="FORM")
    run.add_argument("--person", required=True, metavar="ID")
    run.add_argument("--answers", required=True, metavar="FILE.json", help="{question: value}; a repeat is a list")
    change = interview.add_parser("change", help="give other answers; an attestation of the former ones becomes void")
    change.add_argument("interview", metavar="INTERVIEW", help="id or number")
    change.add_argument("--answers", required=True, metavar="FILE.json", help="only the questions that change")
    written = interview.add_parser("export", help="the answers as OpenRosa XML (supervisor, manager, administrator)")
    written.add_argument("interview", metavar="INTERVIEW", help="id or number")
    written.add_argument("--xml", required=True, metavar="FILE.xml")


def _forms(commands: "Commands[Parser]") -> None:
    form = _group(commands, "form", "forms of interviews, written as XLSForm")
    form.add_parser("list", help="the forms that may be asked here, with their versions and where they came from")
    brought = form.add_parser("import", help="check a form and keep it beside its former versions (administrator)")
    brought.add_argument("file", metavar="FILE", help=".xlsx, .csv, .md (XLSForm) or .xml (XForm)")
    brought.add_argument("--id", dest="form_id", metavar="ID", help="another id than the form's own")
    answers = form.add_parser("answers", help="all finished interviews of a form as a table (supervisor, manager, …)")
    answers.add_argument("form", metavar="FORM")
    kind = answers.add_mutually_exclusive_group(required=True)
    kind.add_argument("--csv", metavar="FILE.csv", help="UTF-8 as Excel reads it; each repeat in a file beside it")
    kind.add_argument("--xlsx", metavar="FILE.xlsx", help="each repeat on a sheet of its own")
    kind.add_argument("--xml", metavar="FOLDER", help="each interview as an OpenRosa instance")
    kind.add_argument("--xform", metavar="FILE.xml", help="no answers: the form itself, as XForm")
    for name, words in (("withdraw", "ask an imported form of nobody any more"), ("bring-back", "ask it again")):
        form.add_parser(name, help=f"{words} (administrator)").add_argument("form", metavar="FORM")
    form.add_parser("exports", help="who took answers out of the office: when, which form, how many")
    check = form.add_parser("check", help="is a form sound? sheet, row, column, what is wrong, how to mend it")
    check.add_argument("file", metavar="FILE", help=".xlsx, .csv, .md (XLSForm) or .xml (XForm)")
    for verb in (check, brought):
        verb.add_argument(
            "--table", action="append", default=[], metavar="FILE", help="a CSV that the form chooses from"
        )
    # Behind the command as before it: this one is what scripts of form authors call.
    check.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print one JSON object")


def _tasks(commands: "Commands[Parser]") -> None:
    task = _group(commands, "task", "what only a person can settle")
    task.add_parser("list", help="both values, who, when")
    settle = task.add_parser("settle", help="choose one")
    settle.add_argument("task", metavar="ID")
    settle.add_argument("--choose", type=int, required=True, metavar="N", help="the choice's number, from 0")
    history = commands.add_parser("history", help="what a record was, field by field: who wrote it, when")
    history.add_argument("table", choices=HISTORIES, help="what kind of record")
    history.add_argument("record", metavar="ID", help="id or number")
    quarantine = _group(commands, "quarantine", "what head office did not apply, and why")
    refused = quarantine.add_parser("list", help="what was written, when, by whom, and the reason")
    refused.add_argument("--all", action="store_true", help="also what was withdrawn or mended")
    withdraw = quarantine.add_parser("withdraw", help="acknowledge that it was not applied; it stays in history")
    withdraw.add_argument("deed", metavar="ID")
    mend = quarantine.add_parser("mend", help="write it again over what is shown now")
    mend.add_argument("deed", metavar="ID")
    mend.add_argument(
        "--set", action="append", default=[], metavar="FIELD=VALUE", help="put a value right (may be repeated)"
    )
    mend.add_argument("--reason", default="", metavar="WHY", help="why a record is voided")


def _head_office(commands: "Commands[Parser]") -> None:
    enrol = commands.add_parser("enrol", help="join head office with a one-time code")
    enrol.add_argument("--hub", required=True, metavar="URL")
    enrol.add_argument("--code", required=True, metavar="CODE")
    sync = commands.add_parser("sync", help="send what waits, take what is new")
    sync.add_argument(
        "--allow-voids", action="store_true", help="also when head office voids more than a tenth of the records here"
    )
    status = commands.add_parser("status", help="what waits, since when, when head office was reached")
    status.add_argument("--list", action="store_true", help="every entry that waits: what, when, by whom")


def _bundles(commands: "Commands[Parser]") -> None:
    bundle = _group(commands, "bundle", "head office by USB stick, where there is no line")
    export = bundle.add_parser("export", help="write what head office does not hold yet, sealed for it alone")
    export.add_argument("file", metavar="FILE", help="like D:/office.istiqbal; a large bundle has further parts")
    export.add_argument("--to", metavar="CARD", help="for another laptop of this office: the card it wrote")
    export.add_argument("--part-bytes", type=int, default=4_000_000_000, metavar="N", help="largest file (4 GB)")
    take = bundle.add_parser("import", help="take what head office, or another laptop, wrote for this one")
    take.add_argument("file", metavar="FILE", help="its first part")
    take.add_argument("--allow-voids", action="store_true", help="even if it voids more than a tenth of the records")
    carry = bundle.add_parser("carry", help="bring another laptop's bundle to head office over this one's line")
    carry.add_argument("file", metavar="FILE")
    carry.add_argument("--reply", metavar="FILE", help="write head office's reply for that laptop here")
    card = bundle.add_parser("card", help="write this laptop's card, by which another one addresses a bundle to it")
    card.add_argument("file", metavar="FILE")


def _backups(commands: "Commands[Parser]") -> None:
    backup = _group(commands, "backup", "copies of the store, encrypted as it is")
    make = backup.add_parser("make", help="write one, and read it back")
    make.add_argument(
        "file", nargs="?", metavar="FILE|DIR", help="a file, or a folder (default: backups in the store's)"
    )
    restore = backup.add_parser("restore", help="put one in the store's place; what stood there is kept aside")
    restore.add_argument("file", metavar="FILE")
    restore.add_argument("--code", metavar="CODE", help="open it with the recovery code and not with a password")
    backup.add_parser("status", help="when the last one was made, and where it lies")
    backup.add_parser("kept", help="what a restore or an update kept aside: since when, how large, what it alone holds")
    drop = backup.add_parser("drop", help="remove something that was kept aside, for good")
    drop.add_argument("name", metavar="NAME", help="as `backup kept` names it")
    drop.add_argument("--even-if-alone", action="store_true", help="also what stands nowhere else on this laptop")
