"""What repairs bring along."""

from services.conversations.words import Words
from services.repair import answers

RANK = 35
BRINGS = (Words({"repair_confirm": answers.answer}),)
