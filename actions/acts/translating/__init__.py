"""What the bot understood of a message, as acts: the one place where intents and entities become
what is done. Pure; nothing here looks at words, only at what the bot found in them.

| module | makes of the entities |
|---|---|
| `translating` | the acts, in the order in which the message says them |
| `lines` | the lines of an order, and what is done to them |
| `fields` | place, time, phone and everything else that is said of a thing |
"""

from actions.acts.translating.translating import translate

__all__ = ["translate"]
