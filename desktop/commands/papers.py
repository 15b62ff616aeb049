"""`istiqbal paper …`"""

from dataclasses import asdict
from pathlib import Path

from desktop.commands.context import Context, Result, told_at
from desktop.commands.files import read_at_most
from desktop.usecases.check_square import MOST_PICTURE_BYTES, CheckedSquare, check_picture, check_square
from domain.arabic import isolate
from domain.paper import STANDINGS
from domain.sync.paper_code import PREFIX


def run(context: Context) -> Result:
    code = context.arguments.code
    with context.desk() as desk:
        if code.startswith(PREFIX):
            return _told(check_square(desk, code))
        return _told(check_picture(desk, read_at_most(Path(code), MOST_PICTURE_BYTES)))


def _told(checked: CheckedSquare) -> Result:
    lines = (
        f"ورقة صحيحة الإصدار: {isolate(checked.reference)}، أصدرها مكتب {isolate(checked.office)}"
        f"{' من هذا الجهاز' if checked.is_own else ''} في {told_at(checked.made_at)}.",
        f"النموذج {isolate(checked.form)} إصدار {isolate(checked.revision)}.",
        STANDINGS[checked.standing].ar,
    )
    return Result(asdict(checked), "\n".join(lines))
