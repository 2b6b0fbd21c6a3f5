"""Parks in other installations: asks them for their feeds, answers them with ours."""
