"""How well danger is heard: `bot/.venv/bin/python -m bot.tools.danger`.

Each writer's sentences are judged by what the others wrote, rules beside it as in the bot. Prints
recall and false alarms by writer at the thresholds of config.yml and the sentences that were judged
worst, and draws how recall and false alarms hang together. `--also` names files or folders of other
people's sentences that are judged too; with `--learn-also` the others' among them are learned from.
`--choose` says which thresholds would be chosen on what the bot ships, and on that without each
writer, with what those do to the writer who was left out. `--sweep` prints what other thresholds
would do.
"""
