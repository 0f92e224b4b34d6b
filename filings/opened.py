"""A target inside the government network that the office opened to notices, with who did so and why."""

from datetime import datetime

from filings.nouns import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedAddress:
    """``host`` (lower case) and ``port`` may be sent to, as long as the host's address lies in ``subnet``."""

    host: str
    port: int
    subnet: str
    by: str
    reason: str
    at: datetime

    @property
    def text(self) -> str:
        """As allowances are written: ``oa.example.gov.cn:8443=10.20.0.0/16``."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}={self.subnet}"
