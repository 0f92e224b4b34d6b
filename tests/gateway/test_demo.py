"""``gouji demo`` as a newcomer runs it."""

import os
import subprocess
import sys
from pathlib import Path


def test_the_demo_goes_the_whole_way(tmp_path: Path) -> None:
    """From register to verified webhook, files on disk, status 0, nothing left running and nothing in the home."""
    home = tmp_path / "home"
    done = subprocess.run(
        [sys.executable, "-m", "gateway", "demo", "--out", str(tmp_path / "out")],
        env={**os.environ, "HOME": str(home), "GOUJI_HOME": str(home / ".gouji")},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "报送与核查：15份" in done.stdout
    assert "接收端验签通过60条，未通过0条" in done.stdout
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"通报.html", "通报.xlsx", "通报.json", "核查结果"}
    assert len(list((tmp_path / "out" / "核查结果").iterdir())) == 15
    assert not home.exists()
