"""The audit: rule files, a closed set of typed checks, rendering, suspects, the handbook. Pure."""
