"""What the user at the desk may do now: a round may have brought another role since he signed in."""

from desktop.usecases.desk import Desk


def roles_now(desk: Desk) -> tuple[str, ...]:
    """As the rows have it, by which head office judges; none of one who was removed."""
    user = desk.store.users.find(desk.user.id)
    return user.roles if user is not None else ()
