"""Paper of the office itself: the recovery sheet and the day's sheet."""

from desktop.usecases.desk import Desk
from forms.paper.recovery_sheet import render_recovery_sheet


def recovery_sheet(desk: Desk, code: str) -> bytes:
    """The page to print and lock away: without it and without a password the data cannot be opened by anybody."""
    return render_recovery_sheet(
        association=desk.profile.name.ar,
        office=f"{desk.office_name} ({desk.office_code})",
        username=desk.user.username,
        code=code,
        made_at=desk.minute(),
    )
