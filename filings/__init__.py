"""The nouns of the house: what is filed, read, audited and found. Imports nothing but the standard library."""
