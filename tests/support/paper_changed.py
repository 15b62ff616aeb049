"""A sealed file as somebody might change it."""

import io

from pyhanko.pdf_utils.generic import StreamObject

from forms.paper.seal import _Writer


def with_a_flipped_byte(pdf: bytes, place: int, bit: int = 0) -> bytes:
    return pdf[:place] + bytes([pdf[place] ^ 1 << bit]) + pdf[place + 1 :]


def with_a_black_box(pdf: bytes) -> bytes:
    """Over what stands on the first page, added at the file's end: all that was signed is as it was."""
    writer = _Writer(io.BytesIO(pdf))
    box = writer.add_object(StreamObject(stream_data=b"0 g 100 600 300 40 re f"))
    writer.add_stream_to_page(0, box)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()
