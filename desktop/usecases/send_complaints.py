"""A laptop that only sends complaints: head office lets it write them and read none, so that whoever sits at it takes
complaints down, and what becomes of them is seen elsewhere."""

from desktop.usecases.desk import Desk
from domain.errors import RuleBroken


def only_sends(desk: Desk) -> bool:
    return desk.store.only_sends_complaints


def refuse_course(desk: Desk) -> None:
    """Raises RuleBroken where the course of complaints is not shown: nobody decides on what he cannot see."""
    if only_sends(desk):
        raise RuleBroken(
            "complaint.only_sent",
            ar="هذا الجهاز يرسل الشكاوى ولا يُعرض فيه ما جرى فيها، فلا يُعمل عليها منه، ولم يُكتب شيء. افتح الشكوى في "
            "جهاز تُعرض فيه، أو اطلب ذلك من المشرف.",
            en="This laptop sends complaints and does not show their course, so they are not worked on here; nothing "
            "was written. Open the complaint on a laptop that shows them, or ask the supervisor.",
            field="complaint",
        )
