"""What the queue says when it cannot, in one true Chinese sentence with the next step."""

from redis.exceptions import AuthenticationError, OutOfMemoryError, RedisError

_SAFE = "任务都在数据库里，不会丢"


def queue_fault(error: RedisError) -> str:
    """The sentence for an error of the queue's server or of the way to it."""
    said = str(error)
    if isinstance(error, AuthenticationError) or said.startswith(("NOAUTH", "WRONGPASS")):
        return "消息队列不接受用户名或密码。请核对 GOUJI_REDIS_URL。"
    if isinstance(error, OutOfMemoryError) or said.startswith("OOM"):
        return f"消息队列的内存已满，{_SAFE}。请调大它的 maxmemory，好了以后自动继续。"
    if "MISCONF" in said or "No space left" in said:
        return (
            f"消息队列所在的磁盘已满（自带的队列在 GOUJI_HOME，另设的由 GOUJI_REDIS_URL 指定），{_SAFE}。"
            "请腾出磁盘空间，腾出后自动继续。"
        )
    if said.startswith("LOADING"):
        return f"消息队列正在装载数据，{_SAFE}，稍后自动继续。"
    if said.startswith("READONLY"):
        return f"消息队列是只读的备用节点，{_SAFE}。请核对 GOUJI_REDIS_URL。"
    if said.startswith("WRONGTYPE"):
        return "消息队列里有别的程序写入的同名数据，已自动改名保存，随即继续。请查明是谁写入的，让它换一个名称。"
    return f"消息队列连不上，{_SAFE}。请看 gouji up 或 GOUJI_REDIS_URL 指定的服务是否在运行，恢复后自动继续。"
