"""Paper of the office itself: the recovery sheet and the day's sheet."""

from desktop.usecases.desk import Desk
from domain.day import check_iso_day
from forms.paper.day_sheet import DayCount, render_day_sheet
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


def day_sheet(desk: Desk, day: str) -> bytes:
    """The signed daily sheet of visitors (herfa: they are counted daily); a day without visitors is recorded too."""
    tally = desk.store.visits.tally(check_iso_day(day))
    counts = dict(tally.by_category)
    purposes: dict[str, int] = {}
    for item in desk.profile.counter:
        purposes[item.purpose] = purposes.get(item.purpose, 0) + counts.get(item.id, 0)
    names = {item.id: item.text.ar for item in desk.profile.purposes}
    groups = (
        ("بحسب الفئة", tuple((item.text.ar, counts.get(item.id, 0)) for item in desk.profile.counter)),
        ("بحسب الغرض", tuple((names.get(id, id), count) for id, count in purposes.items())),
    )
    corrections = desk.store.visits.count_void(tally.day)
    return render_day_sheet(
        DayCount(tally.day, tally.total, groups, tally.by_hour, corrections),
        association=desk.profile.name.ar,
        office=f"{desk.office_name} ({desk.office_code})",
        clerk=desk.user.name,
        made_at=desk.minute(),
    )
