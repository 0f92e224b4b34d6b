"""The closed set of checks, one frozen dataclass per file."""
