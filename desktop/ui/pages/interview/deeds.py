"""What one undo takes back: consecutive keys in one field are one deed."""

from dataclasses import dataclass


@dataclass
class Deed:
    """`steps` of the session at `ref`; `removed` says which row it took out, in words."""

    ref: str
    steps: int = 1
    removed: str = ""


class Deeds:
    def __init__(self) -> None:
        self._done: list[Deed] = []

    @property
    def last_removal(self) -> str:
        """The row that the last deed took out, empty when it was another deed."""
        return self._done[-1].removed if self._done else ""

    def typed(self, ref: str) -> None:
        """One more key in a field."""
        last = self._done[-1] if self._done else None
        if last is not None and last.ref == ref:
            last.steps += 1
        else:
            self._done.append(Deed(ref))

    def did(self, ref: str, *, removed: str = "") -> None:
        self._done.append(Deed(ref, removed=removed))

    def take_last(self) -> Deed:
        """A step that nobody noted is one by itself, at no place."""
        return self._done.pop() if self._done else Deed("")
