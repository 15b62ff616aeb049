"""`istiqbal recovery renew`: a new recovery sheet; the old one ends when the new one is safely written."""

from pathlib import Path

from desktop.commands.context import Context, Result
from desktop.commands.files import refuse_unwritable, write_whole
from desktop.usecases.renew_recovery import confirm_sheet, issue_sheet, withdraw_sheet


def run(context: Context) -> Result:
    pdf = Path(str(context.text("pdf")))
    refuse_unwritable(pdf)
    with context.desk() as desk:
        sheet = issue_sheet(desk)
        try:
            write_whole(pdf, sheet.pdf)
        except BaseException:
            withdraw_sheet(desk, sheet.id)
            raise
        confirm_sheet(desk, sheet.id)
    text = f"كُتبت ورقة الاستعادة الجديدة في {pdf}، وأُبطلت القديمة.\nاطبعها واحفظها في خزنة، ثم احذف الملف."
    return Result({"renewed": True, "pdf": str(pdf)}, text)
