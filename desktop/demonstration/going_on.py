"""A demonstration that is opened again: head office may listen elsewhere, and there should be something of today."""

from dataclasses import replace
from random import Random

from desktop.demonstration.place import Place
from desktop.usecases.desk import Desk
from desktop.usecases.fill_demonstration import DEMO_PASSWORD, DEMO_USER, fill_demonstration
from desktop.usecases.open_desk import sign_in, system_world
from domain.errors import RuleBroken

PERSONS_A_DAY = 4


def go_on(place: Place, url: str) -> None:
    """Raises RuleBroken when the demonstration's password was changed."""
    desk = _enter(place)
    try:
        _follow(desk, url)
        if desk.store.visits.tally(desk.today()).total == 0:
            random = Random(desk.today())  # noqa: S311 (play, not secrets)
            fill_demonstration(desk, days=1, persons=PERSONS_A_DAY, random=random)
    finally:
        desk.store.close()


def _enter(place: Place) -> Desk:
    try:
        return sign_in(place.laptop, DEMO_USER, DEMO_PASSWORD, world=system_world())
    except RuleBroken as refused:
        raise RuleBroken(
            "demonstration.password",
            ar=f"لم يعد الدخول إلى العرض ممكنًا بكلمة مروره. أضف --fresh ليُعدّ من جديد. ({refused.ar})",
            en=f"The demonstration cannot be entered with its password any more. Add --fresh. ({refused.en})",
        ) from refused


def _follow(desk: Desk, url: str) -> None:
    enrolment = desk.store.exchange.find_enrolment()
    if enrolment is not None and enrolment.hub_url != url:
        desk.store.exchange.save_enrolment(replace(enrolment, hub_url=url))
