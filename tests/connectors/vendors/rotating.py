"""Secrets that are exchanged while webhooks go out."""

from datetime import timedelta

from models.vendors import Endpoint
from services.vendors import endpoints
from tests.contract.vendor_delivery import NOW, VAULT, World


async def rotate(world: World, endpoint: Endpoint, *, overlap: timedelta) -> str:
    """The new secret."""
    async with world.sessions.begin() as session:
        return await endpoints.rotate_secret(
            session, VAULT, park_id=world.park.id, endpoint_id=endpoint.id, now=NOW,
            overlap=overlap,
        )  # fmt: skip
