"""Whether a committee's decision is what its writer signed. Head office judges that the word is a signature over the
decision; whose key it is, is asked here, of the keys that users were given."""

from desktop.usecases.desk import Desk
from desktop.usecases.move_request import text_of
from domain.errors import RuleBroken
from domain.request import DECIDED, RequestStep
from domain.sync.signatures import is_signed


def is_proved(desk: Desk, step: RequestStep) -> bool:
    """Of a step that is no decision nothing is asked."""
    if step.stage not in DECIDED:
        return True
    is_his = desk.store.users.has_key(step.done_by, step.public_key)
    return is_his and is_signed(step.public_key, step.signature, text_of(step))


def refuse_unproved(desk: Desk, decision: RequestStep) -> None:
    """Raises RuleBroken: no paper tells a person what nobody stands for."""
    if not is_proved(desk, decision):
        raise RuleBroken(
            "decision.unproved",
            ar="توقيع هذا القرار ليس بمفتاح من كُتب باسمه، فلا يُطبع خطابه. ليُعد أمين اللجنة النظر فيه من حسابه.",
            en="This decision is not signed with a key of whom it names, so its letter is not printed. The secretary "
            "takes it up again as himself.",
            field="request",
        )
