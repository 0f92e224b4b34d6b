"""Where the child of the sandbox begins: what it loads stays to its end, so it is not searched for cycles meanwhile.

python -I -m workers.sandbox_start MEMORY SECONDS texts|pictures [ENDINGS...]
"""

import gc
import os
import sys


def main(words: list[str]) -> None:
    """Load the readers and serve; see ``workers.sandbox_child``."""
    os.chdir("/")
    gc.disable()
    from workers.sandbox_child import main as serve  # noqa: PLC0415 - see above

    memory, processor, kind, *names = words
    serve(int(memory), int(processor), names, pictures=kind == "pictures")


if __name__ == "__main__":
    main(sys.argv[1:])
