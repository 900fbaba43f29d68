"""What a student gets in the end: the tests, what a person gave, and what coming late costs."""
