"""A new model is taken up while tenants write: every message gets its answer."""

import asyncio

import pytest

from parkline.scratch.scratch import Scratch
from tests.e2e.park.tenant import Heard, Tenant

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(120)]

MORNING = "2026-12-02T09:30+08:00"


async def test_no_message_is_lost_while_the_model_is_swapped(park: Scratch) -> None:
    tenants = [Tenant(park, MORNING) for _ in range(3)]
    swapping = asyncio.create_task(park.core.dialogue.reload())
    heard: list[Heard] = []
    while not swapping.done():
        heard += await asyncio.gather(*(one.says("访客Wi-Fi怎么连？") for one in tenants))
    heard += await asyncio.gather(*(one.says("访客Wi-Fi怎么连？") for one in tenants))

    await swapping
    assert len(heard) >= 2 * len(tenants)
    assert {tuple(one.faqs) for one in heard} == {("faq/wifi",)}
