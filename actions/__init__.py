"""Custom actions: slots and entities → service → utterance. They hold no rules."""
