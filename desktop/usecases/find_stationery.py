"""The association's logo and own clause, for every paper of the office."""

from desktop.usecases.desk import Desk
from forms.paper.stationery import PLAIN, Stationery


def stationery_of(desk: Desk) -> Stationery:
    """Plain where the profile has neither. Raises Unavailable when the logo is not what was kept."""
    own = desk.profile.letterhead
    if own is None:
        return PLAIN
    return Stationery(desk.store.profiles.find_logo() if own.logo else b"", own.clause.ar if own.clause else "")
