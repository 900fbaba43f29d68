"""What instructors run: the students' copies of the exercise notebooks.

python -m grading release [--keep] [FOLDER]
"""
