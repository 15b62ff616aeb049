"""Who issues the papers of this office: its name, its association, and the association's logo and own clause."""

from desktop.usecases.desk import Desk
from forms.paper.issued import Issue
from forms.paper.stationery import PLAIN, Stationery


def stationery_of(desk: Desk) -> Stationery:
    """Plain where the profile has neither. Raises Unavailable when the logo is not what was kept."""
    own = desk.profile.letterhead
    if own is None:
        return PLAIN
    return Stationery(desk.store.profiles.find_logo() if own.logo else b"", own.clause.ar if own.clause else "")


def issued_here(desk: Desk, *, at: str = "") -> Issue:
    """Of a paper that is nobody's; `at` is the moment or day it speaks of, if it speaks of one."""
    return Issue(
        association=desk.profile.name.ar,
        office=f"{desk.office_name} ({desk.office_code})",
        at=at,
        own=stationery_of(desk),
    )
