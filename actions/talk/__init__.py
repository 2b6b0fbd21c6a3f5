"""What is about nothing in particular: greetings, questions, people, taking back."""
