"""One human in several parks: which rows of the parks are theirs, and going from one to another."""
