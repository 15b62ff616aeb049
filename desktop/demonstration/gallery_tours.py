"""What the gallery opens, found in the stores that were made for it. Loads Qt."""

from desktop.demonstration.gallery_office import FORM_ID, Papers, Stick, signed_interview, unsigned_interview
from desktop.ui.gallery.desk_scenes import OfficeTour
from desktop.ui.gallery.paper_scenes import PaperTour
from desktop.ui.gallery.sync_scenes import StickTour
from desktop.usecases.attest import attest
from desktop.usecases.desk import Desk
from desktop.usecases.fill_demonstration import DEMO_PASSWORD, DEMO_USER
from desktop.usecases.invent_people import identity_number
from desktop.usecases.know_complaint import list_complaints, show_complaint
from desktop.usecases.list_interviews import list_interviews
from desktop.usecases.make_sheet import make_sheet
from desktop.usecases.queue_print import PaperToPrint
from desktop.usecases.show_day import show_day
from domain.interview import FINISHED, LEFT
from domain.print_order import ATTESTATION, RECEIPT, PrintOrder
from domain.printer import INTERRUPTED, trouble_of
from domain.request import DECIDED
from domain.text import Text

PRINTER, RECEIPT_PRINTER = "HP LaserJet M404", "EPSON TM-T20"
WITNESSES = (("first", "سعود ناصر الواحي", 901), ("second", "مبارك فهيد السدري", 902))


def office_tour(desk: Desk) -> OfficeTour:
    lines = list_interviews(desk)
    held = [line for line in lines if line.state == FINISHED]
    left = [line for line in lines if line.state == LEFT]
    forms = {kind.form for kind in desk.profile.request_kinds}
    signed = signed_interview(desk)
    return OfficeTour(
        *(DEMO_USER, DEMO_PASSWORD),
        person=signed.person,
        open_interview=next(line.id for line in left if line.form_id != FORM_ID),
        signed=signed.id,
        case=next(line.id for line in held if line.missing and line.form_id in forms),
        visit=show_day(desk, desk.today()).recent[0].id,
        day=desk.today(),
        word=signed.person_name.split()[0],
        complaint=_being_compensated(desk),
        request=desk.store.requests.at(DECIDED, most=1)[0].interview,
        files=next(line.id for line in left if line.form_id == FORM_ID),
    )


def _being_compensated(desk: Desk) -> str:
    """The complaint that shows most of what one may have."""
    lines = [line.complaint.id for line in list_complaints(desk).lines]
    return next((one for one in lines if show_complaint(desk, one).dossiers), lines[0])


def paper_tour(desk: Desk, papers: Papers) -> PaperTour:
    return PaperTour(
        unsigned=unsigned_interview(desk).id,
        signed_photo=str(papers.signed),
        bare_photo=str(papers.bare),
        foreign_photo=str(papers.foreign),
        form=desk.profile.interviews[0],
        witnesses=_witnesses(),
        jobs=_jobs(desk),
    )


def stick_tour(stick: Stick) -> StickTour:
    places = stick.folder, stick.reply, stick.damaged, stick.card
    return StickTour(DEMO_USER, DEMO_PASSWORD, *map(str, places))


def _witnesses() -> dict[str, str]:
    typed: dict[str, str] = {}
    for place, name, serial in WITNESSES:
        typed |= {f"{place}_witness": name, f"{place}_witness_id": identity_number(serial)}
    last = typed["second_witness_id"]
    return typed | {"second_witness_id": last[:-1] + str((int(last[-1]) + 1) % 10)}


def _jobs(desk: Desk) -> tuple[tuple[PaperToPrint, Text], ...]:
    paper = attest(desk, unsigned_interview(desk).id)
    receipt = make_sheet(desk, "receipt", signed_interview(desk).id)
    no_paper = trouble_of(["media-empty-error"])
    assert no_paper is not None  # noqa: S101 (a word of the standard)
    of_paper = PrintOrder(ATTESTATION, paper.number, PRINTER, copies=2)
    of_receipt = PrintOrder(RECEIPT, receipt.number, RECEIPT_PRINTER, is_thermal=True)
    return (
        (PaperToPrint(of_paper, paper.pdf, attestation=paper.id, state=paper.state), no_paper),
        (PaperToPrint(of_receipt, receipt.pdf, person=receipt.person, subject=receipt.subject), INTERRUPTED),
    )
