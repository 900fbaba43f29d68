"""What a student reads: one page, of one file, that asks for nothing from outside."""
