"""What the bot understood of a message, as acts: the one place where intents and entities become
what is done. Pure; nothing here looks at words, only at what the bot found in them.

| module | makes of the entities |
|---|---|
| `translating` | the acts, in the order in which it says them: the likeliest reading |
| `by_rules` | what rules find by an intent |
| `heard` | the message beside what stands: what the others ask of the two |
| `lines`, `edits`, `orders` | lines of an order, what is done to them, and to which order |
| `fields`, `others` | what else is said of a thing; repairs and visits |
| `answers` | what a form has asked of a report or a registration |
| `apart` | guests who come at different times, told of in one message |
| `questions`, `taking_back` | what is asked; what is given up, called off, brought back |
"""

from actions.acts.translating.translating import translate

__all__ = ["translate"]
