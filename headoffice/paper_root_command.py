"""`istiqbal-headoffice paper-root`: what a reader of PDFs needs, to call the seals on papers trusted."""

import argparse
from pathlib import Path

from domain.errors import RuleBroken, Unavailable
from headoffice.paper_seals import find_root

Commands = argparse._SubParsersAction
Said = tuple[dict[str, object], str]


def add_paper_root_command(commands: "Commands[argparse.ArgumentParser]") -> None:
    text = "write the root of the seals on papers, for whoever checks them · شهادة أختام الأوراق"
    parser = commands.add_parser("paper-root", help=text, description=text, allow_abbrev=False)
    parser.add_argument("--data", required=True, type=Path, metavar="DIR", help="folder of head office · مجلد المركز")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE.pem", help="the file to write · الملف الناتج")
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer in JSON")


def run_paper_root(arguments: argparse.Namespace) -> Said:
    """What to say, as data and as text. Raises Expected."""
    root = find_root(arguments.data)
    if root is None:
        raise Unavailable(
            "hub.paper_root.none",
            ar="لم تُنشأ شهادة الأختام بعد: تُنشأ حين يزامن أول جهاز. زامن جهازًا ثم أعد الأمر، وتحقق من المجلد.",
            en="There is no root of the seals yet: it is made when the first laptop syncs. Sync one, then give the "
            "command again; and check the folder.",
            field="data",
        )
    _write(arguments.out, root.pem)
    text = (
        f"كُتبت شهادة أختام الأوراق في {arguments.out.name}، وهي علنية. بلّغ بصمتها هاتفيًا لمن يستلمها.\n"
        f"The root of the seals is in {arguments.out.name}. It is no secret; tell its fingerprint by telephone to "
        f"whoever gets it.\nSHA-256 {root.fingerprint}"
    )
    return {"file": str(arguments.out), "sha256": root.fingerprint}, text


def _write(place: Path, pem: bytes) -> None:
    """Never over another file: beside it in head office's folder lie keys that nobody makes again."""
    try:
        with place.open("xb") as file:
            file.write(pem)
    except FileExistsError as error:
        raise RuleBroken(
            "hub.paper_root.taken",
            ar=f"الملف {place.name} موجود من قبل، ولا يُكتب فوقه. احذفه أو سمّ ملفًا آخر.",
            en=f"{place.name} is there already and is not written over. Delete it, or name another file.",
            field="out",
        ) from error
    except OSError as error:
        raise Unavailable(
            "hub.paper_root.file",
            ar=f"تعذّرت كتابة {place.name}: {error.strerror}. تحقق من المجلد ومن المساحة الخالية.",
            en=f"{place.name} cannot be written: {error.strerror}. Check the folder and the free space.",
            field="out",
        ) from error
