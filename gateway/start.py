"""Where ``gouji`` begins: bare, or asked for the list of commands, it answers from the table and loads nothing else."""

import sys

_HELP = (["--help"], ["-h"])


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] in _HELP:
        from gateway.guide import guide  # noqa: PLC0415 - see above
        from gateway.streams import forgiving  # noqa: PLC0415 - the same

        forgiving()
        try:
            print(guide(), flush=True)  # noqa: T201 - to echo it, click would have to be loaded
        except BrokenPipeError:  # whoever read it has gone
            sys.stdout = None
        return
    from gateway.loading import SHORT, begin, leave  # noqa: PLC0415 - the same

    begin()
    from gateway.cli import main as run  # noqa: PLC0415 - the same

    try:
        run()
    except SystemExit as end:
        if SHORT.intersection(sys.argv[1:2]):
            leave(end)
        raise
