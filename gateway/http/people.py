"""Who acts over HTTP: the person that the sender names, and the token that vouches for it."""

from gateway.http.routes import Call


def actor(call: Call, person: str = "") -> str:
    """What goes on record: ``张三（县OA，tok_…）``, or the token alone."""
    holder = call.holder
    vouching = f"{holder.label}，{holder.id}" if holder.label else holder.id
    return f"{person}（{vouching}）" if person else f"{holder.role.label}（{vouching}）"
