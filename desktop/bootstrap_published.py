"""What head office has published, taken up after a round or a stick: for the window and the command line alike."""

from desktop.sync.store import OnStore
from desktop.usecases.await_forms import waiting_forms
from desktop.usecases.desk import Desk
from desktop.usecases.take_up_forms import look_at, settle_forms
from desktop.version import VERSION


def take_up_published(desk: Desk, on_store: OnStore) -> None:
    """Forms are looked at on the caller's thread, for that may take seconds; the store's only keeps them."""
    waiting = on_store(lambda: waiting_forms(desk, VERSION))
    looked = [look_at(one) for one in waiting]
    on_store(lambda: settle_forms(desk, looked, VERSION))
