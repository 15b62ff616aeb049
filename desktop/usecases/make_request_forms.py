"""Papers about a kind of request: what it needs, its form filled in as it was made, and the form to fill in by hand."""

from collections.abc import Iterable, Iterator

from desktop.usecases.attest import lines_under_sections
from desktop.usecases.check_documents import frozen_documents
from desktop.usecases.desk import Desk
from desktop.usecases.find_form import get_form
from desktop.usecases.find_stationery import issued_here
from desktop.usecases.know_case import know_case
from desktop.usecases.load_holidays import holidays_of
from desktop.usecases.make_receipt import issue_of, number_of_signed
from desktop.usecases.record_print import MadeSheet
from desktop.usecases.review_departure import contact_of
from domain.attestation import person_said
from domain.errors import RuleBroken
from domain.policy_parts import DEFAULT, RequestKind
from domain.print_order import BLANK_REQUEST, REQUEST, REQUIREMENTS
from domain.promise import promise
from domain.to_the_person import Said, conditions, how_to_complain, next_steps, whom_to_ask
from forms.interview.model import CLERK_CHECK, CLERK_NOTE, Control, Form, Text
from forms.paper import blank_request, filled_request, requirements
from forms.paper.blank_request import BlankRequest, Part, Question, Repeated, render_blank_request
from forms.paper.clauses import Stated
from forms.paper.filled_request import FilledRequest, render_filled_request
from forms.paper.requirements import Requirements, Wanted, render_requirements

_MOST_BOXES = 24
"""A longer list of choices is written, not ticked."""
_LANGUAGE = "ar"
_ATTACHED = frozenset(("image", "audio", "video", "file"))
_BY_CLERK = frozenset((CLERK_CHECK, CLERK_NOTE))


def make_requirements(desk: Desk, kind: str) -> MadeSheet:
    """By the id of a kind of request. Raises RuleBroken for one that the profile does not have."""
    found = _kind(desk, kind)
    profile = desk.profile
    sheet = Requirements(
        issue=issued_here(desk, at=desk.today()),
        request=found.text.ar,
        documents=tuple(
            Wanted(one.text.ar, "" if one.source == DEFAULT else one.source, one.optional, one.expires)
            for one in found.documents
        ),
        proposed=profile.documents_default_source.ar,
        promise=promise(profile.reply_term, None, holidays_of(desk)),
        conditions=_stated(conditions(profile, found)),
        steps=_stated(next_steps(profile)),
        questions=_stated(whom_to_ask(profile)),
        complaints=_stated(how_to_complain(profile)),
    )
    pdf = render_requirements(sheet, made_at=desk.minute())
    return MadeSheet(REQUIREMENTS, pdf, found.id, number=found.id, revision=requirements.FORM.revision)


def make_filled_request(desk: Desk, interview: str) -> MadeSheet:
    """By id or number; also of one that is not finished, as far as it was answered. Raises RuleBroken for an interview
    that is not in the store, and for a letter that no font has."""
    case = know_case(desk, interview)
    request = FilledRequest(
        issue=issue_of(desk, case, at=desk.minute()),
        asked=case.session.form.called.ar,
        version=case.interview.form_version,
        person=person_said(case.person),
        answers=tuple(lines_under_sections(case.session)),
        documents=tuple(frozen_documents(desk, case)),
        request=case.kind.text.ar if case.kind else "",
        contact=contact_of(case),
        attestation=number_of_signed(desk, case),
        clerk=desk.user.name,
        thumb=desk.profile.attestation.thumbprint,
    )
    pdf = render_filled_request(request, made_at=desk.minute())
    revision = filled_request.FORM.revision
    return MadeSheet(REQUEST, pdf, case.interview.id, case.person.id, case.interview.number, revision)


def make_blank_request(desk: Desk, form: str) -> MadeSheet:
    """By the id of an interview's form. Raises RuleBroken for one that is not here."""
    found = get_form(desk, form)
    blank = BlankRequest(
        issue=issued_here(desk),
        asked=found.called.ar,
        version=found.version,
        parts=tuple(_parts(found, found.controls, "")),
        person_word=desk.profile.person.definite.ar,
        requests=tuple(kind.text.ar for kind in desk.profile.kinds_of_form(found.id)),
        clause=desk.profile.attestation_text.ar,
        thumb=desk.profile.attestation.thumbprint,
    )
    pdf = render_blank_request(blank, made_at=desk.minute())
    number = found.id.replace("/", "-")
    return MadeSheet(BLANK_REQUEST, pdf, found.id, number=number, revision=blank_request.FORM.revision)


def _kind(desk: Desk, kind: str) -> RequestKind:
    for one in desk.profile.request_kinds:
        if one.id == kind:
            return one
    known = "، ".join(one.id for one in desk.profile.request_kinds)
    raise RuleBroken(
        "request.kind.unknown",
        ar=f"لا يوجد نوع طلب باسم {kind}. الأنواع في سياسة الجمعية: {known}.",
        en=f"There is no kind of request {kind}. The association has: {known}.",
        field="kind",
    )


def _stated(said: Iterable[Said]) -> tuple[Stated, ...]:
    return tuple(Stated(*one) for one in said)


# --- an empty form ---------------------------------------------------------------------------------------------------


def _parts(form: Form, controls: Iterable[Control], title: str) -> Iterator[Part]:
    """The questions in their order; a group inside another is a part of its own."""
    run: list[Question | Repeated] = []
    for control in controls:
        if control.type == "group":
            repeats = [one for one in control.inside if one.type == "repeat"]
            if len(repeats) == len(control.inside) == 1:
                run.append(Repeated(_said(control.label), tuple(_questions(form, repeats[0].inside))))
                continue
            if run:
                yield Part(title, tuple(run))
                run = []
            yield from _parts(form, control.inside, _said(control.label))
        elif control.type == "repeat":
            run.append(Repeated(_said(control.label), tuple(_questions(form, control.inside))))
        else:
            run += _questions(form, (control,))
    if run:
        yield Part(title, tuple(run))


def _questions(form: Form, controls: Iterable[Control]) -> Iterator[Question]:
    for control in controls:
        if control.type in ("group", "repeat"):
            yield from _questions(form, control.inside)
        elif control.node is not None and not _BY_CLERK & set(control.appearance):
            rules = form.rules_of(control.node)
            if control.type == "note":
                if _is_plain(control.label):
                    yield Question(_said(control.label), is_note=True)
            elif rules is None or (rules.calculate is None and rules.readonly is None):
                yield _question(control, is_required=rules is not None and rules.required is not None)


def _question(control: Control, *, is_required: bool) -> Question:
    every = control.choices.every if control.choices is not None else ()
    choices = tuple(_said(choice.label) or choice.value for choice in every)
    if control.type == "acknowledge":
        choices = ("نعم",)
    hint = _said(control.hint)
    return Question(
        label=_said(control.label) or (control.node.name if control.node is not None else ""),
        hint=hint or ("يُرفق بالطلب" if control.type in _ATTACHED else ""),
        choices=choices if len(choices) <= _MOST_BOXES else (),
        is_many=control.type == "select_multiple",
        is_long=control.type == "text" and "multiline" in control.appearance,
        is_required=is_required,
    )


def _is_plain(text: Text | None) -> bool:
    """Nothing of another answer stands in it."""
    return text is not None and all(isinstance(piece, str) for piece in text.in_language(_LANGUAGE))


def _said(text: Text | None) -> str:
    pieces = text.in_language(_LANGUAGE) if text is not None else ()
    return "".join(piece if isinstance(piece, str) else "……" for piece in pieces).strip()
