"""Realistic reports by the thousand, valid by construction, with their year before: for properties and benches."""
