"""Commands about money."""

from parkline.cli.commands import Commands
from parkline.payments import commands

RANK = 80
BRINGS = (Commands(commands.add_to),)
