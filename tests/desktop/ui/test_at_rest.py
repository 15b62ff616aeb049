"""What the tests of a window rely on: it has come to rest when nothing that was posted is left, nor what came of it."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from tests.support.at_rest import come_to_rest, wait_until

TURNS = 7


class Chain(QObject):
    """Each turn of the event loop asks for the next one, as the layouts of what stands in one another do."""

    def __init__(self) -> None:
        super().__init__()
        self.done = 0

    def event(self, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.User:
            return bool(super().event(event))
        self.done += 1
        if self.done < TURNS:
            QApplication.postEvent(self, QEvent(QEvent.Type.User))
        return True


def test_what_comes_of_the_last_posted_thing_is_done_too(qapp: QApplication) -> None:
    come_to_rest()
    chain = Chain()
    QApplication.postEvent(chain, QEvent(QEvent.Type.User))
    come_to_rest()
    assert chain.done == TURNS


def test_what_follows_from_what_was_waited_for_is_done_too(qapp: QApplication) -> None:
    chain = Chain()
    QTimer.singleShot(20, chain, lambda: QApplication.postEvent(chain, QEvent(QEvent.Type.User)))
    wait_until(lambda: chain.done > 0)
    assert chain.done == TURNS
