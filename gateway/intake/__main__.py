"""The intake process: ``python -m gateway.intake`` reads the stream and watches the folder until told to stop."""

import threading

import structlog

from gateway.intake.door import SubmissionService
from gateway.intake.folder import Folder
from gateway.intake.stream import Stream
from workers.heartbeat import Heart, attend
from workers.logs import configure
from workers.main import stop_signal
from workers.runtime import build_runtime
from workers.settings import settings


def main(heart: Heart | None = None) -> None:
    """Serve both doors; they do not wait for each other. RuntimeError when one of them ends by itself."""
    chosen = settings()
    configure(chosen.log, chosen.secrets())
    door = SubmissionService(build_runtime(chosen, heart=heart))
    stopping = stop_signal()
    doors = (Stream(door), Folder(door, chosen.inbox))
    threads = [
        threading.Thread(target=each.run, args=(stopping,), name=type(each).__name__, daemon=True) for each in doors
    ]
    for thread in threads:
        thread.start()
    structlog.get_logger("intake").info("intake.ready")
    attend(stopping, threads)
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
