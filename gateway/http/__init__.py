"""The HTTP door: what a portal's program speaks to. Every verb is one that the commands call too."""
