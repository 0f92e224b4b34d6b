"""Civil days in Asia/Shanghai: deadlines are dates ending at 24:00 there, instants are kept in UTC."""

from datetime import UTC, date, datetime, time, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")  # without summer time since 1992, before any report existed


def civil_day(instant: datetime) -> date:
    """The day on which an aware instant falls in Asia/Shanghai."""
    return instant.astimezone(SHANGHAI).date()


def end_of(day: date) -> datetime:
    """The instant, in UTC, at which the day is over in Asia/Shanghai (24:00)."""
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI).astimezone(UTC)
