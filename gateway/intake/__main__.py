"""The intake process: ``python -m gateway.intake`` reads the stream and watches the folder until told to stop."""

import threading

import structlog

from gateway.intake.door import Intaking
from gateway.intake.folder import Folder
from gateway.intake.stream import Stream
from workers.logs import configure
from workers.main import stop_signal
from workers.parts import assemble
from workers.settings import settings


def main() -> None:
    """Serve both doors; they do not wait for each other."""
    chosen = settings()
    configure(chosen.log, chosen.secrets())
    door = Intaking(assemble(chosen))
    stopping = stop_signal()
    doors = (Stream(door), Folder(door, chosen.inbox))
    threads = [threading.Thread(target=each.run, args=(stopping,), name=type(each).__name__) for each in doors]
    for thread in threads:
        thread.start()
    structlog.get_logger("intake").info("intake.ready")
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
