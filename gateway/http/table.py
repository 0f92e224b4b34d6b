"""Every route of the door, in the order in which the documents tell them."""

from gateway.http import checks, health
from gateway.http.routes import Route

ROUTES: tuple[Route, ...] = (*checks.ROUTES, *health.ROUTES)
