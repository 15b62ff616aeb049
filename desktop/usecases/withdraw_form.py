"""Ask an imported form of nobody any more, or ask it again; interviews that were begun with it go on with it."""

from desktop.usecases.desk import Desk
from desktop.usecases.import_form import refuse_other_roles
from domain.errors import RuleBroken


def withdraw_form(desk: Desk, form: str) -> None:
    """Raises RuleBroken for a user who may not, and for a form that was not imported or is withdrawn already: what
    comes with the association's profile goes with its next version."""
    refuse_other_roles(desk)
    profiles = desk.store.profiles
    imported = {each.id for each in profiles.imported()}
    if form not in imported or form in profiles.withdrawn():
        raise RuleBroken(
            "form.not_imported",
            ar="تُسحب الاستمارات المستوردة المستعملة وحدها، وليست هذه منها. ما جاء مع ملف الجمعية يتغير بإصداره التالي.",
            en="Only an imported form in use can be withdrawn, and this is none. What came with the profile changes "
            "with its next version.",
            field="form",
        )
    profiles.withdraw_form(form)


def bring_back_form(desk: Desk, form: str) -> None:
    """Raises RuleBroken for a user who may not, and for a form that is not withdrawn."""
    refuse_other_roles(desk)
    if form not in desk.store.profiles.withdrawn():
        raise RuleBroken(
            "form.not_withdrawn",
            ar="ليست هذه الاستمارة مسحوبة.",
            en="This form is not withdrawn.",
            field="form",
        )
    desk.store.profiles.bring_back_form(form)
