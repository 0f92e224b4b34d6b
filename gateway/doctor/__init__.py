"""``gouji doctor``: whether everything this machine needs is there; each item that is not says what to do next."""
