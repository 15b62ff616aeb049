"""The paper of a photograph made white again: shadows and yellow light taken out, ink and stamps left as they are."""

from __future__ import annotations

import math

from PIL import Image, ImageChops, ImageFilter

_COARSE = 16
"""The light changes slowly over a page: it is measured in squares of so many dots."""
_STEPS = 255 / math.log(256)
_TO_LOG = [round(_STEPS * math.log(value + 1)) for value in range(256)]
_FROM_LOG = [min(255, round(math.exp(value / _STEPS) - 1)) for value in range(256)]
_DARKEST_LIGHT = 48
"""Where less light than that fell, there is nothing to bring out but noise."""
_WHITE = 236
"""What is so nearly white is made white; below it, greys stay in their order."""
_CURVE = [255 if value >= _WHITE else round(value * 255 / _WHITE) for value in range(256)]


def whitened(picture: Image.Image) -> Image.Image:
    """Grey or coloured, as it came."""
    bands = [_even(band).point(_CURVE) for band in picture.split()]
    return Image.merge(picture.mode, bands)


def _even(band: Image.Image) -> Image.Image:
    """Divided by the light that fell on each place: what Pillow cannot divide, it subtracts as logarithms."""
    light = _light(band).point(_TO_LOG)
    return ImageChops.subtract(band.point(_TO_LOG), light, 1.0, 255).point(_FROM_LOG)


def _light(band: Image.Image) -> Image.Image:
    """The brightest of each neighbourhood, which is bare paper unless a whole neighbourhood is inked."""
    small = band.reduce(_COARSE) if min(band.size) >= 4 * _COARSE else band
    bright = small.filter(ImageFilter.MaxFilter(3)).filter(ImageFilter.MaxFilter(5))
    smooth = bright.filter(ImageFilter.GaussianBlur(2)).point([max(value, _DARKEST_LIGHT) for value in range(256)])
    return smooth.resize(band.size, Image.Resampling.BICUBIC)
