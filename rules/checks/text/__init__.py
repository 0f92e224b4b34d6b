"""Checks of the running text."""
