"""What every action uses: the frame, the turn, what was said, what a draft is."""
