"""The ways of telling people that the settings and the ledger allow on this machine."""

from collections.abc import Mapping
from datetime import datetime

from filings.mail_address import inside
from filings.notice import Endpoint, Notice, RecipientKind, Result
from filings.nouns import dataclass
from notifier.channels import Channel
from notifier.delivery import WebhookChannel
from notifier.mail import MailChannel
from notifier.signing import HmacSigner
from workers.keys import keyring
from workers.runtime import Runtime
from workers.targets import target_policy


@dataclass(frozen=True, slots=True)
class Webhooks:
    """Webhooks as the keys and the opened targets stand at each sending: both change while this process runs."""

    parts: Runtime

    def send(self, notice: Notice, endpoint: Endpoint, instant: datetime) -> Result:
        """One signed POST."""
        chosen, opened = self.parts.settings, self.parts.ledger.allowances.listed()
        signer = HmacSigner(unseal=lambda of, value: keyring(chosen).open(of, value))
        return WebhookChannel(policy=target_policy(chosen, opened), signers=(signer,)).send(notice, endpoint, instant)


def channels(parts: Runtime) -> Mapping[str, Channel]:
    """The channels by the names endpoints give; mail only where a server is set."""
    found: dict[str, Channel] = {"webhook": Webhooks(parts)}
    mail = parts.settings.mail
    if mail.host:
        found["mail"] = MailChannel(
            host=mail.host,
            port=mail.port,
            sender=mail.sender,
            sender_name=mail.sender_name,
            user=mail.user,
            password=mail.password,
            security=mail.security,
            timeout=5.0,
            documents=parts.ledger.documents.read,
            inside=lambda recipient, address: _inside(parts, recipient, address),
        )
    return found


def _inside(parts: Runtime, recipient: str, address: str) -> bool:
    """Whether a mail address lies in the domains of the county whose agency or office is told."""
    kind, _, code = recipient.partition(":")
    register = parts.ledger.register
    if kind == RecipientKind.AGENCY.value:
        agency = register.find(code)
        code = agency.jurisdiction if agency else ""
    area = register.jurisdiction(code)
    return inside(address, area.domains if area else ())
