"""A park moves to another installation: exported, imported, verified, switched."""
