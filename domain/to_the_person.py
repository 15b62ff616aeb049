"""What the policy says, in sentences for the person who takes the paper along; with the clause where it states it.

Only what the profile has: a sentence whose clause or value is missing is left out, none is made up.
"""

from collections.abc import Iterator

from domain.policy import Profile
from domain.policy_parts import DEFAULT, RequestKind, Rule

CHECK_DATA, COMPLETE_FIRST, ATTEST, REFER = "check_data", "complete_before_departure", "attest", "refer"
"""The ids of the steps of a procedure that ask something of the person."""
_HOW = {"telephone": "هاتفيًا"}
Said = tuple[str, str]
"""The sentence, and the clause; empty where the policy does not state it."""


def next_steps(profile: Profile) -> tuple[Said, ...]:
    """What happens once the request is handed in."""
    return tuple(_next(profile))


def _next(profile: Profile) -> Iterator[Said]:
    yield f"تدرس {profile.committee.ar} الطلب فتقبله أو ترده.", profile.find_clause("committee") or ""
    if profile.answer_by_agreed_means:
        clause = profile.find_clause("answer_by_agreed_means") or ""
        yield "يصلك الجواب بوسيلة التواصل المتفق عليها معك.", clause


def conditions(profile: Profile, kind: RequestKind) -> tuple[Said, ...]:
    """What is asked beside the documents: of this kind of request, and of every one."""
    own = tuple((one.text.ar, _clause(one.source)) for one in kind.conditions)
    return (*own, *_of_every_request(profile))


def _of_every_request(profile: Profile) -> Iterator[Said]:
    steps = {step.id: _clause(step.source) for step in profile.steps}
    if CHECK_DATA in steps:
        yield "تُعرض أصول المستندات، وتطابق بياناتك، وتكون سارية يوم تقديم الطلب.", steps[CHECK_DATA]
    if profile.completeness_before_departure:
        clause = steps.get(COMPLETE_FIRST) or profile.find_clause("completeness_before_departure") or ""
        yield "تُستكمل البيانات والمستندات كلها قبل مغادرتك المكتب.", clause
    if ATTEST in steps:
        yield "توقّع على إقرار بصحة بياناتك، وأنت مسؤول عنها مباشرة.", steps[ATTEST]


def whom_to_ask(profile: Profile) -> tuple[Said, ...]:
    """When something of the procedure is unclear."""
    found = []
    if profile.referral.to is not None:
        how = "".join(f" {_HOW[one]}" for one in profile.referral.means if one in _HOW)
        clause = profile.find_clause("referral") or ""
        found.append((f"إن لم تتضح لك الإجراءات أجابك عنها {profile.referral.to.ar}{how}.", clause))
    if profile.liaison is not None:
        found.append((f"{profile.liaison.text.ar}.", _clause(profile.liaison.source)))
    return tuple(found)


def how_to_complain(profile: Profile) -> tuple[Said, ...]:
    """Over which channels, who follows it up, and how."""
    found = profile.complaints
    clause = _clause(found.source)
    channels = "، ".join(one.text.ar for one in found.channels)
    said = [(f"تُقدَّم الشكوى عبر: {channels}.", clause)]
    if found.committee is not None:
        said.append((f"تتابعها {found.committee.ar}.", clause))
    if found.amicable_first and not any(one.id == "amicable" for one in found.rules):
        said.append(("يُسعى أولًا إلى حل ودي.", clause))
    return (*said, *stated(found.rules))


def stated(rules: tuple[Rule, ...]) -> tuple[Said, ...]:
    return tuple((one.text.ar, _clause(one.source)) for one in rules)


def _clause(source: str) -> str:
    return "" if source == DEFAULT else source
