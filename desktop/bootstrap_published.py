"""What head office has published, taken up after a round or a stick: for the window and the command line alike."""

from contextlib import suppress

from db.published_profiles import PublishedProfile
from desktop.sync.store import OnStore
from desktop.usecases.await_forms import waiting_forms
from desktop.usecases.desk import Desk
from desktop.usecases.take_up_forms import look_at, settle_forms
from desktop.usecases.take_up_profile import look_at_profile, settle_profile
from desktop.version import VERSION
from domain.errors import Unavailable


def take_up_forms(desk: Desk, on_store: OnStore) -> None:
    """They are looked at on the caller's thread, for that may take seconds; the store's only keeps them."""
    waiting = on_store(lambda: waiting_forms(desk, VERSION))
    looked = [look_at(one) for one in waiting]
    on_store(lambda: settle_forms(desk, looked, VERSION))


def take_up_profile(desk: Desk, later: PublishedProfile, on_store: OnStore) -> None:
    """Likewise. One whose file has not come yet is taken up when it has."""
    content = None
    with suppress(Unavailable):  # damaged here: it is asked for anew
        content = on_store(lambda: desk.store.blobs.find(later.file))
    if content is not None:
        looked = look_at_profile(later, content)
        on_store(lambda: settle_profile(desk, later, looked, VERSION))
