"""Sheets to be filled in by hand: any form of the office, the questionnaire of satisfaction, the field survey."""

from collections.abc import Iterator, Sequence

from desktop.usecases.desk import Desk
from desktop.usecases.find_form import form_ids_of, get_form
from desktop.usecases.find_stationery import issued_here
from desktop.usecases.make_request_forms import make_blank_request
from desktop.usecases.record_print import MadeSheet
from domain.errors import RuleBroken
from domain.policy import Profile
from forms.interview.model import Form
from forms.interview.shipped import form_ids
from forms.paper.blank_form import Asked, AskedSection, BlankForm, render_blank_form
from forms.paper.blank_questions import sections_of
from forms.paper.clauses import Stated

BLANK, SATISFACTION, SURVEY = "blank", "satisfaction", "field_survey"
SHARED, QUESTIONNAIRE_FORM, SURVEY_FORM = "shared", "satisfaction", "field-survey"
"""The forms that come with the program for everybody; what the id of such a form ends with."""
_SURVEY_FACTS = ("اليوم", "الموقع", "وقت المسح", "من أجراه")
_SURVEY_TITLE, _SURVEY_REVISION = "المسح الميداني", "1"
_SURVEYOR, _SUPERVISOR = "من أجرى المسح", "المشرف"


def make_blank(desk: Desk, form_id: str) -> MadeSheet:
    """A form as it is in use here: one that takes a request with the applicant's own fields and the clause, another as
    it is, naming nobody. Raises RuleBroken for a form that is not here."""
    if desk.profile.kinds_of_form(form_id):
        return make_blank_request(desk, form_id)
    return _sheet(desk, BLANK, form_id, get_form(desk, form_id))


def make_questionnaire(desk: Desk, subject: str = "") -> MadeSheet:
    """For people without a screen; it asks nobody's name. Raises RuleBroken where the office has no such form."""
    basis = _instrument(desk.profile, "questionnaire")
    form_id = _find(desk, QUESTIONNAIRE_FORM, is_named=bool(basis))
    if form_id is None:
        raise RuleBroken(
            "blank.no_questionnaire",
            ar="لا توجد استمارة رضا في هذا المكتب. استورد واحدة ينتهي معرّفها بـ /satisfaction.",
            en="This office has no satisfaction form. Import one whose id ends with /satisfaction.",
            field="form",
        )
    return _sheet(desk, SATISFACTION, "", get_form(desk, form_id), basis=basis)


def make_survey(desk: Desk, subject: str = "") -> MadeSheet:
    """From the office's form, else from what the policy says is looked at. Raises RuleBroken where there is neither."""
    basis = _instrument(desk.profile, "field_survey")
    form_id = _find(desk, SURVEY_FORM, is_named=bool(basis or desk.profile.field_survey))
    signers = (_SURVEYOR, _SUPERVISOR)
    if form_id is not None:
        return _sheet(desk, SURVEY, "", get_form(desk, form_id), basis=basis, signers=signers)
    points = tuple(Asked(point.text.ar, "lines", _source(point.source)) for point in desk.profile.field_survey)
    if not points:
        raise RuleBroken(
            "blank.no_survey",
            ar="لا تذكر سياسة الجمعية مسحًا ميدانيًا، ولا استمارة له هنا. استورد واحدة ينتهي معرّفها بـ /field-survey.",
            en="The policy names no field survey, and there is no form of it. Import one whose id ends with "
            "/field-survey.",
            field="form",
        )
    blank = BlankForm(
        issue=issued_here(desk),
        title=_SURVEY_TITLE,
        version=_SURVEY_REVISION,
        sections=(AskedSection("", points),),
        facts=_SURVEY_FACTS,
        basis=basis,
        signers=signers,
    )
    pdf = render_blank_form(blank, made_at=desk.minute())
    return MadeSheet(SURVEY, pdf, number=desk.profile.version, revision=_SURVEY_REVISION)


def _sheet(
    desk: Desk,
    paper: str,
    subject: str,
    form: Form,
    *,
    basis: Sequence[Stated] = (),
    signers: Sequence[str] = (),
) -> MadeSheet:
    blank = BlankForm(
        issue=issued_here(desk),
        title=form.called.ar,
        version=form.version,
        sections=sections_of(form),
        basis=tuple(basis),
        signers=tuple(signers),
    )
    pdf = render_blank_form(blank, made_at=desk.minute())
    return MadeSheet(paper, pdf, subject, number=subject.replace("/", "-") or form.version, revision=form.version)


def _find(desk: Desk, ending: str, *, is_named: bool) -> str | None:
    """The office's own form, else the one that comes with the program where the policy names such an instrument."""
    own = [form for form in form_ids_of(desk) if form.rpartition("/")[2] == ending]
    shipped = [form for form in form_ids() if is_named and form == f"{SHARED}/{ending}"]
    return next(iter((*own, *shipped)), None)


def _instrument(profile: Profile, id: str) -> tuple[Stated, ...]:
    return tuple(_stated(profile, id))


def _stated(profile: Profile, id: str) -> Iterator[Stated]:
    return (Stated(one.text.ar, _source(one.source)) for one in profile.satisfaction if one.id == id)


def _source(source: str) -> str:
    """What the product proposes has no clause."""
    return "" if source == "default" else source
