"""Findings to people: composes notices, signs them, and delivers them without being led astray."""
