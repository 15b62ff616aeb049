"""Files beside the records on a stick, in words: how many go, came, or stayed behind, and why. Knows no Qt."""

from desktop.ui.language import said, said_of
from desktop.ui.pages.wording import FILES, size_of
from domain.sync.carried import CopiedOut
from domain.sync.carried_files import FileCount, TakenFiles
from domain.text import Text


def counted(count: FileCount) -> str:
    """«3 ملفات (12 ميغابايت)»."""
    return f"{FILES.of(count.files)} ({size_of(count.bytes)})"


def waiting_files(count: FileCount) -> str:
    """After what goes; nothing when there are none."""
    if not count.files:
        return ""
    return said(f" ومعه ملفات: {counted(count)}.", f" With files: {counted(count)}.")


def lines_of_copy(copied: CopiedOut) -> list[str]:
    lines = []
    if copied.beside.files:
        lines.append(
            said(
                f"ومعها ملفات ممسوحة: {counted(copied.beside)}.", f"With them, scanned files: {counted(copied.beside)}."
            )
        )
    if copied.left.files:
        lines.append(
            said(
                f"ولم تتسع الذاكرة لملفات: {counted(copied.left)}. تُنسخ في المرة التالية، والسجلات كلها على الذاكرة.",
                f"There was no room for {counted(copied.left)}. They go with the next copy; all records are there.",
            )
        )
    return lines


def lines_of_taking(taken: TakenFiles) -> list[str]:
    lines = []
    if taken.taken.files:
        lines.append(said(f"وجاءت معها ملفات: {counted(taken.taken)}.", f"With it came files: {counted(taken.taken)}."))
    lines.extend(
        said(f"لم يؤخذ {counted(left.count)}: ", f"Not taken, {counted(left.count)}: ")
        + said_of(Text(left.reason.ar, left.reason.en))
        for left in taken.left
    )
    return lines
