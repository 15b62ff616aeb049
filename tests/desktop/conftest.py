"""For everything between the store and the screen."""

from tests.support.keys import _every_password_is_stretched_once

__all__ = ["_every_password_is_stretched_once"]  # for every test here
