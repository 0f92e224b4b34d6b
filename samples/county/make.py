"""``python -m samples.county.make``: write the reports anew from their sources."""

from pathlib import Path

from samples.county import sources
from samples.county.source import make


def write_all(folder: Path) -> None:
    """Write every report of the county into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in sources():
        (folder / source.file).write_bytes(make(source))


if __name__ == "__main__":
    write_all(Path(__file__).parent / "reports")
