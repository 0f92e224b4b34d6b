"""The running text of a report, read once: sentences, clauses, numbers, tokens, figures with their scope."""
