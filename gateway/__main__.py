"""``python -m gateway`` is ``gouji``."""

from gateway.cli import main

main()
