"""What the tests of nouns and of patterns have in common: they look at every module of the house."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from types import ModuleType

import pytest

_EXTRA = frozenset({"cv2", "rapidocr", "onnxruntime"})  # of ``ocr``, which the README's install leaves out
Modules = Callable[[str], Iterator[ModuleType]]


@pytest.fixture(scope="session")
def modules() -> Modules:
    """A room -> its modules, imported; without those for which the ``ocr`` extra is missing."""
    return _modules


def _modules(room: str) -> Iterator[ModuleType]:
    package = importlib.import_module(room)
    for info in pkgutil.walk_packages(package.__path__, f"{room}."):
        if info.name.endswith("__main__") or ".migrations" in info.name:
            continue
        try:
            yield importlib.import_module(info.name)
        except ModuleNotFoundError as missing:
            if missing.name not in _EXTRA or find_spec(str(missing.name)):
                raise
