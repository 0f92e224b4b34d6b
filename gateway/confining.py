"""What holds the process that reads documents on this machine, as a sentence for ``gouji status``."""

from collections.abc import Collection

from workers.confinement.layer import Layer

_REASON = {
    Layer.CALLS: "请换用内核 3.17 以上、x86_64 或 aarch64 的 Linux，并打开 seccomp",
    Layer.FILES: "内核 5.13 以上并启用 Landlock 才有",
    Layer.USER: "由 root 启动才有",
}


def told(held: Collection[Layer]) -> str:
    """The layers that hold, and for each that does not why."""
    having = "、".join(layer.label for layer in Layer if layer in held) or "只有资源限额"
    lacking = "；".join(f"没有{layer.label}：{_REASON[layer]}" for layer in Layer if layer not in held)
    danger = "（缺少系统调用过滤，请勿读取来历不明的文件）" if Layer.CALLS not in held else ""
    return f"读取隔离：{having}" + (f"（{lacking}）" if lacking else "") + danger
