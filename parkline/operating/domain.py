"""Commands of an operator."""

from parkline.cli.commands import Commands
from parkline.operating import (
    accounts,
    calendars,
    cells,
    channels,
    database,
    domains,
    gates,
    keep,
    network,
    operate,
    peers,
    secrets,
    staff,
    vendor_people,
    vendors,
)
from parkline.operating.moving import commands as moving
from parkline.operating.park import commands as park

RANK = 60
BRINGS = tuple(
    Commands(one.add_to)
    for one in (
        park,
        moving,
        operate,
        channels,
        vendors,
        vendor_people,
        keep,
        staff,
        accounts,
        gates,
        calendars,
        network,
        peers,
        secrets,
        database,
        cells,
        domains,
    )
)
