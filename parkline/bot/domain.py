"""Commands of the bot."""

from parkline.bot import commands
from parkline.cli.commands import Commands

RANK = 30
BRINGS = (Commands(commands.add_to),)
