"""Every route of the door, in the order in which the documents tell them."""

from gateway.http import acts, checks, health, looking, receivers, reference, states, submissions
from gateway.http.routes import Route

ROUTES: tuple[Route, ...] = (
    *checks.ROUTES,
    *submissions.ROUTES,
    *looking.ROUTES,
    *acts.ROUTES,
    *states.ROUTES,
    *receivers.ROUTES,
    *reference.ROUTES,
    *health.ROUTES,
)
