"""The list of persons as a file beside a form: what Collect is given by its server, here without a person in it."""

from pathlib import Path

from domain.record_answers import PROPERTIES, RECORD_LIST

HEADER = ("name", "label", "__version", "__trunkVersion", "__branchId", *PROPERTIES)


def lay_records(folder: Path) -> None:
    (folder / f"{RECORD_LIST}.csv").write_text(",".join(HEADER) + "\n", encoding="utf-8")
