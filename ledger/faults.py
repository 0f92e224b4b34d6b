"""What the database says when it cannot, in one true Chinese sentence with the next step."""

import sqlalchemy as sa

_WHERE = "GOUJI_HOME、GOUJI_DATABASE_URL 指定的位置"  # a database that is named nowhere lies in the home
_FULL = (
    f"数据库所在的磁盘已满（{_WHERE}），这一步没有写进去，此前收下的都在。请腾出磁盘空间，腾出后自动继续；"
    "手工运行的命令请再运行一次。"
)
_LOCKED = "数据库正被另一个程序占用，稍后会自动再试；一直如此时，请看是否有别的程序打开着数据库文件。"
_CLOSED = f"数据库文件不能写（{_WHERE}）。请检查文件和目录的所有者与权限，以及磁盘是否只读。"
_DAMAGED = "数据库文件已损坏。请停下 gouji，用 gouji ledger restore 恢复最近的备份。"
_NO_FILE = f"数据库文件打不开。请检查{_WHERE}和权限，以及磁盘空间。"
_AWAY = "数据库连不上，稍后会自动再试；一直如此时，请看数据库服务是否在运行、GOUJI_DATABASE_URL 是否正确"
_SQLITE = {
    "SQLITE_FULL": _FULL, "SQLITE_BUSY": _LOCKED, "SQLITE_LOCKED": _LOCKED, "SQLITE_READONLY": _CLOSED,
    "SQLITE_PERM": _CLOSED, "SQLITE_AUTH": _CLOSED, "SQLITE_CORRUPT": _DAMAGED, "SQLITE_NOTADB": _DAMAGED,
    "SQLITE_CANTOPEN": _NO_FILE,
}  # fmt: skip
_POSTGRESQL = {
    "53100": _FULL,
    "53300": "数据库的连接已用完，稍后会自动再试；一直如此时，请调大 max_connections 或减少工作进程。",
    "25006": "数据库现在只读，稍后会自动再试；一直如此时，请检查 GOUJI_DATABASE_URL 是否指向备用库。",
    "28P01": "数据库不接受用户名或密码，请核对 GOUJI_DATABASE_URL。",
    "28000": "数据库不接受这个用户，请核对 GOUJI_DATABASE_URL。",
    "3D000": "没有这个数据库，请核对 GOUJI_DATABASE_URL，或先建库。",
}


def database_fault(error: sa.exc.DBAPIError) -> str:
    """The sentence for an error of SQLite (by its name) or PostgreSQL (by its state), else with its own words."""
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    for known, sentence in _SQLITE.items():
        if name.startswith(known):  # SQLITE_BUSY_SNAPSHOT is a SQLITE_BUSY
            return sentence
    if name.startswith("SQLITE_IOERR"):
        return f"数据库文件读写出错（{name}），多半是磁盘已满或有故障。请检查{_WHERE}的磁盘和空间，好了以后自动继续。"
    state = str(getattr(error.orig, "sqlstate", None) or "")
    return _POSTGRESQL.get(state) or f"{_AWAY}：{error.orig}"
