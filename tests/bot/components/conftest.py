"""Rasa lives in the bot's environment only; elsewhere this folder is left out."""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("rasa") else ["test_*.py"]

if not collect_ignore_glob:
    # Rasa imports TensorFlow, which is not installed.
    from bot.components.rasa_cli import leave_out_tensorflow

    leave_out_tensorflow()
