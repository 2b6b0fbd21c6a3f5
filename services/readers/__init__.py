"""The second reader: a large language model that points at what a message asks for.

| module | holds |
|---|---|
| `vocabulary` | the acts that it may point at, and which of them are allowed now |
| `masking` | a message without names, phones, plates, companies and numbers, and the way back |
| `questions` | what is sent: the prompt, the schema of answers, the key of the cache |
| `answers` | what came back, checked against schema, vocabulary and message |
| `calls`, `budget` | what was asked and what it cost; how often a park may ask on a day |
| `settings`, `figures` | a park's switch; what the desk shows |

Nothing here knows the network: `connectors.readers` asks, `actions.readers` proposes.
"""
