"""Click's own words in Chinese: its catalogue, and how it is made known to ``gettext``, which click asks."""

import gettext
import os

_FOLDER = os.path.dirname(__file__)  # noqa: PTH120 - pathlib would be loaded for this alone
_DOMAIN = "messages"  # click names none and so asks for the usual one


def speak_chinese() -> None:
    """Let click speak Chinese in this process, whatever the terminal's language: all our own words are Chinese."""
    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain(_DOMAIN, _FOLDER)
