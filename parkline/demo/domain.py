"""Commands of the demo, and of the platforms that it simulates."""

from parkline.cli.commands import Commands
from parkline.demo import commands, simulate

RANK = 40
BRINGS = (
    Commands(commands.add_to),
    Commands(simulate.add_to),
)
