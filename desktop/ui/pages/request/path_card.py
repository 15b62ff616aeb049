"""The path of a request: each step with its day in both calendars and who took it, then what is still to come."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Card, Glyph, clear_layout, label
from desktop.ui.kit.theme import theme
from desktop.ui.language import apart, said, said_of
from desktop.ui.pages.requests.reading import TONES, stage_words
from desktop.ui.shown import clock, shown_day
from desktop.usecases.list_requests import RequestPage, StepLine
from domain import request
from domain.reply import PROOFS

_WAY = (request.SUBMITTED, request.UNDER_STUDY, request.ACCEPTED, request.ANSWERED, request.SERVED, request.CLOSED)
_REFUSED_WAY = (request.SUBMITTED, request.UNDER_STUDY, request.REJECTED, request.ANSWERED, request.CLOSED)
_GLYPHS = {
    request.ACCEPTED: "circle-check",
    request.REJECTED: "x",
    request.UNDER_STUDY: "scale",
    request.SUBMITTED: "file-text",
    request.ANSWERED: "messages",
    request.SERVED: "gift",
    request.CLOSED: "lock",
    request.WITHDRAWN: "arrow-back-up",
    request.VOIDED: "trash",
}


class PathCard(Card):
    def __init__(self) -> None:
        super().__init__(said("مسار الطلب", "The request's path"), spacing=4)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(10)
        self.body.addLayout(self._inside)
        self.lines: list[str] = []

    def show_page(self, page: RequestPage) -> None:
        clear_layout(self._inside)
        self.lines = []
        if page.completed_at and not (page.steps and page.steps[0].step.on_day < page.completed_at[:10]):
            title = said("اكتملت الحالة عند المكتب", "The case was complete at the desk")
            self._add("clipboard-check", "ok", title, shown_day(page.completed_at[:10]))
        for one in page.steps:
            self._step(one)
        for stage in _to_come(page):
            title = said("قرار اللجنة", "The committee's decision") if stage in request.DECIDED else stage_words(stage)
            self._add("circle", "neutral", title, said("لم تأتِ بعد", "still to come"), is_past=False)
        if page.beside:
            heading = label(said("خطوات من أجهزة أخرى لم تُحتسب", "Steps of other laptops that do not count"), "label")
            self._inside.addWidget(heading)
            for one in page.beside:
                self._step(one, is_counted=False)

    def _step(self, one: StepLine, *, is_counted: bool = True) -> None:
        step = one.step
        tone = TONES.get(step.stage, "neutral") if is_counted else "warn"
        is_deferred = step.stage == request.UNDER_STUDY and step.session and step.said
        title = said("أُجّل في اللجنة", "Deferred by the committee") if is_deferred else stage_words(step.stage)
        self._add(_GLYPHS.get(step.stage, "circle"), tone, title, shown_day(step.on_day), details_of(one))

    def _add(
        self, glyph: str, tone: str, title: str, day: str, details: tuple[str, ...] = (), *, is_past: bool = True
    ) -> None:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Glyph(glyph, tone=tone, size=36), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(title, "h3" if is_past else "body", wrap=True))
        words.addWidget(label(theme().number(day), "small", wrap=True))
        for text in details:
            words.addWidget(label(theme().number(text), "body", wrap=True))
        row.addLayout(words, 1)
        self._inside.addWidget(box)
        self.lines.append(title)


def details_of(one: StepLine) -> tuple[str, ...]:
    """Who, in which session, why, by which means with which proof."""
    step = one.step
    found = [said(f"بيد {one.by}", f"by {apart(one.by)}") if one.by else ""]
    if one.session:
        found[0] = " · ".join(filter(None, (found[0], said(f"الجلسة {one.session}", f"session {one.session}"))))
    if not one.is_proved:
        found.append(said("توقيع القرار ليس بمفتاح من كُتب باسمه", "Not signed with a key of whom it names"))
    found.append(step.said)
    if step.votes:
        found.append(said(f"الأصوات: {step.votes}", f"Votes: {step.votes}"))
    if step.proof:
        at = f" {clock(step.proof_at)}" if step.proof_at else ""
        found.append(f"{said_of(PROOFS[step.proof])}{at}: {step.reached}" if step.proof in PROOFS else step.reached)
        found.append(said(f"الوسيلة: {step.means}", f"Means: {step.means}"))
    elif step.reached:
        found.append(said(f"استلمها: {step.reached}", f"Taken by: {step.reached}"))
    if step.override:
        found.append(said(f"استثناء: {step.override}", f"Exception: {step.override}"))
    return tuple(filter(None, found))


def _to_come(page: RequestPage) -> tuple[str, ...]:
    stage = page.line.stage
    if stage in request.ENDED:
        return ()
    stages = [one.step.stage for one in page.steps]
    way = _REFUSED_WAY if request.REJECTED in stages[-2:] else _WAY
    here = way.index(stage) + 1 if stage in way else 0
    return way[here:]
