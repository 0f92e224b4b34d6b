"""Settings: what the environment says, what holds without it, and what is never shown."""

from datetime import timedelta
from pathlib import Path

import pytest

from filings.errors import UsageError
from filings.masking import masked
from workers.configuration import VARIABLES
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


def test_what_is_documented_as_usual_is_what_holds(tmp_path: Path) -> None:
    """The default that the documents print for a setting, written out, gives the same settings as nothing written."""
    usual = {one.name: one.usual for one in VARIABLES.values() if one.usual and one.name != "GOUJI_HOME"}
    assert read({"GOUJI_HOME": str(tmp_path)}) == read({"GOUJI_HOME": str(tmp_path), **usual})
    assert {"GOUJI_WORKERS", "GOUJI_HTTP", "GOUJI_MAIL_PORT"} <= set(usual)


def test_every_field_is_a_documented_setting() -> None:
    """No field of the settings is without a name in the environment and a meaning in Chinese."""
    assert len(VARIABLES) > 20
    assert all(one.name.startswith("GOUJI_") and one.meaning.endswith("。") for one in VARIABLES.values())


def test_a_misspelt_name_is_told_with_the_one_that_may_be_meant(tmp_path: Path) -> None:
    """An unknown GOUJI_… stops nothing and is told; names of other programs are none of our business."""
    chosen = read({"GOUJI_HOME": str(tmp_path), "GOUJI_WORKRS": "4", "GOUJI_XYZ": "1", "WORKERS": "9"})
    assert chosen.unknown == (
        "没有 GOUJI_WORKRS 这项设置，不起作用。是不是 GOUJI_WORKERS？",
        "没有 GOUJI_XYZ 这项设置，不起作用。用 gouji config 看全部设置。",
    )
    assert chosen.workers == 2


def _file(folder: Path, *lines: str, encoding: str = "utf-8") -> dict[str, str]:
    path = folder / "own.env"
    path.write_bytes("\n".join(lines).encode(encoding))
    return {"GOUJI_SETTINGS": str(path), "GOUJI_HOME": str(folder)}


def test_a_file_of_settings_is_read_and_the_environment_goes_before(tmp_path: Path) -> None:
    """Remarks, quotes and `export` are taken as systemd and shells do; what the environment says wins."""
    environment = _file(tmp_path, "# 说明", "", 'GOUJI_WORKERS="4"', "export GOUJI_THREADS=3", "GOUJI_LOG=json")
    chosen = read({**environment, "GOUJI_LOG": "text"})
    assert (chosen.workers, chosen.threads, chosen.log) == (4, 3, "text")


def test_a_file_that_lies_in_the_home_is_read(tmp_path: Path) -> None:
    """Who runs commands by hand has the settings of the service without naming a file."""
    (tmp_path / "gouji.env").write_text("GOUJI_WORKERS=5\n", encoding="utf-8")
    assert read({"GOUJI_HOME": str(tmp_path)}).workers == 5


def test_all_faults_are_told_at_once_with_file_and_line(tmp_path: Path) -> None:
    """One sentence each: a wrong value, a line that is none, a name twice, and what contradicts itself."""
    key = tmp_path / "key"
    key.write_text("x", encoding="utf-8")
    environment = _file(
        tmp_path, "GOUJI_WORKERS=viele", "GOUJI_LOG", "GOUJI_SWEEP=2", "GOUJI_SWEEP=3", "GOUJI_MAIL_USER=zwgk",
        "GOUJI_KEY=AAAA", f"GOUJI_KEY_FILE={key}", "GOUJI_PUBLIC_URL=gouji.gov.cn", "GOUJI_ALLOW=oa",
    )  # fmt: skip
    with pytest.raises(UsageError) as found:
        read(environment)
    told, file = str(found.value).splitlines(), environment["GOUJI_SETTINGS"]
    assert f"GOUJI_WORKERS（{file} 第1行） 应是1到64之间的整数，现为“viele”。" in told
    assert f"{file} 第2行看不懂，请写成 设置=值 的样子，例如 GOUJI_WORKERS=2；说明文字前加 #。" in told
    assert f"GOUJI_SWEEP 写了两次，互相矛盾：{file} 第3行，{file} 第4行。请只留一处。" in told
    assert any("GOUJI_MAIL_USER" in line and "第5行" in line and "GOUJI_MAIL_HOST" in line for line in told)
    assert any("GOUJI_KEY_FILE" in line and "第7行" in line and "只能写一个" in line for line in told)
    assert any("GOUJI_PUBLIC_URL" in line and "第8行" in line for line in told)
    assert any("GOUJI_ALLOW" in line and "第9行" in line and "主机:端口=网段" in line for line in told)


@pytest.mark.parametrize(("lines", "encoding", "told"), [(["GOUJI_MAIL_NAME=云岭县"], "gb18030", "UTF-8")])
def test_a_file_in_another_encoding_is_refused(tmp_path: Path, lines: list[str], encoding: str, told: str) -> None:
    """A file that an old editor saved is named, and how to save it."""
    with pytest.raises(UsageError, match=told):
        read(_file(tmp_path, *lines, encoding=encoding))


def test_a_file_that_is_named_and_not_there_is_refused(tmp_path: Path) -> None:
    """Settings that were meant and cannot be read are never passed over."""
    with pytest.raises(UsageError, match="GOUJI_SETTINGS"):
        read({"GOUJI_SETTINGS": str(tmp_path / "none.env"), "GOUJI_HOME": str(tmp_path)})


def test_a_key_that_is_none_is_refused_and_not_quoted() -> None:
    """Half a key is told by its setting's name; what was written may be half a secret and is not shown."""
    with pytest.raises(UsageError, match="GOUJI_KEY") as found:
        read({"GOUJI_KEY": "halb"})
    assert "halb" not in str(found.value)
