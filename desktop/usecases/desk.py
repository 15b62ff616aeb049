"""What every use case at the desk works with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from db.store import OFFICE_CODE, OFFICE_NAME, Store
from domain.office import human_number
from domain.policy import Profile
from domain.user import User

RIYADH = timezone(timedelta(hours=3))


@dataclass(frozen=True)
class Desk:
    """An unlocked store with somebody at it. `now` is aware, UTC+3; `user_key` signs what this
    user alone answers for; `master` opens the store and wraps a new user's slot."""

    store: Store
    profile: Profile
    user: User
    user_key: Ed25519PrivateKey = field(repr=False)
    master: bytes = field(repr=False)
    now: Callable[[], datetime]
    new_id: Callable[[], str]

    @property
    def public_key(self) -> bytes:
        return self.user_key.public_key().public_bytes_raw()

    def sign(self, text: bytes) -> bytes:
        return self.user_key.sign(text)

    @property
    def office_code(self) -> str:
        return self.store.settings.get(OFFICE_CODE)

    @property
    def office_name(self) -> str:
        return self.store.settings.get(OFFICE_NAME)

    def today(self) -> str:
        return self.now().date().isoformat()

    def minute(self) -> str:
        """Local time to the minute, ISO with offset."""
        return self.now().isoformat(timespec="minutes")

    def next_human_number(self) -> str:
        """Unique offline: office code, characters of this replica, counter, check digit."""
        return human_number(self.office_code, self.store.replica, self.store.settings.next_number("human"))
