"""What every way of telling people has in common, so that new ones come without change to the rest."""

from datetime import datetime
from typing import Protocol

from filings.notice import Endpoint, Notice, Result


class Channel(Protocol):
    """One way of telling people: webhook, mail, later the group robots of WeCom, DingTalk and Feishu."""

    def send(self, notice: Notice, endpoint: Endpoint, instant: datetime) -> Result:
        """Try once. ``instant``: now, aware. Never raises for what the other side does; it is in the result."""
        ...
