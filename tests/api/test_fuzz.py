"""Every operation of the document, asked what nobody thought of: nothing fails, and nothing is
answered that the document does not say."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    missing_required_header,
    negative_data_rejection,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.frame.app import PREFIX, document
from api.frame.limits import Limits
from edge.rates import Rate, Seats
from parkline.stores.database import database
from tests.api.driver import Api, Tenant, open_api
from tests.api.examples import Examples, examples_of
from tests.fuzz.attacking import LONG
from tests.given.demo_park import DemoPark, load_park
from tests.kit.databases import Copies

EXAMPLES = 6 if not LONG else max(6, LONG // 10)
"""Of each operation and mode; the same ones every time."""
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    missing_required_header,
)
ENDS = {"logout", "logout_everywhere", "forget_me"}
SCHEMA = schemathesis.openapi.from_dict(deepcopy(document()))
# A string that is too long may be a body that is too large.
SCHEMA.config.checks.negative_data_rejection.expected_statuses.append("413")
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]
ASKED = [one for one in OPERATIONS if "live" not in one.path]
"""All but the streams, which have no end."""
MODES = [
    (operation, mode)
    for operation in ASKED
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE
    or {"parameters", "requestBody"} & operation.definition.raw.keys()
]


@dataclass(slots=True)
class Target:
    """A served API with one of everything, in a thread of its own."""

    loop: asyncio.AbstractEventLoop
    api: Api
    tenant: Tenant
    examples: Examples

    @property
    def url(self) -> str:
        return str(self.api.url).rstrip("/") + PREFIX

    def run[Done](self, work: Coroutine[Any, Any, Done]) -> Done:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    def again(self) -> None:
        self.tenant = self.run(self.api.signed_in(self.tenant.person, self.tenant.conversation))


@pytest.fixture(scope="module")
def target(demo_copies: Copies) -> Iterator[Target]:
    with demo_copies.one() as url:
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, daemon=True)
        thread.start()
        ready: asyncio.Queue[Target] = asyncio.Queue()
        over = asyncio.Event()
        serving = asyncio.run_coroutine_threadsafe(_serve(url, loop, ready, over), loop)
        yield asyncio.run_coroutine_threadsafe(ready.get(), loop).result(60)
        loop.call_soon_threadsafe(over.set)
        serving.result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _serve(
    url: str, loop: asyncio.AbstractEventLoop, ready: "asyncio.Queue[Target]", over: asyncio.Event
) -> None:
    never = Rate(lambda: 0.0, 10**9, 1)
    limits = Limits(strangers=never, people=never, uploads=never, streams=Seats(10**6))
    async with database(url, pool_size=10) as sessions:
        demo: DemoPark = await load_park(sessions)
        async with open_api(demo, limits=limits) as api:
            tenant = await api.tenant(name="韩梅梅", phone="13812345678")
            await ready.put(Target(loop, api, tenant, await examples_of(tenant)))
            await over.wait()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("operation", "mode"), MODES, ids=[f"{one.label} {mode.value}" for one, mode in MODES]
)
def test_nothing_fails_and_nothing_is_undocumented(
    target: Target, operation: Any, mode: GenerationMode
) -> None:
    _ask(target, operation, mode, {})
    if operation.path_parameters and mode is GenerationMode.POSITIVE:
        _ask(target, operation, mode, target.examples.names | target.examples.of(operation.path))


def _ask(target: Target, operation: Any, mode: GenerationMode, known: dict[str, str]) -> None:
    """`known` are names of what is there, so that the answer is not always that it is not."""
    names = {one.name for one in operation.path_parameters}
    path = {name: value for name, value in known.items() if name in names} or None

    @settings(
        max_examples=EXAMPLES,
        database=None,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode, path_parameters=path))
    def ask(case: Any) -> None:
        if operation.definition.raw["operationId"] in ENDS:
            target.again()
        headers = {"Authorization": f"Bearer {target.tenant.token}"}
        response = case.call(base_url=target.url, headers=headers)
        case.validate_response(response, checks=list(CHECKS), headers=headers)

    ask()
