"""What is said of an erasure that head office has not applied yet."""

from desktop.commands.context import Result


def erasure_waits(kind: str, row: str) -> Result:
    text = "سيُمحى هنا وفي المركز الرئيس وفي كل جهاز بعد المزامنة القادمة."
    return Result({kind: row, "waits": True}, text)
