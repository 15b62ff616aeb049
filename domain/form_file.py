"""The file of a form as it is handed from one place to another."""

from domain.errors import RuleBroken

KINDS = ("md", "xlsx", "csv", "xml")
LARGEST_BYTES = 5 * 1024 * 1024
LONGEST_NAME = 120


def is_file_name(name: str) -> bool:
    """A plain one, of a kind that forms are read from: no path, nothing that a disk would not take."""
    stem, dot, kind = name.rpartition(".")
    is_plain = name.isprintable() and not set(name) & set('/\\:*?"<>|') and not name.startswith(".")
    return bool(stem.strip() and dot) and kind.lower() in KINDS and is_plain and len(name) <= LONGEST_NAME


def check_file(name: str, size: int) -> None:
    """Raises RuleBroken (field `file`)."""
    if not is_file_name(name):
        raise RuleBroken(
            "form.file_name",
            ar=f"لا يصلح اسم الملف «{name}». أعطه اسمًا قصيرًا ينتهي بأحد هذه: {'، '.join(KINDS)}.",
            en=f"The file's name “{name}” will not do. Give it a short one that ends in one of: {', '.join(KINDS)}.",
            field="file",
        )
    if not 0 < size <= LARGEST_BYTES:
        raise RuleBroken(
            "form.file_size",
            ar=f"الملف فارغ أو أكبر من {LARGEST_BYTES >> 20} ميغابايت.",
            en=f"The file is empty, or larger than {LARGEST_BYTES >> 20} megabytes.",
            field="file",
        )
