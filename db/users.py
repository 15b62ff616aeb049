"""Users and their public keys."""

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows
from domain.user import User


class Users(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def find(self, user: str) -> User | None:
        found = self._db.execute(
            "SELECT id, username, name, roles FROM users WHERE id = ? AND void_reason IS NULL", (user,)
        ).fetchone()
        return _user(found) if found else None

    def all(self) -> tuple[User, ...]:
        rows = self._db.execute(
            "SELECT id, username, name, roles FROM users WHERE void_reason IS NULL ORDER BY username, id"
        )
        return tuple(_user(row) for row in rows)

    def has_key(self, user: str, public_key: bytes) -> bool:
        """Whether the user was ever given this key, also when it was taken from him since."""
        found = self._db.execute("SELECT 1 FROM user_keys WHERE user = ? AND public_key = ?", (user, public_key))
        return found.fetchone() is not None

    def keys_of(self, user: str) -> tuple[bytes, ...]:
        rows = self._db.execute("SELECT public_key FROM user_keys WHERE user = ? AND void_reason IS NULL", (user,))
        return tuple(key for (key,) in rows)


def _user(row: tuple[str, str, str, str]) -> User:
    id, username, name, roles = row
    return User(id, username, name, tuple(roles.split(" ")) if roles else ())


class UserWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, user: User) -> None:
        self._journal.add(
            "users",
            user.id,
            {"username": user.username, "name": user.name, "roles": " ".join(user.roles)},
            subject=None,
        )

    def add_key(self, key: str, *, user: str, public_key: bytes, made_at: str) -> None:
        self._journal.add("user_keys", key, {"user": user, "public_key": public_key, "made_at": made_at}, subject=None)
