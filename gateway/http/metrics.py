"""Counters of the door, in the text that Prometheus reads. Nothing in them names a person, an agency or a file."""

from dataclasses import field

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from filings.nouns import dataclass

MEDIA = "text/plain; version=0.0.4; charset=utf-8"
_STEPS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)


@dataclass(slots=True)
class Metrics:
    """What is counted: requests by route, method and status; their seconds; documents that wait to be read."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    requests: Counter = field(init=False)
    seconds: Histogram = field(init=False)
    reading: Gauge = field(init=False)

    def __post_init__(self) -> None:
        names = ("route", "method", "status")
        self.requests = Counter("gouji_http_requests", "Requests answered.", names, registry=self.registry)
        self.seconds = Histogram(
            "gouji_http_request_seconds", "Seconds to the answer.", ("route",), buckets=_STEPS, registry=self.registry
        )
        self.reading = Gauge(
            "gouji_http_reading", "Documents that are read or wait to be.", ("lane",), registry=self.registry
        )

    def count(self, route: str, method: str, status: int, seconds: float) -> None:
        """A request is answered."""
        self.requests.labels(route, method, str(status)).inc()
        self.seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """All of them."""
        return generate_latest(self.registry)
