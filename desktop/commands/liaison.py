"""`istiqbal liaison …`: who answers for which field of work."""

import argparse
from dataclasses import replace

from desktop.commands.context import Context, Result
from desktop.usecases.desk import Desk
from desktop.usecases.keep_officials import (
    add_official,
    bring_back_official,
    edit_official,
    list_officials,
    remove_official,
)
from domain.official import EVERY, Official, OfficialDraft


def run(context: Context) -> Result:
    arguments = context.arguments
    with context.desk() as desk:
        match arguments.verb:
            case "list":
                found = list_officials(desk, arguments.field, arguments.category)
                said = "\n".join(map(_text, found)) or "لا مسؤول مسجّلًا لهذا."
                return Result({"officials": [official_json(one) for one in found]}, said)
            case "remove":
                remove_official(desk, arguments.official, arguments.reason)
                return Result({"official": arguments.official}, arguments.official)
            case "return":
                bring_back_official(desk, arguments.official)
                return Result({"official": arguments.official}, arguments.official)
            case _:
                kept = _kept(desk, arguments)
    return Result(official_json(kept), _text(kept))


def _kept(desk: Desk, arguments: argparse.Namespace) -> Official:
    wanted = ("name", "post", "telephone", "email", "charges")
    given = {name: value for name in wanted if (value := getattr(arguments, name)) is not None}
    if "charges" in given:
        given["charges"] = tuple(given["charges"])
    if arguments.verb == "add":
        return add_official(desk, OfficialDraft(**given)).official
    old, _ = desk.store.officials.get(arguments.official)
    charges = tuple(f"{one.category}/{one.field}" for one in old.charges)
    before = OfficialDraft(old.name, old.post, old.telephone, old.email, charges)
    return edit_official(desk, old.id, replace(before, **given)).official


def official_json(one: Official) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "post": one.post or None,
        "telephone": one.telephone or None,
        "email": one.email or None,
        "of_association": one.is_of_association,
        "for": [
            {
                "field": None if charge.field == EVERY else charge.field,
                "category": None if charge.category == EVERY else charge.category,
            }
            for charge in one.charges
        ],
    }


def _text(one: Official) -> str:
    return f"{one.id}  {one.shown}{'  (للجمعية كلها)' if one.is_of_association else ''}"
