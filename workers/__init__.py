"""The composition root of the background side: settings, wiring, examination, the sandbox, actors and the clock."""
