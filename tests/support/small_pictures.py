"""Pictures as a telephone, a screen and somebody hostile would make them, small enough to be made in a moment."""

import io
import struct
import zlib

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

WIDE, HIGH = 240, 120
QUARTER_RIGHT = 6  # as a telephone notes that it was held upright


def coloured(width: int = WIDE, height: int = HIGH) -> Image.Image:
    """Of many colours, red at its left and blue at its right."""
    picture = Image.new("RGB", (width, height))
    picture.putdata(
        [(255 - 255 * x // width, (x * 7 + y * 13) % 60, 255 * x // width) for y in range(height) for x in range(width)]
    )
    return picture


def telephone_photo(width: int = WIDE, height: int = HIGH) -> bytes:
    """Held upright, with the place where it was taken."""
    exif = Image.Exif()
    exif[Base.Orientation] = QUARTER_RIGHT
    exif[Base.Make] = "Telephone of somebody"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (24.0, 42.0, 51.0)
    out = io.BytesIO()
    coloured(width, height).save(out, "JPEG", exif=exif, quality=90)
    return out.getvalue()


def flat_png(width: int = WIDE, height: int = HIGH, *, colour: str = "#204080") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def png_that_says_it_is_vast() -> bytes:
    """60,000 dots on each side, in a hundred bytes."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"")) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
