"""Delivers a notice as a letter by SMTP, with a Message-ID that repeats fold under."""

import smtplib
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import field, replace
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from ssl import SSLContext, create_default_context

from filings.mail_address import is_address
from filings.notice import ANSWER_LIMIT, Attempt, Delivered, DeliveryRefused, Endpoint, Notice, Result, TryLater
from filings.nouns import dataclass
from filings.personal import without_numbers
from notifier.outside import brief

_TEMPORARY = range(400, 500)


def mail_address(url: str) -> str | None:
    """The address of a ``mailto:`` URL, None if it is none or not a plain address."""
    scheme, _, address = url.partition(":")
    return address if scheme == "mailto" and is_address(address) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailChannel:
    """Sends letters through the county's own mail server.

    ``sender``: the address letters come from, ``sender_name`` the office behind it. ``security``: ``starttls``, ``tls``
    or ``none`` (only within the government network). ``documents``: bytes of an attachment by its hash, None if gone.
    ``inside``: whether an address (given with the notice's recipient) lies in the office's own domains; to others go
    the verdict and a link alone.
    """

    host: str
    port: int
    sender: str
    sender_name: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    security: str = "starttls"
    timeout: float = 15.0
    context: SSLContext | None = None
    documents: Callable[[str], bytes | None] = field(default=lambda _sha256: None)
    inside: Callable[[str, str], bool] = field(default=lambda _recipient, _address: True)
    clock: Callable[[], float] = time.monotonic

    def send(self, notice: Notice, endpoint: Endpoint, instant: datetime) -> Result:  # noqa: ARG002 - a letter bears its own date
        """One attempt to hand the letter to the mail server."""
        began = self.clock()
        address = mail_address(endpoint.url)
        if address is None:
            return DeliveryRefused(
                attempt=Attempt(status=None, latency=0.0, error="邮箱地址不规范，请核对后重新填写。")
            )
        try:
            told = notice if self.inside(notice.recipient, address) else _outside(notice)
            return self._hand_over(letter(told, self.sender, self.sender_name, address, self.documents), began)
        except smtplib.SMTPRecipientsRefused as error:
            status, words = next(iter(error.recipients.values()))
            return self._refused(status, words, began)
        except smtplib.SMTPAuthenticationError as error:
            # The letter is not at fault, our account is: it waits until the operator has mended the settings.
            return TryLater(attempt=self._attempt(error.smtp_code, error.smtp_error, began, "发信账号或密码不对"))
        except smtplib.SMTPResponseException as error:
            return self._refused(error.smtp_code, error.smtp_error, began)
        except (smtplib.SMTPException, OSError) as error:
            return TryLater(
                attempt=self._attempt(None, b"", began, f"邮件服务器连接失败：{str(error) or type(error).__name__}")
            )

    def _hand_over(self, message: EmailMessage, began: float) -> Result:
        server = self._connect()
        try:
            if self.security == "starttls":
                server.starttls(context=self.context or create_default_context())
            if self.user:
                server.login(self.user, self.password)
            server.send_message(message)
        finally:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
        return Delivered(attempt=self._attempt(250, b"", began, ""))

    def _connect(self) -> smtplib.SMTP:
        if self.security == "tls":
            return smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.timeout, context=self.context or create_default_context()
            )
        return smtplib.SMTP(self.host, self.port, timeout=self.timeout)

    def _refused(self, status: int, words: bytes | str, began: float) -> Result:
        if status in _TEMPORARY:
            return TryLater(attempt=self._attempt(status, words, began, f"邮件服务器暂不接收（{status}）。"))
        return DeliveryRefused(
            attempt=self._attempt(status, words, began, f"邮件服务器拒收（{status}），请核对邮箱地址。")
        )

    def _attempt(self, status: int | None, words: bytes | str, began: float, error: str) -> Attempt:
        text = words.decode("utf-8", errors="replace") if isinstance(words, bytes) else words
        return Attempt(status=status, latency=self.clock() - began, error=error, answer=text[:ANSWER_LIMIT])


def _outside(notice: Notice) -> Notice:
    return replace(notice, text=brief(notice), attachments=())


def letter(
    notice: Notice, sender: str, sender_name: str, address: str, documents: Callable[[str], bytes | None]
) -> EmailMessage:
    """The letter, the same bytes every time: its Message-ID, date and boundary come from the notice alone."""
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = f"<{notice.id}@{sender.rpartition('@')[2]}>"
    message["Date"] = notice.created
    message["From"] = Address(display_name=sender_name, addr_spec=sender)
    message["To"] = Address(addr_spec=address)
    message["Subject"] = " ".join(notice.title.split())
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(notice.text, charset="utf-8", cte="base64")
    for document in notice.attachments:
        content = documents(document.sha256)
        if content is not None:
            message.add_attachment(
                content, maintype="application", subtype="octet-stream", filename=without_numbers(document.name)
            )
    if message.is_multipart():
        message.set_boundary(f"=_{notice.id}")
    return message
