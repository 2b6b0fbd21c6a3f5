"""The command that runs everything."""

from parkline.cli.commands import Commands
from parkline.up import commands

RANK = 10
BRINGS = (Commands(commands.add_to),)
