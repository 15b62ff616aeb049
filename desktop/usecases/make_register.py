"""The register in which the office's staff sign that they have read the policy (twaim: everybody does)."""

from collections.abc import Iterator
from datetime import date

from desktop.usecases.desk import Desk
from desktop.usecases.find_stationery import issued_here
from desktop.usecases.record_print import MadeSheet
from domain.calendar import format_gregorian, format_hijri, hijri_of
from domain.policy import Profile
from domain.user import ROLE_NAMES, User
from forms.paper.clauses import Stated
from forms.paper.policy_register import FORM, PolicyRegister, Reader, render_policy_register

REGISTER = "policy_register"
_DUTY = "على كل من يعمل في الجمعية أن يطّلع على هذه السياسة ويُلمّ بها ويوقّع عليها."
_PLEDGE = "بتوقيعي أدناه أُقرّ بأنني اطّلعت على السياسة وألممت بما فيها، وألتزم به عند أداء عملي."
_STAFF_DUTY = "staff_awareness"


def make_register(desk: Desk, subject: str = "") -> MadeSheet:
    """With the users of this office, and lines for everybody else. Where the policy asks nobody to sign it, the paper
    claims no such duty."""
    pdf = render_policy_register(register_of(desk), made_at=desk.minute())
    return MadeSheet(REGISTER, pdf, revision=FORM.revision, number=desk.profile.version)


def register_of(desk: Desk) -> PolicyRegister:
    profile = desk.profile
    return PolicyRegister(
        issue=issued_here(desk),
        version=profile.version,
        facts=tuple(_facts(profile)),
        basis=tuple(_basis(profile)),
        pledge=_PLEDGE if profile.read_and_sign else "",
        readers=tuple(Reader(user.name or user.username, _work(user)) for user in desk.store.users.all()),
    )


def _facts(profile: Profile) -> Iterator[tuple[str, str]]:
    if profile.approval is not None:
        day = date.fromisoformat(profile.approval.gregorian)
        both = f"{format_hijri(hijri_of(day), digits='western')} الموافق {format_gregorian(day, digits='western')}"
        yield "اعتمدها مجلس الإدارة في", both


def _basis(profile: Profile) -> Iterator[Stated]:
    if not profile.read_and_sign:
        return
    yield Stated(_DUTY, profile.find_clause("read_and_sign") or "")
    if profile.scope is not None:
        yield Stated(profile.scope.text.ar, profile.scope.source)
    for duty in profile.duties:
        if duty.id == _STAFF_DUTY:
            yield Stated(duty.text.ar, duty.source)


def _work(user: User) -> str:
    return "، ".join(ROLE_NAMES[role].ar for role in user.roles if role in ROLE_NAMES)
