"""What is wrong with an installation, or will be soon, each with its mend."""
