"""The forms that head office has published and this laptop has not settled yet: light, for every round asks."""

from contextlib import suppress
from dataclasses import dataclass

from db.published_forms import Fate, PublishedForm
from desktop.usecases.desk import Desk
from domain.errors import Unavailable


@dataclass(frozen=True)
class Waiting:
    """A published form that this laptop has not looked at yet, with its bytes."""

    published: PublishedForm
    content: bytes


def has_unsettled_forms(desk: Desk, program: str) -> bool:
    """Whether head office has published or withdrawn something that this laptop has not settled. Cheap."""
    fates = desk.store.published_forms.fates()
    return any(_is_news(each, fates.get(each.id), program) for each in desk.store.published_forms.all())


def _is_news(each: PublishedForm, fate: Fate | None, program: str) -> bool:
    if each.is_withdrawn:
        return fate is not None and not fate.is_over
    return fate is None or (bool(fate.code) and fate.program != program)


def waiting_forms(desk: Desk, program: str) -> tuple[Waiting, ...]:
    """Those whose file is here, as they were published. What another version of the program could not take is tried
    again."""
    fates = desk.store.published_forms.fates()
    found = []
    for each in desk.store.published_forms.all():
        if not each.is_withdrawn and _is_news(each, fates.get(each.id), program):
            with suppress(Unavailable):  # damaged here: it is asked for anew
                content = desk.store.blobs.find(each.file)
                if content is not None:
                    found.append(Waiting(each, content))
    return tuple(found)
