"""What went wrong with a disk, in one true Chinese sentence with the next step."""

import errno

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_CLOSED = frozenset({errno.EACCES, errno.EPERM})

_CAUSES = {
    errno.ENOENT: "没有这个文件或文件夹", errno.EACCES: "没有权限", errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹", errno.ENOTDIR: "路径中有一段不是文件夹", errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满", errno.EDQUOT: "磁盘配额已用完", errno.ENAMETOOLONG: "名称太长",
    errno.EADDRINUSE: "端口已被占用", errno.EADDRNOTAVAIL: "本机没有这个地址", errno.EIO: "磁盘读写出错",
    errno.ELOOP: "快捷方式绕成了圈", errno.EBUSY: "正被别的程序占用", errno.EMFILE: "打开的文件太多",
}  # fmt: skip


def cause(error: OSError) -> str:
    """Why the system refused, in a few Chinese words; its own where we have none."""
    return _CAUSES.get(error.errno or 0) or error.strerror or type(error).__name__


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
