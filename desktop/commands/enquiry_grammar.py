"""The grammar of the commands about what people ask, and who answers."""

import argparse

from desktop.commands.verb_group import AnyParser, Verbs, add_group


def add_enquiries(commands: "Verbs[AnyParser]") -> None:
    enquiry = add_group(commands, "enquiry", "what people ask: answered at once, or open until somebody has answered")
    add = enquiry.add_parser("add", help="take one down; with --answer it is answered at once")
    _matter(add, is_required=True)
    add.add_argument("--person", default="", metavar="ID", help="who asks: id or file number")
    add.add_argument("--name", default="", metavar="TEXT", help="who asks, if he is not in the register")
    add.add_argument("--address", default="", metavar="N", help="his telephone number or e-mail address")
    add.add_argument("--visit", default="", metavar="ID", help="the visit in which it was asked")
    _route(add)
    add.add_argument("--answer", metavar="TEXT")
    _source(add)
    listed = enquiry.add_parser("list", help="what waits, the oldest first; with days, what was asked on them")
    listed.add_argument("--from", dest="first", metavar="DAY", help="ISO day")
    listed.add_argument("--to", dest="last", metavar="DAY", help="ISO day")
    _one(enquiry, "show", "one with all that was said")
    answer = _one(enquiry, "answer", "what was answered, and what it rests on")
    answer.add_argument("--answer", required=True, metavar="TEXT")
    _source(answer)
    told = _one(enquiry, "told", "whoever asked was told the answer")
    told.add_argument("--means", default="", metavar="TEXT", help="how (default: as it was agreed)")
    _route(_one(enquiry, "refer", "to another department or officer"))
    _matter(_one(enquiry, "correct", "put right what was written down"), is_required=True)
    _one(enquiry, "withdraw", "nobody needs the answer any more")
    _one(enquiry, "reopen", "one that was withdrawn waits again")
    _one(enquiry, "undo", "it was taken down by mistake")
    _one(enquiry, "redo", "one that was taken back counts again")
    forget = _one(enquiry, "forget", "erase for good what somebody left who is not in the register (administrator)")
    forget.add_argument("--reason", default="", metavar="TEXT", help="kept, so it names nobody")
    _frequent(commands)
    _suggestions(commands)
    _liaison(commands)


def _frequent(commands: "Verbs[AnyParser]") -> None:
    frequent = add_group(commands, "frequent", "questions that are asked again and again, with their answers")
    listed = frequent.add_parser("list", help="all, or those with these words")
    listed.add_argument("words", nargs="?", default="", metavar="WORDS")
    add = frequent.add_parser("add", help="keep one for everybody; it must say nothing of whoever asked")
    add.add_argument("--enquiry", default="", metavar="NUMBER", help="the enquiry it comes from, with its answer")
    _said(add)
    edit = frequent.add_parser("edit", help="put one right; what is not given stays")
    edit.add_argument("question", metavar="ID")
    _said(edit)
    drop = frequent.add_parser("drop", help="offer it no more")
    drop.add_argument("question", metavar="ID")
    drop.add_argument("--reason", default="", metavar="TEXT")
    frequent.add_parser("return", help="offer it again").add_argument("question", metavar="ID")


def _suggestions(commands: "Verbs[AnyParser]") -> None:
    suggestion = add_group(commands, "suggestion", "what people suggest, and what became of it")
    add = suggestion.add_parser("add", help="take one down; without a person and a name it is nobody's")
    add.add_argument("--subject", required=True, metavar="TEXT", help="in a line")
    add.add_argument("--text", default="", metavar="TEXT", help="in full")
    add.add_argument("--channel", default="", metavar="C", help="as the profile names it")
    add.add_argument("--person", default="", metavar="ID", help="who gives it: id or file number")
    add.add_argument("--name", default="", metavar="TEXT")
    add.add_argument("--address", default="", metavar="N", help="his telephone number or e-mail address")
    add.add_argument("--visit", default="", metavar="ID")
    suggestion.add_parser("list", help="those that wait for a decision or its telling first")
    decide = suggestion.add_parser("decide", help="taken up or not, and why (supervisor, manager, administrator)")
    decide.add_argument("--verdict", required=True, choices=("taken_up", "not_taken_up"), help="what became of it")
    decide.add_argument("--reason", required=True, metavar="TEXT")
    told = suggestion.add_parser("told", help="whoever gave it was told")
    told.add_argument("--means", default="", metavar="TEXT", help="how (default: the number he left)")
    undo = suggestion.add_parser("undo", help="it was taken down by mistake")
    redo = suggestion.add_parser("redo", help="one that was taken back counts again")
    forget = suggestion.add_parser(
        "forget", help="erase for good who gave it, not being in the register (administrator)"
    )
    forget.add_argument("--reason", default="", metavar="TEXT", help="kept, so it names nobody")
    for parser in (decide, told, undo, redo, forget):
        parser.add_argument("suggestion", metavar="NUMBER", help="number or id")


def _said(parser: argparse.ArgumentParser) -> None:
    for name in ("subject", "question-text", "answer", "source", "clause", "field"):
        parser.add_argument(f"--{name}", metavar="TEXT")


def _liaison(commands: "Verbs[AnyParser]") -> None:
    liaison = add_group(commands, "liaison", "who answers for which field of work")
    listed = liaison.add_parser("list", help="all, or who answers for a field")
    listed.add_argument("--field", default="", metavar="F", help="as the profile names it")
    listed.add_argument("--category", default="", metavar="C", help="of whoever asks, where the policy has categories")
    add = liaison.add_parser("add", help="enter an official (administrator)")
    _official(add, is_required=True)
    edit = liaison.add_parser("edit", help="change one; what is not given stays (administrator)")
    edit.add_argument("official", metavar="ID")
    _official(edit, is_required=False)
    remove = liaison.add_parser("remove", help="take one off the list (administrator)")
    remove.add_argument("official", metavar="ID")
    remove.add_argument("--reason", default="", metavar="TEXT")
    liaison.add_parser("return", help="put one back on it (administrator)").add_argument("official", metavar="ID")


def _official(parser: argparse.ArgumentParser, *, is_required: bool) -> None:
    parser.add_argument("--name", required=is_required, metavar="TEXT")
    parser.add_argument("--post", metavar="TEXT", help="what he is there")
    parser.add_argument("--telephone", metavar="N")
    parser.add_argument("--email", metavar="ADDRESS")
    parser.add_argument(
        "--for", dest="charges", action="append", metavar="FIELD|CATEGORY/FIELD", help="may be repeated; * for every"
    )


def _one(verbs: "Verbs[AnyParser]", name: str, told: str) -> AnyParser:
    parser = verbs.add_parser(name, help=told)
    parser.add_argument("enquiry", metavar="NUMBER", help="number or id")
    return parser


def _matter(parser: argparse.ArgumentParser, *, is_required: bool) -> None:
    parser.add_argument("--subject", required=is_required, metavar="TEXT", help="what is asked about, in a line")
    parser.add_argument("--question", default="", metavar="TEXT", help="in full")
    parser.add_argument("--channel", default="", metavar="C", help="as the profile names it")
    parser.add_argument("--kind", default="", metavar="K", help="as the profile names it")


def _route(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--field", default="", metavar="F", help="the field of work, as the profile names it")
    parser.add_argument("--category", default="", metavar="C", help="of whoever asks")
    parser.add_argument("--official", default="", metavar="ID", help="who is to answer: see `liaison list`")
    parser.add_argument("--department", default="", metavar="TEXT", help="which department is to answer")
    parser.add_argument("--tell-by", dest="agreed_means", default="", metavar="TEXT", help="how the answer is told")
    parser.add_argument("--tell-until", dest="agreed_day", default="", metavar="DAY", help="by which day (ISO)")


def _source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--source", default="", metavar="S", help="what the answer rests on: a document of the library, policy, …"
    )
    parser.add_argument("--clause", default="", metavar="TEXT", help="where it stands there")
    parser.add_argument("--by", default="", metavar="NAME", help="who answered, if it was not the clerk")
