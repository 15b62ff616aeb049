"""The grammar of the commands about interviews and their forms."""

import argparse

from desktop.commands.verb_group import AnyParser, Verbs, add_group


def add_interviews(commands: "Verbs[AnyParser]") -> None:
    interview = add_group(commands, "interview", "interviews")
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


def add_forms(commands: "Verbs[AnyParser]") -> None:
    form = add_group(commands, "form", "forms of interviews, written as XLSForm")
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
