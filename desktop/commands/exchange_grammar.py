"""The grammar of the commands about what goes to head office and what comes back from it."""

from desktop.commands.verb_group import AnyParser, Verbs, add_group

HISTORIES = (
    *("persons", "interviews", "visits", "contacts", "document_checks", "complaints"),
    *("enquiries", "frequent_questions", "officials", "suggestions"),
)


def add_tasks(commands: "Verbs[AnyParser]") -> None:
    task = add_group(commands, "task", "what only a person can settle")
    task.add_parser("list", help="both values, who, when")
    settle = task.add_parser("settle", help="choose one")
    settle.add_argument("task", metavar="ID")
    settle.add_argument("--choose", type=int, required=True, metavar="N", help="the choice's number, from 0")
    history = commands.add_parser("history", help="what a record was, field by field: who wrote it, when")
    history.add_argument("table", choices=HISTORIES, help="what kind of record")
    history.add_argument("record", metavar="ID", help="id or number")
    quarantine = add_group(commands, "quarantine", "what head office did not apply, and why")
    refused = quarantine.add_parser("list", help="what was written, when, by whom, and the reason")
    refused.add_argument("--all", action="store_true", help="also what was withdrawn or mended")
    withdraw = quarantine.add_parser("withdraw", help="acknowledge that it was not applied; it stays in history")
    withdraw.add_argument("deed", metavar="ID")
    mend = quarantine.add_parser("mend", help="write it again over what is shown now")
    mend.add_argument("deed", metavar="ID")
    mend.add_argument(
        "--set", action="append", default=[], metavar="FIELD=VALUE", help="put a value right (may be repeated)"
    )
    mend.add_argument("--reason", default="", metavar="WHY", help="why a record is voided")


def add_head_office(commands: "Verbs[AnyParser]") -> None:
    enrol = commands.add_parser("enrol", help="join head office with a one-time code")
    enrol.add_argument("--hub", required=True, metavar="URL")
    enrol.add_argument("--code", required=True, metavar="CODE")
    sync = commands.add_parser("sync", help="send what waits, take what is new")
    sync.add_argument(
        "--allow-voids", action="store_true", help="also when head office voids more than a tenth of the records here"
    )
    status = commands.add_parser("status", help="what waits, since when, when head office was reached")
    status.add_argument("--list", action="store_true", help="every entry that waits: what, when, by whom")


def add_bundles(commands: "Verbs[AnyParser]") -> None:
    bundle = add_group(commands, "bundle", "head office by USB stick, where there is no line")
    export = bundle.add_parser("export", help="write what head office does not hold yet, sealed for it alone")
    export.add_argument("file", metavar="FILE", help="like D:/office.istiqbal; a large bundle has further parts")
    export.add_argument("--to", metavar="CARD", help="for another laptop of this office: the card it wrote")
    export.add_argument("--part-bytes", type=int, default=4_000_000_000, metavar="N", help="largest file (4 GB)")
    take = bundle.add_parser("import", help="take what head office, or another laptop, wrote for this one")
    take.add_argument("file", metavar="FILE", help="its first part")
    take.add_argument("--allow-voids", action="store_true", help="even if it voids more than a tenth of the records")
    carry = bundle.add_parser("carry", help="bring another laptop's bundle to head office over this one's line")
    carry.add_argument("file", metavar="FILE")
    carry.add_argument("--reply", metavar="FILE", help="write head office's reply for that laptop here")
    card = bundle.add_parser("card", help="write this laptop's card, by which another one addresses a bundle to it")
    card.add_argument("file", metavar="FILE")
