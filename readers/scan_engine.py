"""The text recogniser of the ``ocr`` extra: rapidocr with the models of its wheel, one thread, silent, no network."""

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2
import rapidocr
from rapidocr.ch_ppocr_rec.typings import TextRecInput

from readers.layout import Glyph
from readers.scan_picture import Image

_DETECT, _RECOGNISE = "*_det_*.onnx", "*_rec_*.onnx"  # as the wheel names them; a path keeps it from looking elsewhere
_HIGH = 48  # pixels: the height that the recogniser reads


class Engine:
    """Loads the models once; ``words`` and ``pieces`` read pictures."""

    def __init__(self) -> None:
        models = Path(str(rapidocr.__file__)).parent / "models"
        self._reader: Any = rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Det.model_path": str(next(models.glob(_DETECT))),
                "Rec.model_path": str(next(models.glob(_RECOGNISE))),
            }
        )
        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)

    def words(self, picture: Image, scale: float) -> list[Glyph]:
        """The characters on a page, each in its own box; ``scale`` points to a pixel."""
        found = self._reader(
            cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), return_word_box=True, return_single_char_box=True
        )
        if found.boxes is None:
            return []  # its word results are then no lines, but one empty word
        return [glyph for line in found.word_results or () for glyph in _glyphs(line, scale)]

    def pieces(self, pictures: Sequence[Image]) -> list[tuple[str, float]]:
        """(text, certainty) of small pictures that hold one line each."""
        if not pictures:
            return []
        found = self._reader.text_rec(TextRecInput(img=[_enlarged(one) for one in pictures]))
        return list(zip(found.txts, found.scores, strict=True))


def _enlarged(picture: Image) -> Image:
    factor = _HIGH / picture.shape[0]
    size = (max(round(picture.shape[1] * factor), 8), _HIGH)
    return cv2.cvtColor(cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC), cv2.COLOR_GRAY2BGR)


def _glyphs(line: Sequence[Any], scale: float) -> Iterator[Glyph]:
    """Characters of one line; they share the height of the line."""
    corners = [corner for _, _, box in line for corner in box or ()]
    if not corners:
        return
    top, bottom = min(y for _, y in corners) * scale, max(y for _, y in corners) * scale
    for text, certainty, box in line:
        if text and not text.isspace():
            xs = [x for x, _ in box]
            yield Glyph(text, min(xs) * scale, top, max(xs) * scale, bottom, float(certainty))
