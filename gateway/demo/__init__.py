"""``gouji demo``: the made-up county goes the whole way, from door to webhook, on the real queue and ledger."""
