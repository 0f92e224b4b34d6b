"""What holds for all tests: properties are searched without a clock, so that a busy machine fails nothing."""

from hypothesis import HealthCheck, settings

settings.register_profile("gouji", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gouji")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a document by its argument: the bytes of a zip hold the second in which it was made."""
    return argname if isinstance(val, bytes) else None
