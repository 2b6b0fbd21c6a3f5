"""Commands that run one role."""

from parkline.cli.commands import Commands
from parkline.roles import commands

RANK = 20
BRINGS = (Commands(commands.add_to),)
