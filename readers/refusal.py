"""Why a document cannot be read: raised inside readers, turned into a problem before it leaves them."""


class Unreadable(Exception):  # noqa: N818 - it names a state of the document, not a fault of ours
    """The document cannot be read. ``str()`` is a short Chinese clause without a full stop: 文件是空的."""
