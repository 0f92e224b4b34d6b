"""``python -m gateway`` is ``gouji``."""

from gateway.start import main

main()
