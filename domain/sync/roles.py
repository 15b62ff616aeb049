"""What a user may do, as the rows say it."""

from domain.sync.row_state import RowState
from domain.sync.tables import USERS
from domain.sync.winners import shown

_ROLES = USERS.cell("roles").number


def roles_of(user: RowState | None) -> frozenset[str]:
    """None of one who is unknown, was removed, or is no user at all."""
    view = shown(user) if user is not None and user.table == USERS.number else None
    if view is None or view.void_reason is not None:
        return frozenset()
    roles = view.values.get(_ROLES)
    return frozenset(roles.split(" ")) if isinstance(roles, str) else frozenset()
