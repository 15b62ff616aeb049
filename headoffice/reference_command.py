"""`istiqbal-headoffice reference`: what head office says to every laptop of the association."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from domain.errors import RuleBroken
from domain.holidays import OFF, WORKING, DeclaredDays
from domain.text import Text
from headoffice.database_choice import add_database_options, chosen_database
from headoffice.hub import Hub, open_known_hub
from headoffice.reference_forms import PublishedForm, list_forms, publish_form, withdraw_form
from headoffice.reference_holidays import declare_holiday, list_holidays, withdraw_holiday

Commands = argparse._SubParsersAction
Said = tuple[dict[str, object], str]
Run = Callable[[Hub, argparse.Namespace], Said]


def add_reference_command(commands: "Commands[argparse.ArgumentParser]") -> None:
    help = "what every laptop of the association reads · ما تقرؤه أجهزة الجمعية كلها"
    kinds = commands.add_parser("reference", help=help, description=help, allow_abbrev=False).add_subparsers(
        dest="kind", metavar="KIND", required=True
    )
    verbs = add_kind(kinds, "holiday", "days that are off, or worked, in every office · الإجازات المعلنة")
    adding = add_verb(verbs, "add", "declare days off · إعلان إجازة")
    adding.add_argument("--from", dest="first", required=True, metavar="DAY", help="first day, like 2026-09-23")
    adding.add_argument("--to", dest="last", metavar="DAY", help="last day; left out, one day · آخر يوم")
    adding.add_argument("--title", required=True, metavar="TEXT", help="what it is called, in Arabic · اسمها")
    adding.add_argument("--title-en", metavar="TEXT", help="the same in English · اسمها بالإنجليزية")
    adding.add_argument("--by", required=True, metavar="TEXT", help="who declared it · من أعلنها")
    adding.add_argument("--note", default="", metavar="TEXT", help="what else offices should know · ملاحظة")
    adding.add_argument(
        "--working", action="store_true", help="these days are worked, whatever the table says · أيام دوام"
    )
    removing = add_verb(verbs, "remove", "withdraw what was declared · سحب إعلان")
    removing.add_argument("id", metavar="ID", help="end of its id, as in the list · آخر رقمها")
    removing.add_argument("--reason", required=True, metavar="TEXT", help="why; offices see it · السبب")
    add_verb(verbs, "list", "what stands declared · الإجازات القائمة")
    _add_form(kinds)


def _add_form(kinds: "Commands[argparse.ArgumentParser]") -> None:
    verbs = add_kind(kinds, "form", "forms that every office asks with · الاستمارات المنشورة")
    publishing = add_verb(verbs, "publish", "give a form to every office; check it first with `istiqbal form check`")
    publishing.add_argument("file", type=Path, metavar="FILE", help="xlsx, csv, md or xml · ملف الاستمارة")
    publishing.add_argument("--id", dest="form_id", default="", metavar="FORM", help="under another id than its own")
    publishing.add_argument("--by", default="", metavar="TEXT", help="who decided it · من قرّرها")
    withdrawing = add_verb(verbs, "withdraw", "no new interview begins with it · سحب استمارة")
    withdrawing.add_argument("id", metavar="ID", help="end of its id, as in the list · آخر رقمها")
    withdrawing.add_argument("--reason", required=True, metavar="TEXT", help="why · السبب")
    add_verb(verbs, "list", "what stands published · الاستمارات القائمة")


def add_kind(kinds: "Commands[argparse.ArgumentParser]", name: str, help: str) -> "Commands[argparse.ArgumentParser]":
    parser = kinds.add_parser(name, help=help, description=help, allow_abbrev=False)
    return parser.add_subparsers(dest="verb", metavar="VERB", required=True)


def add_verb(verbs: "Commands[argparse.ArgumentParser]", name: str, help: str) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=help, description=help, allow_abbrev=False)
    parser.add_argument("--data", required=True, type=Path, metavar="DIR", help="folder of head office · مجلد المركز")
    add_database_options(parser)
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer in JSON")
    return parser


def run_reference(arguments: argparse.Namespace) -> Said:
    """What to say, as data and as text. Raises Expected."""
    with open_known_hub(arguments.data, database=chosen_database(arguments)) as hub:
        return RUNNING[arguments.kind](hub, arguments)


def _run_holiday(hub: Hub, arguments: argparse.Namespace) -> Said:
    found: Sequence[DeclaredDays]
    match arguments.verb:
        case "list":
            found = list_holidays(hub)
        case "add":
            first, last = _day(arguments.first, "from"), _day(arguments.last or arguments.first, "to")
            title = Text(arguments.title, arguments.title_en or arguments.title)
            kind = WORKING if arguments.working else OFF
            by, note = arguments.by, arguments.note
            found = [declare_holiday(hub, kind, first, last, title=title, declared_by=by, note=note)]
        case _:
            found = [withdraw_holiday(hub, arguments.id, arguments.reason)]
    text = "\n".join(map(_line, found)) or "لا إجازة معلنة · no holiday is declared"
    return {"holidays": [_plain(one) for one in found]}, text


def _run_form(hub: Hub, arguments: argparse.Namespace) -> Said:
    found: Sequence[PublishedForm]
    match arguments.verb:
        case "list":
            found = list_forms(hub)
        case "publish":
            found = [publish_form(hub, arguments.file, form_id=arguments.form_id, authority=arguments.by)]
        case _:
            found = [withdraw_form(hub, arguments.id, arguments.reason)]
    text = "\n".join(map(_form_line, found)) or "لا استمارة منشورة · no form is published"
    return {"forms": [_plain_form(one) for one in found]}, text


def _plain_form(one: PublishedForm) -> dict[str, object]:
    return {
        "id": one.id,
        "file": one.file_name,
        "form": one.form_id or None,
        "sha256": one.file.hex(),
        "published_by": one.authority or None,
        "published_at": one.published_at,
        "here": one.is_here,
    }


def _form_line(one: PublishedForm) -> str:
    missing = "" if one.is_here else "  لم يعد ملفها من الأجهزة بعد · its file has not come back from laptops yet"
    return f"{one.id[-8:]}  {one.published_at[:10]}  {one.file_name}  {one.authority}{missing}".rstrip()


RUNNING: Mapping[str, Run] = {"form": _run_form, "holiday": _run_holiday}


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RuleBroken(
            "usage.day",
            ar="اكتب اليوم هكذا: 2026-09-23",
            en="Write the day like this: 2026-09-23",
            field=field,
        ) from None


def _plain(one: DeclaredDays) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind,
        "from": one.first.isoformat(),
        "to": one.last.isoformat(),
        "title": {"ar": one.title.ar, "en": one.title.en},
        "declared_by": one.declared_by,
        "declared_at": one.declared_at,
        "note": one.note,
    }


def _line(one: DeclaredDays) -> str:
    kind = "إجازة · off" if one.kind == OFF else "دوام · worked"
    days = f"{one.first}" if one.first == one.last else f"{one.first} … {one.last}"
    return f"{one.id[-8:]}  {days}  {kind}  {one.title.ar}  ({one.declared_by})"
