"""Rasa lives in the bot's environment only; elsewhere this folder is left out."""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("rasa") else ["test_*.py"]
