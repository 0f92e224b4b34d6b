"""Settings: what the environment says, what holds without it, and what is never shown."""

from datetime import timedelta
from pathlib import Path

import pytest

from filings.errors import UsageError
from filings.masking import masked
from workers.settings import read, socket_path


def test_without_any_word_everything_is_embedded(tmp_path: Path) -> None:
    """No URL set means SQLite and the embedded queue, both under the home folder."""
    chosen = read({"GOUJI_HOME": str(tmp_path)})
    assert chosen.embedded
    assert chosen.database_url == f"sqlite:///{tmp_path}/gouji.db"
    assert chosen.redis_url == f"unix://{tmp_path}/valkey/valkey.sock"
    assert (chosen.http, chosen.lease) == (("127.0.0.1", 8765), timedelta(seconds=20))


def test_production_changes_two_urls() -> None:
    """Two words lead to a server elsewhere; nothing is embedded any more."""
    chosen = read({"GOUJI_DATABASE_URL": "postgresql://u:geheim@db/gouji", "GOUJI_REDIS_URL": "redis://:geheim@q:6379"})
    assert not chosen.embedded
    assert chosen.database_url.startswith("postgresql://")


def test_passwords_are_never_shown() -> None:
    """Neither the object's own text nor what is logged at the start holds a secret."""
    chosen = read(
        {
            "GOUJI_DATABASE_URL": "postgresql://u:geheim@db/gouji",
            "GOUJI_REDIS_URL": "redis://:geheim@q:6379",
            "GOUJI_MAIL_HOST": "mail.example.gov.cn",
            "GOUJI_MAIL_FROM": "zwgk@example.gov.cn",
            "GOUJI_MAIL_PASSWORD": "geheim",
        }
    )
    assert "geheim" not in repr(chosen) + str(chosen) + str(chosen.shown())
    assert chosen.mail.password.startswith("geh")
    assert chosen.shown()["database_url"] == "postgresql://u:***@db/gouji"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("redis://q:6379", "redis://q:6379"),
        ("redis://user:p@ss@q:6379/0", "redis://user:***@q:6379/0"),
        ("sqlite:////data/gouji.db", "sqlite:////data/gouji.db"),
    ],
)
def test_masking_leaves_the_rest(url: str, shown: str) -> None:
    """Only what stands between the colon and the at sign is hidden."""
    assert masked(url) == shown


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    """As container platforms hand them over; a file that cannot be read is named."""
    file = tmp_path / "url"
    file.write_text("redis://q:6379\n", encoding="utf-8")
    assert read({"GOUJI_REDIS_URL_FILE": str(file)}).redis_url == "redis://q:6379"
    with pytest.raises(UsageError, match="GOUJI_REDIS_URL_FILE"):
        read({"GOUJI_REDIS_URL_FILE": str(tmp_path / "none")})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("GOUJI_HTTP", "8765"), ("GOUJI_HTTP", "127.0.0.1:99999"), ("GOUJI_WORKERS", "0"), ("GOUJI_WORKERS", "viele"),
        ("GOUJI_LEASE", "1"), ("GOUJI_LOG", "xml"), ("GOUJI_MAIL_SECURITY", "ssl"), ("GOUJI_MAIL_HOST", "mail"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(name: str, text: str) -> None:
    """A wrong word is refused with its name, not replaced by a usual one."""
    with pytest.raises(UsageError, match=name):
        read({name: text})


def test_several_targets_may_be_opened() -> None:
    """The allow-list is written with commas."""
    chosen = read({"GOUJI_ALLOW": "oa.example.gov.cn:8443=10.0.0.0/8, ,127.0.0.1:1=127.0.0.1/32"})
    assert chosen.allow == ("oa.example.gov.cn:8443=10.0.0.0/8", "127.0.0.1:1=127.0.0.1/32")


def test_a_long_folder_still_has_a_socket(tmp_path: Path) -> None:
    """Names of sockets are short by nature; a long home gets one elsewhere, the same every time."""
    deep = tmp_path / ("县" * 60)
    path = socket_path(deep)
    assert len(str(path).encode()) < 108
    assert path == socket_path(deep)
    assert path != socket_path(tmp_path / ("乡" * 60))
