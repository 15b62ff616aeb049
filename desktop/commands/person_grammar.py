"""The grammar of the commands about whoever comes: visits, persons, how to reach them."""

import argparse

from desktop.commands.verb_group import AnyParser, Verbs, add_group


def add_visits(commands: "Verbs[AnyParser]") -> None:
    visit = add_group(commands, "visit", "count visitors")
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


def add_persons(commands: "Verbs[AnyParser]") -> None:
    person = add_group(commands, "person", "persons")
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


def add_contacts(commands: "Verbs[AnyParser]") -> None:
    contact = add_group(commands, "contact", "the ways to reach a person")
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
