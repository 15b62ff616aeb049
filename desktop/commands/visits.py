"""`istiqbal visit …`"""

from pathlib import Path

from desktop.commands.context import Context, Result
from desktop.commands.files import refuse_unwritable, write_whole
from desktop.usecases.correct_visit import correct_visit
from desktop.usecases.count_visit import Counted, category_of_purpose, count_visit
from desktop.usecases.desk import Desk
from desktop.usecases.receive_visitor import Reception, receive_visitor
from desktop.usecases.show_day import show_day
from domain.arabic import isolate
from domain.day import check_iso_day


def run(context: Context) -> Result:
    with context.desk() as desk:
        match context.arguments.verb:
            case "add":
                category = category_of_purpose(desk, context.text("purpose"))
                return _counted(desk, count_visit(desk, category, context.arguments.count), category)
            case "correct":
                arguments = context.arguments
                return _counted(
                    desk, correct_visit(desk, arguments.id, arguments.reason, arguments.category), arguments.category
                )
            case "receive":
                return _receive(context, desk)
            case "day":
                return _day(desk, context)
    raise LookupError(context.arguments.verb)


def _counted(desk: Desk, counted: Counted, category: str | None) -> Result:
    """`category` is what they were counted as: it may have been chosen for the person who typed no purpose."""
    first = counted.visits[0] if counted.visits else None
    found = next((item for item in desk.profile.counter if item.id == category), None)
    data = {
        "id": first,
        "ids": list(counted.visits),
        "category": category,
        "purpose": found.purpose if found else None,
        "day": counted.tally.day,
        "total": counted.tally.total,
    }
    counted_as = [f"الفئة: {found.text.ar} ({isolate(found.id)})"] if found is not None else []
    return Result(data, "\n".join((*counted.visits, *counted_as, f"زوار اليوم: {counted.tally.total}")))


def _receive(context: Context, desk: Desk) -> Result:
    asked = context.arguments
    reception = Reception(asked.person, asked.channel, asked.purpose, asked.note, asked.visit, agrees=asked.agrees)
    received = receive_visitor(desk, reception)
    visit = desk.store.visits.get(received.visit)[0]
    total = desk.store.visits.tally(desk.today()).total
    data = {"id": visit.id, "person": received.person.id, "category": visit.category, "day": visit.day, "total": total}
    return Result(data, f"{visit.id}\nزوار اليوم: {total}")


def _day(desk: Desk, context: Context) -> Result:
    day, pdf = context.text("date"), context.text("pdf")
    page = show_day(desk, check_iso_day(day) if day else None)
    names = {item.id: item.text.ar for item in desk.profile.counter}
    categories = dict(page.tally.by_category)
    data = {
        "day": page.tally.day,
        "total": page.tally.total,
        "by_category": categories,
        "by_hour": list(page.tally.by_hour),
        "pdf": Path(pdf).name if pdf else None,
    }
    if pdf:
        # Paper costs half a second to load, which counting a visitor need not pay.
        from desktop.usecases.print_sheets import day_sheet  # noqa: PLC0415

        refuse_unwritable(Path(pdf))
        write_whole(Path(pdf), day_sheet(desk, page.tally.day))
    lines = [f"{page.tally.day}: {page.tally.total}"]
    lines += [f"  {names.get(name, name)}: {count}" for name, count in categories.items()]
    return Result(data, "\n".join(lines))
