"""What went wrong with a disk, in one true Chinese sentence with the next step."""

import errno

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_CLOSED = frozenset({errno.EACCES, errno.EPERM})


def disk_fault(error: OSError, what: str) -> str:
    """The sentence about ``what`` (a place, in Chinese or a path) that could not be read or written."""
    if error.errno in FULL:
        return f"{what}写不了：磁盘已满。请腾出磁盘空间后再试。"
    if error.errno == errno.EROFS:
        return f"{what}写不了：磁盘是只读的。请检查磁盘后再试。"
    if error.errno in _CLOSED:
        return f"{what}没有读写权限。请检查文件和目录的所有者与权限后再试。"
    if error.errno == errno.ENOENT:
        return f"{what}不存在。请核对路径后再试。"
    return f"{what}读写出错（{error.strerror or type(error).__name__}）。请检查磁盘后再试。"
