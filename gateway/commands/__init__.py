"""The commands of ``gouji``, one module each, imported only when called."""
