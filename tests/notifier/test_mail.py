"""Letters by SMTP to a real server on loopback: words arrive, repeats are one letter, refusals are told apart."""

import email
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from filings.agency import Agency
from filings.finding import Audit, Finding
from filings.notice import Delivered, DeliveryRefused, Endpoint, Notice, TryLater
from filings.submission import Document, Submission
from notifier.channels import Channel
from notifier.compose import audit_completed
from notifier.mail import MailChannel, letter, mail_address
from notifier.occasion import Occasion

ATTACHED = Document(sha256="a" * 64, name="意见.pdf", role="report", size=1)
NOW = datetime(2026, 1, 20, 2, 30, tzinfo=UTC)


class Postbox:
    """Takes letters; refuses some addresses."""

    def __init__(self) -> None:
        """Empty."""
        self.letters: list[bytes] = []
        self.after_data = "250 OK"

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self,
        server: SMTP,  # noqa: ARG002 - the shape of the hook
        session: Session,  # noqa: ARG002 - the shape of the hook
        envelope: Envelope,
        address: str,
        options: list[str],  # noqa: ARG002 - the shape of the hook
    ) -> str:
        """No such box, a full box, or fine."""
        if address.startswith("nobody"):
            return "550 5.1.1 no such user"
        if address.startswith("full"):
            return "452 4.2.2 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802 - the same
        """Keep the letter."""
        assert isinstance(envelope.content, bytes)
        self.letters.append(envelope.content)
        return self.after_data


@pytest.fixture
def postbox() -> Postbox:
    """An empty box."""
    return Postbox()


@pytest.fixture
def channel(postbox: Postbox) -> Iterator[MailChannel]:
    """A channel to a mail server on loopback."""
    controller = Controller(
        postbox, hostname="127.0.0.1", port=free_port(), decode_data=False, enable_SMTPUTF8=False,
    )  # fmt: skip
    controller.start()
    yield MailChannel(
        host="127.0.0.1", port=controller.port, sender="gouji@yunxi.example.cn", sender_name="云溪县人民政府办公室",
        security="none", timeout=5,
    )  # fmt: skip
    controller.stop()


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def box(address: str = "clerk@jiaotong.example.cn") -> Endpoint:
    """An endpoint for letters."""
    return Endpoint(id="m1", url=f"mailto:{address}", channel="mail", serves=frozenset({"agency:N-007"}))


def parsed(raw: bytes) -> EmailMessage:
    """The letter as a reader opens it."""
    message = email.message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_letter_arrives_in_chinese(channel: MailChannel, postbox: Postbox, notice: Notice) -> None:
    """Subject, sender and text survive; it says that no one need answer it."""
    telling: Channel = channel
    result = telling.send(notice, box(), NOW)
    assert isinstance(result, Delivered)
    assert result.attempt.status == 250
    message = parsed(postbox.letters[0])
    assert message["subject"] == notice.title
    assert message["from"].addresses[0].display_name == "云溪县人民政府办公室"
    assert message["auto-submitted"] == "auto-generated"
    assert message.get_content().replace("\r\n", "\n") == notice.text


def test_a_repeat_is_the_same_letter(channel: MailChannel, postbox: Postbox, notice: Notice) -> None:
    """Message-ID, date and every byte are those of the first, even with an attachment."""
    enclosed = replace(notice, attachments=(Document(sha256="b" * 64, name="批注稿.docx"),))
    sending = replace(channel, documents=lambda _sha256: b"PK")
    for hour in (2, 9):
        assert isinstance(sending.send(enclosed, box(), NOW.replace(hour=hour)), Delivered)
    first, second = postbox.letters
    assert first == second
    message = parsed(first)
    assert message["message-id"] == f"<{notice.id}@yunxi.example.cn>"
    assert message["date"].datetime == notice.created
    assert [part.get_filename() for part in message.iter_attachments()] == ["批注稿.docx"]


def test_an_attachment_that_is_gone_does_not_stop_the_letter(notice: Notice) -> None:
    """The words matter more."""
    enclosed = replace(notice, attachments=(Document(sha256="b" * 64, name="批注稿.docx"),))
    message = letter(enclosed, "a@b.cn", "", "c@d.cn", lambda _sha256: None)
    assert not message.is_multipart()


def test_a_title_cannot_smuggle_headers(notice: Notice) -> None:
    """A line break in a name becomes a space."""
    message = letter(replace(notice, title="甲\r\nBcc: x@y.cn"), "a@b.cn", "", "c@d.cn", lambda _sha256: None)
    assert message["subject"] == "甲 Bcc: x@y.cn"
    assert message["bcc"] is None


def test_a_letter_to_the_outside_holds_verdict_and_link_alone(
    channel: MailChannel,
    postbox: Postbox,
    occasion: Occasion,
    audit: Callable[..., Audit],
    finding: Callable[..., Finding],
    submission: Submission,
    agency: Agency,
) -> None:
    """No finding, no file name and no attachment leaves the office's own domains; inside they go as before."""
    told = audit_completed(occasion, audit(finding(1)), submission, agency)
    notice = replace(next(one for one in told if one.recipient.startswith("agency:")), attachments=(ATTACHED,))
    own = replace(channel, inside=lambda _recipient, address: address.endswith(".gov.cn"), documents=lambda _: b"x")
    for address in ("clerk@yunling.gov.cn", "clerk@163.com"):
        assert isinstance(own.send(notice, box(address), NOW), Delivered)
    inner, outer = map(parsed, postbox.letters)
    said = outer.get_content()
    assert "校验结论：必须修改" in said
    assert "不经本邮箱发送" in said
    assert finding(1).message not in said
    assert not outer.is_multipart()
    assert finding(1).message in inner.get_body(("plain",)).get_content()
    assert len(list(inner.iter_attachments())) == 1


def test_no_such_box_is_refused(channel: MailChannel, postbox: Postbox, notice: Notice) -> None:
    """A permanent refusal of the address: a person must mend it."""
    result = channel.send(notice, box("nobody@jiaotong.example.cn"), NOW)
    assert isinstance(result, DeliveryRefused)
    assert result.attempt.status == 550
    assert "核对邮箱" in result.attempt.error
    assert not postbox.letters


def test_a_full_box_is_tried_later(channel: MailChannel, notice: Notice) -> None:
    """A temporary refusal."""
    result = channel.send(notice, box("full@jiaotong.example.cn"), NOW)
    assert isinstance(result, TryLater)
    assert result.attempt.status == 452
    assert "mailbox full" in result.attempt.answer


@pytest.mark.parametrize(("said", "kind"), [("554 spam", DeliveryRefused), ("451 greylisted", TryLater)])
def test_a_refusal_of_the_letter_itself(
    channel: MailChannel, postbox: Postbox, notice: Notice, said: str, kind: type
) -> None:
    """The server may refuse after it has read the letter."""
    postbox.after_data = said
    assert isinstance(channel.send(notice, box(), NOW), kind)


@pytest.mark.parametrize(("said", "kind"), [("235 ok", Delivered), ("535 5.7.8 wrong", TryLater)])
def test_our_own_account(notice: Notice, said: str, kind: type) -> None:
    """A wrong password is our fault, not the letter's: it waits. The password shows in no log."""
    word = "geheim"
    with conversing({"EHLO": "250-a\r\n250 AUTH PLAIN", "AUTH": said, "DATA": "354 go", ".": "250 ok"}) as port:
        channel = MailChannel(
            host="127.0.0.1",
            port=port,
            sender="a@b.cn",
            security="none",
            user="clerk",
            password=word,
            timeout=5,
        )
        result = channel.send(notice, box(), NOW)
    assert isinstance(result, kind)
    assert word not in repr(channel) + repr(result)
    assert isinstance(result, Delivered) or "账号或密码" in result.attempt.error


@contextmanager
def conversing(answers: dict[str, str]) -> Iterator[int]:
    """A mail server on loopback that answers each command by its first word, all others with 250."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            connection, _ = server.accept()
            with connection, connection.makefile("rb") as lines:
                connection.sendall(b"220 hello\r\n")
                reading = False
                for line in lines:
                    word = line.split()[0].decode().upper() if line.split() else ""
                    if not reading or word == ".":
                        connection.sendall(answers.get(word, "250 ok").encode() + b"\r\n")
                    reading = (reading or word == "DATA") and word != "."

    thread = threading.Thread(target=serve)
    thread.start()
    yield int(server.getsockname()[1])
    thread.join(5)
    server.close()


def test_a_server_without_tls_gets_no_letter(channel: MailChannel, postbox: Postbox, notice: Notice) -> None:
    """Where encryption was asked for, nothing is sent without it."""
    for security in ("starttls", "tls"):
        assert isinstance(replace(channel, security=security).send(notice, box(), NOW), TryLater)
    assert not postbox.letters


def test_a_server_that_is_down_is_tried_later(notice: Notice) -> None:
    """Nobody listens."""
    result = MailChannel(host="127.0.0.1", port=free_port(), sender="a@b.cn", security="none").send(notice, box(), NOW)
    assert isinstance(result, TryLater)
    assert result.attempt.error.startswith("邮件服务器连接失败")


def test_a_server_that_breaks_off_is_tried_later(notice: Notice) -> None:
    """It greets and goes away; the farewell fails too, and that is not what is told."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"220 hello\r\n")
                connection.recv(1000)

    thread = threading.Thread(target=serve)
    thread.start()
    port = server.getsockname()[1]
    result = MailChannel(host="127.0.0.1", port=port, sender="a@b.cn", security="none").send(notice, box(), NOW)
    thread.join()
    server.close()
    assert isinstance(result, TryLater)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mailto:",
        "mailto:clerk",
        "mailto:a@b.cn, c@d.cn",
        "mailto:a@b.cn\nBcc:x@y.cn",
        "https://a.cn",
        "mailto:甲@b.cn",
    ],
)
def test_what_is_no_address_is_refused(notice: Notice, url: str) -> None:
    """One plain address, nothing beside it; no server is asked."""
    channel = MailChannel(host="127.0.0.1", port=1, sender="a@b.cn")
    assert mail_address(url) is None
    assert isinstance(channel.send(notice, replace(box(), url=url), NOW), DeliveryRefused)


def test_a_plain_address_is_taken() -> None:
    """The usual form."""
    assert mail_address("mailto:ban.gong-shi@yunxi.example.cn") == "ban.gong-shi@yunxi.example.cn"
