"""The command that says what is wrong."""

from parkline.cli.commands import Commands
from parkline.doctor import commands

RANK = 70
BRINGS = (Commands(commands.add_to),)
