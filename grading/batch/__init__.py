"""Many submissions graded side by side, and their results kept."""
