"""The body of a request: never more than its route takes, and not waited for without end."""

import asyncio
import time
from collections.abc import AsyncIterator

from starlette.requests import Request

from headoffice import refusals
from headoffice.patience import Patience

# So much of a body that is too large is thrown away, so that its sender comes to read the refusal.
MOST_THROWN_AWAY = 64 << 20


async def read_body(request: Request, *, most: int, patience: Patience) -> bytes:
    """Raises Refused: too large, also when it only says so; or too slow."""
    try:
        async with asyncio.timeout(patience.body):
            pieces = aiter(request.stream())
            if _declared(request) <= most:
                return await _read(pieces, most, patience)
            await _throw_away(pieces, patience)
            raise refusals.too_large()
    except TimeoutError as error:
        raise refusals.too_slow() from error


async def _read(pieces: AsyncIterator[bytes], most: int, patience: Patience) -> bytes:
    body = bytearray()
    while True:
        async with asyncio.timeout(patience.piece):
            piece = await anext(pieces, None)
        if piece is None:
            return bytes(body)
        body += piece
        if len(body) > most:
            body.clear()
            await _throw_away(pieces, patience)
            raise refusals.too_large()


async def _throw_away(pieces: AsyncIterator[bytes], patience: Patience) -> None:
    left = MOST_THROWN_AWAY
    until = time.monotonic() + patience.piece
    async for piece in pieces:
        left -= len(piece)
        if left < 0 or time.monotonic() > until:
            return


def _declared(request: Request) -> int:
    """What `Content-Length` says; the server has refused what is no number."""
    said = request.headers.get("content-length", "0")
    return int(said) if said.isascii() and said.isdigit() else 0
