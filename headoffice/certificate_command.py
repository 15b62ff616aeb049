"""`istiqbal-headoffice certificate`: TLS without the Internet."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from headoffice.authority import issue_certificate
from headoffice.hub import open_folder

Commands = argparse._SubParsersAction
Said = tuple[dict[str, object], str]


def add_certificate_command(commands: "Commands[argparse.ArgumentParser]") -> None:
    text = "make or renew the certificate that `serve` uses · شهادة التشفير"
    parser = commands.add_parser("certificate", help=text, description=text, allow_abbrev=False)
    parser.add_argument("--data", required=True, type=Path, metavar="DIR", help="folder of head office · مجلد المركز")
    parser.add_argument(
        "--host",
        required=True,
        action="append",
        metavar="NAME",
        help="name or address as the laptops type it; may be given again · الاسم كما تكتبه أجهزة الفروع",
    )
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer in JSON")


def run_certificate(arguments: argparse.Namespace) -> Said:
    """What to say, as data and as text. Raises Expected."""
    open_folder(arguments.data)
    issued = issue_certificate(arguments.data, arguments.host, now=datetime.now(UTC).replace(microsecond=0))
    until = issued.until.isoformat(timespec="seconds")
    text = (
        f"الشهادة لـ {'، '.join(issued.hosts)} حتى {until[:10]}؛ أعد تشغيل serve ليستعملها. تعرفها أجهزة الفروع من رمز "
        "الانضمام وحده، فاحفظ authority.key مع النسخ الاحتياطية ولا ترسله إلى أحد.\n"
        f"The certificate is for {', '.join(issued.hosts)} until {until[:10]}; start `serve` again to use it. Laptops "
        "come to know it by the enrolment code alone. Keep authority.key with the backups, and send it to nobody."
    )
    return {"hosts": list(issued.hosts), "valid_until": until, "new_authority": issued.is_new_authority}, text
