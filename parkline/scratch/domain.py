"""Commands that talk to the bot."""

from parkline.cli.commands import Commands
from parkline.scratch import talk

RANK = 50
BRINGS = (Commands(talk.add_to),)
