"""What an instructor reads: points in all their parts, and what the class tells about the questions."""
