"""What was typed about a person and not saved: kept on this laptop until it is gone on with or thrown away.

The newest comes last. Knows no Qt.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import partial

from desktop.ui.actions import Actions
from desktop.ui.language import said
from desktop.ui.pages.asking import Asks
from domain.errors import Expected
from domain.person import PersonDraft

FIELDS = tuple(item.name for item in fields(PersonDraft))


@dataclass(frozen=True)
class Unsaved:
    """`person` is the id of who was being edited, empty for somebody new. `fields` has only what was typed: the rest
    of a person is read anew when it is gone on with, so that nobody else's change is taken back."""

    person: str
    name: str
    fields: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        return (
            said(f"تعديل بيانات {self.name}", f"Editing {self.name}")
            if self.person
            else said(f"تسجيل {self.name}", f"Registering {self.name}")
        )


class UnsavedForms:
    """`keep` with every rest of the form, `close` when it is left; `show` hears of those that wait for the clerk."""

    def __init__(
        self,
        actions: Actions,
        lane: Asks,
        user: str,
        *,
        kept_as: str = "people",
        show: Callable[[tuple[Unsaved, ...]], None],
        failed: Callable[[Expected], None],
    ) -> None:
        self._actions, self._lane, self._show, self._failed = actions, lane, show, failed
        self._key = f"{kept_as}.unsaved.{user}"
        self._open: Unsaved | None = None
        self._waiting: tuple[Unsaved, ...] = ()
        self._written = "[]"

    @property
    def waiting(self) -> tuple[Unsaved, ...]:
        return self._waiting

    def load(self) -> None:
        """Those of an earlier run: the laptop went off, or was locked."""
        find = partial(self._actions.find_setting, self._key)
        self._lane.ask(find, then=self._loaded, failed=self._failed)

    def _loaded(self, text: str | None) -> None:
        if text is not None:
            self._written = text
            self._put((*_read(text), *self._waiting))

    def keep(self, unsaved: Unsaved | None) -> None:
        """The form as it stands now; None when nothing in it would be lost."""
        self._open = unsaved
        self._write()

    def close(self) -> None:
        """The form is left: what it holds waits, in place of what waited for the same person."""
        left, self._open = self._open, None
        if left is not None:
            self._put((*self._others(left), left))

    def take(self, unsaved: Unsaved) -> None:
        """It is gone on with, or thrown away."""
        self._put(tuple(item for item in self._waiting if item != unsaved))

    def put_back(self, unsaved: Unsaved) -> None:
        """It was thrown away by mistake."""
        self._put((*self._others(unsaved), unsaved))

    def find(self, person: str) -> Unsaved | None:
        """What waits to be gone on with for a person."""
        return next((item for item in self._waiting if item.person == person), None)

    def _others(self, unsaved: Unsaved) -> tuple[Unsaved, ...]:
        return tuple(item for item in self._waiting if not unsaved.person or item.person != unsaved.person)

    def _put(self, waiting: tuple[Unsaved, ...]) -> None:
        self._waiting = waiting
        self._write()
        self._show(waiting)

    def _write(self) -> None:
        everything = (*self._waiting, *([self._open] if self._open is not None else []))
        text = json.dumps([_shape(item) for item in everything], ensure_ascii=False)
        if text != self._written:
            self._written = text
            self._lane.ask(
                partial(self._actions.save_setting, self._key, text),
                failed=self._failed,
                supersedes=self._key,
            )


def _shape(unsaved: Unsaved) -> Mapping[str, object]:
    return {"person": unsaved.person, "name": unsaved.name, "fields": dict(unsaved.fields)}


def _read(text: str) -> tuple[Unsaved, ...]:
    """A field that this version does not know is left out."""
    return tuple(
        Unsaved(
            str(item["person"]),
            str(item["name"]),
            tuple((name, str(value)) for name, value in item["fields"].items() if name in FIELDS),
        )
        for item in json.loads(text)
    )
