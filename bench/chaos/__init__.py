"""Kills processes of a real ``gouji up`` under load, and compares what was promised with what came.

The checker believes nothing that the product says of itself: it keeps its own record of what each door acknowledged and
of what the receiver was sent, and compares the two; the ledger is only asked afterwards, as a third witness.
"""
