"""`istiqbal demo`: a store full of invented people and visits, to look at and to learn with."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from random import Random

from desktop.commands.context import PASSWORD_VARIABLE, Context, Result
from desktop.usecases.desk import Desk
from desktop.usecases.fill_demonstration import (
    DEMO_PASSWORD,
    DEMO_PROFILE,
    DEMO_USER,
    Filled,
    demonstration_office,
    fill_demonstration,
    refuse_odd_size,
)
from desktop.usecases.open_desk import create_desk, known_users, naming_failures, sign_in
from domain.errors import RuleBroken


def run(context: Context) -> Result:
    arguments = context.arguments
    refuse_odd_size(arguments.days, arguments.persons)
    is_new = not known_users(context.home)
    with _new_desk(context) if is_new else _known_desk(context) as desk:
        _refuse_other_profile(desk, context.text("profile"))
        random = Random(arguments.seed + desk.store.persons.count())  # noqa: S311 (play, not secrets)
        filled = fill_demonstration(desk, days=arguments.days, persons=arguments.persons, random=random)
        user, profile, office = desk.user.username, desk.profile.id, desk.office_code
    data = {"new": is_new, "user": user, "profile": profile, "office": office, **asdict(filled)}
    shown = is_new and not os.environ.get(PASSWORD_VARIABLE)
    if shown:
        data["demonstration_password"] = DEMO_PASSWORD
    return Result(data, _text(filled, shown=shown))


def _text(filled: Filled, *, shown: bool) -> str:
    lines = [
        f"بيانات متخيَّلة لعدد أيام العمل {filled.days}: الزيارات {filled.visits}، الأشخاص {filled.persons}، "
        f"المقابلات {filled.interviews}، الإقرارات {filled.attested}، الموقّع منها {filled.signed}.",
        f"Invented data of {filled.days} working days: {filled.visits} visits, {filled.persons} persons, "
        f"{filled.interviews} interviews, {filled.attested} attestations, {filled.signed} of them signed.",
    ]
    if shown:
        lines.append(f"للعرض فقط | Demonstration only: {DEMO_USER} / {DEMO_PASSWORD}")
    return "\n".join(lines)


@contextmanager
def _new_desk(context: Context) -> Iterator[Desk]:
    password = os.environ.get(PASSWORD_VARIABLE) or DEMO_PASSWORD
    set_up = demonstration_office(context.text("profile") or DEMO_PROFILE, password)
    desk = create_desk(context.home, set_up, world=context.world).desk
    try:
        with naming_failures():
            yield desk
    finally:
        desk.store.close()


@contextmanager
def _known_desk(context: Context) -> Iterator[Desk]:
    """The demonstration's own user needs no password given; everybody else does."""
    if context.username() != DEMO_USER or os.environ.get(PASSWORD_VARIABLE):
        with context.desk() as desk:
            yield desk
        return
    desk = sign_in(context.home, DEMO_USER, DEMO_PASSWORD, world=context.world)
    try:
        with naming_failures():
            yield desk
    finally:
        desk.store.close()


def _refuse_other_profile(desk: Desk, profile: str | None) -> None:
    if profile not in (None, desk.profile.id):
        raise RuleBroken(
            "demo.profile",
            ar=f"هذا المكتب أُعدّ لجمعية أخرى ({desk.profile.id}). احذف الخيار --profile، أو اختر مجلدًا فارغًا.",
            en=f"This office was set up for another association ({desk.profile.id}). Leave --profile out, or choose "
            "an empty folder.",
            field="profile",
        )
