"""Checks of the figures in the tables."""
