"""What ``gouji status`` says of the layers that hold the readers."""

from gateway.confining import told
from workers.confinement.layer import Layer


def test_every_layer_that_is_missing_is_named_with_its_reason() -> None:
    """All layers: nothing more is said; none: each is named, and that strangers' files are a danger."""
    assert told([*Layer]) == "读取隔离：系统调用过滤、文件隔离（Landlock）、独立用户"
    without = told([])
    assert all(f"没有{layer.label}" in without for layer in Layer)
    assert "来历不明" in without
    assert "来历不明" not in told([Layer.CALLS])
