"""A form that was filled in under a row of the enquiries: whom its words are given to."""

from desktop.ui.pages.enquiries.forms import RowForm
from desktop.ui.pages.enquiries.official_form import OfficialForm
from desktop.ui.pages.enquiries.presenter import EnquiriesPresenter
from desktop.ui.pages.enquiries.state import ANSWER, DECIDE, EDIT, KEEP, TELL
from domain.enquiry import AnswerDraft, EnquiryDraft
from domain.frequent_question import FrequentDraft


def file_form(form: RowForm, presenter: EnquiriesPresenter) -> None:
    """What was typed goes to the deed that the form is of."""
    id = form.row
    if isinstance(form, OfficialForm):
        presenter.save_official(form.official, form.draft)
    elif form.deed == ANSWER:
        answer = AnswerDraft(form.text("answer"), form.text("source"), form.text("clause"), form.text("answered_by"))
        presenter.answer(id, answer)
    elif form.deed == DECIDE:
        presenter.decide(id, form.text("verdict"), form.text("reason"))
    elif form.deed == TELL:
        presenter.tell(id, form.text("means"))
    elif "department" in form.fields:
        draft = EnquiryDraft(
            form.text("subject"),
            department=form.text("department"),
            agreed_means=form.text("agreed_means"),
            agreed_day=form.text("agreed_day"),
        )
        presenter.correct(id, draft)
    elif form.deed in (KEEP, EDIT):
        said_anew = FrequentDraft(
            form.text("subject"), "", form.text("answer"), form.text("source"), form.text("clause")
        )
        (presenter.keep_frequent if form.deed == KEEP else presenter.edit_frequent)(id, said_anew)
    else:
        presenter.drop(id, form.text("reason"))
