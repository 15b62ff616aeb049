"""`istiqbal-headoffice reference`: what head office says to every laptop of the association."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from domain.errors import RuleBroken
from domain.holidays import OFF, WORKING, DeclaredDays
from domain.official import Official, OfficialDraft, written_charges
from domain.text import Text
from headoffice.database_choice import add_database_options, chosen_database
from headoffice.hub import Hub, open_known_hub
from headoffice.reference_forms import PublishedForm, list_forms, publish_form, withdraw_form
from headoffice.reference_holidays import declare_holiday, list_holidays, withdraw_holiday
from headoffice.reference_officials import add_official, change_official, list_officials, remove_official
from headoffice.reference_profile import list_profiles, publish_profile

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
    _add_official(kinds)
    profiles = add_kind(kinds, "profile", "the association's own policy profile · ملف سياسة الجمعية")
    publishing = add_verb(
        profiles, "publish", "a later version, with the forms and the logo beside it · نشر إصدار أحدث"
    )
    publishing.add_argument("file", type=Path, metavar="FILE.toml", help="the profile · ملف الجمعية")
    add_verb(profiles, "list", "the versions that were published · الإصدارات المنشورة")


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


def _add_official(kinds: "Commands[argparse.ArgumentParser]") -> None:
    verbs = add_kind(kinds, "official", "liaison officers of the whole association · ضباط الاتصال للجمعية كلها")
    _official_words(add_verb(verbs, "add", "for every office · تسجيل ضابط اتصال"), is_required=True)
    changing = add_verb(verbs, "change", "what is not given stays · تغيير بياناته")
    changing.add_argument("id", metavar="ID", help="end of his id, as in the list · آخر رقمه")
    _official_words(changing, is_required=False)
    removing = add_verb(verbs, "remove", "offered no more · حذفه من القائمة")
    removing.add_argument("id", metavar="ID", help="end of his id, as in the list · آخر رقمه")
    removing.add_argument("--reason", required=True, metavar="TEXT", help="why; offices see it · السبب")
    add_verb(verbs, "list", "those of every office · القائمة")


def _official_words(verb: argparse.ArgumentParser, *, is_required: bool) -> None:
    verb.add_argument("--name", required=is_required, metavar="TEXT", help="his name · الاسم")
    verb.add_argument("--post", metavar="TEXT", help="what he is there · العمل")
    verb.add_argument("--telephone", metavar="N", help="his telephone number · الهاتف")
    verb.add_argument("--email", metavar="ADDRESS", help="his e-mail address · البريد")
    text = "field, or category/field, as the profile names them; * for every; may be repeated · المجال"
    verb.add_argument("--for", dest="charges", action="append", metavar="FIELD", help=text)


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


def _run_official(hub: Hub, arguments: argparse.Namespace) -> Said:
    found: Sequence[Official]
    match arguments.verb:
        case "list":
            found = list_officials(hub)
        case "add":
            found = [add_official(hub, OfficialDraft(**_given(arguments)))]
        case "change":
            found = [change_official(hub, arguments.id, _given(arguments))]
        case _:
            found = [remove_official(hub, arguments.id, arguments.reason)]
    text = "\n".join(f"{one.id[-8:]}  {one.shown}  {written_charges(one.charges)}" for one in found)
    return {"officials": [_plain_official(one) for one in found]}, text or "لا ضابط اتصال · no liaison officer"


def _given(arguments: argparse.Namespace) -> dict[str, Any]:
    names = ("name", "post", "telephone", "email", "charges")
    given = {name: value for name in names if (value := getattr(arguments, name)) is not None}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}


def _plain_official(one: Official) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "post": one.post or None,
        "telephone": one.telephone or None,
        "email": one.email or None,
        "for": [{"field": each.field, "category": each.category} for each in one.charges],
    }


def _run_profile(hub: Hub, arguments: argparse.Namespace) -> Said:
    found = list_profiles(hub) if arguments.verb == "list" else (publish_profile(hub, arguments.file),)
    text = "\n".join(f"{one.profile}  {one.version}  {one.published_at[:10]}  {one.file_name}" for one in found)
    return {"profiles": [asdict(one) for one in found]}, text or "لا إصدار منشورًا · no version is published"


RUNNING: Mapping[str, Run] = {
    "form": _run_form,
    "holiday": _run_holiday,
    "official": _run_official,
    "profile": _run_profile,
}


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
