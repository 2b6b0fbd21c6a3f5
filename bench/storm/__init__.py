"""A storm: real processes are killed under real load, then the history is checked.

`python -m bench.storm` runs it; docs/reliability.md says what it proves and how to read it.
"""
