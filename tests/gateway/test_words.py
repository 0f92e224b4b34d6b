"""What the terminal calls things has a Chinese word for every one of them."""

import re
from enum import StrEnum

import pytest

from filings.delivery import DeliveryState
from filings.job import JobState
from filings.notice import NoticeType
from gateway.words import DELIVERIES, JOBS, NOTICES


@pytest.mark.parametrize(("kinds", "words"), [(NoticeType, NOTICES), (DeliveryState, DELIVERIES), (JobState, JOBS)])
def test_every_state_and_kind_has_a_word(kinds: type[StrEnum], words: dict[StrEnum, str]) -> None:
    """None is left, and none is shown by its name in the code."""
    assert set(words) == set(kinds)
    assert not any(re.search("[A-Za-z]", word) for word in words.values())
