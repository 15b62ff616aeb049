"""What the clerk tells a person who comes today, as the association's policy has it."""

from datetime import date

from desktop.usecases.desk import Desk
from desktop.usecases.load_holidays import holidays_of
from domain.procedure import Procedure, explain


def show_procedure(desk: Desk) -> Procedure:
    return explain(desk.profile, date.fromisoformat(desk.today()), holidays_of(desk))
