"""What is held of people: told to them, forgotten for them, removed when its time is over."""
