"""Checks of the filing: dates, attachments, publication, register."""
