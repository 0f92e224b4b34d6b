"""Drawn pages -> pictures of paper: clean, or skewed, blurred, grainy and squeezed by JPEG as scanners do (Pillow)."""

import io
import random
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from samples.writers.canvas import HEIGHT, WIDTH, Leaf


def paper(leaf: Leaf, font: Path, *, dpi: int = 144) -> Image.Image:
    """A grey picture of one page. ``font``: a font file with Chinese letters."""
    scale = dpi / 72
    picture = Image.new("L", (round(WIDTH * scale), round(HEIGHT * scale)), 255)
    pen = ImageDraw.Draw(picture)
    for x0, y0, x1, y1 in leaf.rules:
        pen.line((x0 * scale, y0 * scale, x1 * scale, y1 * scale), fill=0, width=max(round(scale * 0.6), 1))
    fonts = {size: ImageFont.truetype(str(font), round(size * scale)) for size in {one.size for one in leaf.letters}}
    for letter in leaf.letters:
        at = (letter.left * scale, (letter.top + 0.88 * letter.size) * scale)
        pen.text(at, letter.text, fill=0, font=fonts[letter.size], anchor="ls")
    return picture


def worn(picture: Image.Image, *, degrees: float = 0.8, seed: int = 1) -> Image.Image:
    """The picture as a poor scanner gives it back: turned, blurred, grainy, JPEG quality 60."""
    turned = picture.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    soft = turned.filter(ImageFilter.GaussianBlur(0.7))
    draw = random.Random(seed)  # noqa: S311 - grain, not a secret
    grain = bytes(draw.getrandbits(8) for _ in range(1 << 16))
    noise = Image.frombytes(
        "L", soft.size, (grain * (soft.width * soft.height // len(grain) + 1))[: soft.width * soft.height]
    )
    mixed = Image.blend(soft, noise, 0.08)
    packed = io.BytesIO()
    mixed.save(packed, "JPEG", quality=60)
    return Image.open(io.BytesIO(packed.getvalue())).convert("L")


def png(picture: Image.Image) -> bytes:
    """PNG bytes."""
    return _saved([picture], "PNG")


def tiff(pictures: Sequence[Image.Image]) -> bytes:
    """A TIFF of several pages, as fax and scanner software writes it."""
    return _saved(pictures, "TIFF")


def pdf(pictures: Sequence[Image.Image], *, dpi: int = 144) -> bytes:
    """A PDF of pictures only."""
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=list(pictures[1:]), resolution=dpi)
    return out.getvalue()


def _saved(pictures: Sequence[Image.Image], kind: str) -> bytes:
    out = io.BytesIO()
    several = {"save_all": True, "append_images": list(pictures[1:])} if len(pictures) > 1 else {}
    pictures[0].save(out, kind, **several)
    return out.getvalue()
