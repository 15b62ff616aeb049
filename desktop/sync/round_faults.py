"""What a round with head office may end with, in words."""

from domain.errors import RuleBroken, Unavailable
from domain.sync.wire import Notice, SyncAnswer


def damaged() -> Unavailable:
    return Unavailable(
        "sync.damaged_answer",
        ar="جاء من المركز الرئيس جواب ناقص فلم يؤخذ منه شيء؛ ستعاد المحاولة، وإن تكرر فأبلغ مدير النظام.",
        en="Head office's answer was not whole and nothing of it was taken; it will be tried again. "
        "If this repeats, tell the administrator.",
    )


def stuck() -> Unavailable:
    return Unavailable(
        "sync.stuck",
        ar="أجاب المركز الرئيس ولم يتقدم شيء؛ عملك محفوظ هنا وستعاد المحاولة، وإن تكرر فأبلغ مدير النظام.",
        en="Head office answered and nothing moved; your work is safe here and it will be tried again. "
        "If this repeats, tell the administrator.",
    )


def forked() -> RuleBroken:
    return RuleBroken(
        "sync.fork",
        ar="يقول المركز الرئيس إن لديه سجلات أخرى بكل اسم يأخذه هذا الجهاز. عملك محفوظ هنا؛ أبلغ مدير النظام.",
        en="Head office says that it holds other logs under every name this laptop takes. Your work is safe here; "
        "tell the administrator.",
    )


def nothing_to_read() -> Notice:
    return Notice(
        "sync.not_readable",
        "ما كُتب هنا أُرسل إلى المركز الرئيس، ولم يعد لهذا الجهاز حق أن يصله شيء؛ أبلغ مدير النظام.",
        "What was written here is sent to head office, and this laptop may not receive anything any more; "
        "tell the administrator.",
    )


def different(partition: str) -> RuleBroken:
    return RuleBroken(
        "sync.digest",
        ar="ما في هذا الجهاز يختلف عما في المركز الرئيس حتى بعد إعادة بنائه؛ عملك محفوظ، أبلغ مدير النظام.",
        en=f"This laptop and head office differ in {partition} even after a rebuild; your work is safe, "
        "tell the administrator.",
    )


def withheld(answer: SyncAnswer, asked: set[str]) -> Notice | None:
    """Why some of what was asked for may not be read, if so: of a partition that is only sent to, among others that are
    read, nothing need be said. Raises Unavailable unless every stream that was asked for and may be read is there, and
    no other."""
    closed = {grant.partition for grant in answer.grants if not grant.may_read}
    if asked - closed != {stream.partition for stream in answer.streams}:
        raise damaged()
    if not asked & closed:
        return None
    if answer.notices:
        return answer.notices[0]
    return nothing_to_read() if asked <= closed else None
