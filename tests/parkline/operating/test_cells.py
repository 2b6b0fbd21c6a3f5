"""The file of cells: what it may say, and what is refused."""

import asyncio
from pathlib import Path

import pytest

from parkline.operating import cell_map
from parkline.operating.cell_map import Cell, CellsRefused
from parkline.stores.database import database
from services.park import hosts
from tests.given import factories
from tests.parkline.cli.commands import Parkline

FILE = """
cells:
  - name: one
    gateways: ["10.0.1.10:8080", "10.0.1.11:8080"]
    hosts: [daybreak.example, Daybreak.Example.]
  - name: two
    gateways: ["10.0.2.10:8080"]
    hosts: [cam.example]
"""


def refused(text: str) -> str:
    with pytest.raises(CellsRefused) as refusal:
        cell_map.checked(cell_map.read_text(text))
    return str(refusal.value)


def test_hosts_are_spelled_as_requests_spell_them_and_stand_once() -> None:
    one, two = cell_map.checked(cell_map.read_text(FILE))
    assert (one.hosts, two.hosts) == (["daybreak.example"], ["cam.example"])


@pytest.mark.parametrize(
    ("instead", "says"),
    [
        ("two cells", "two cells"),
        ("cam.example; evil", "host"),
        ("cam.example }\\n", "host"),
    ],
)
def test_what_is_no_host_and_a_host_of_two_cells_are_refused(instead: str, says: str) -> None:
    host = "daybreak.example" if instead == "two cells" else f'"{instead}"'
    assert says in refused(FILE.replace("cam.example", host))


@pytest.mark.parametrize("gateway", ["10.0.2.10", "10.0.2.10:80 ; x", "a b:80", "http://a:80"])
def test_what_is_no_gateway_is_refused(gateway: str) -> None:
    assert "no gateway" in refused(FILE.replace("10.0.2.10:8080", gateway))


@pytest.mark.parametrize("text", ["", "cells: []", "cells: [{name: One}]", "x: 1", "cells: {"])
def test_what_is_no_file_of_cells_is_refused(text: str) -> None:
    assert refused(text)


def test_a_cell_that_is_not_named_gets_no_hosts() -> None:
    with pytest.raises(CellsRefused, match="three"):
        cell_map.with_hosts([Cell(name="one", gateways=["a:1"])], "three", ["cam.example"])


def test_the_command_adds_the_hosts_of_its_own_parks_but_not_of_one_that_is_gone(
    operate: Parkline, demo_url: str, tmp_path: Path
) -> None:
    async def make() -> None:
        async with database(demo_url, pool_size=1) as sessions, sessions.begin() as session:
            gone = await factories.make_park(
                session, slug="gone", state="gone", moved_to="https://elsewhere.example"
            )
            await hosts.add(session, gone.id, "gone.example", "site")

    asyncio.run(make())
    assert operate("park", "host", "add", "dawn.example").exit_code == 0
    file = tmp_path / "cells.yaml"
    file.write_text(FILE)
    said = operate("cells", "map", str(file), "--here", "two").stdout
    assert "dawn.example parkline_two;" in said
    assert "gone.example" not in said
    assert "cam.example {" in operate("cells", "map", str(file), "--for", "caddy").stdout
    assert operate("cells", "map", str(file), "--here", "three").exit_code == 1
