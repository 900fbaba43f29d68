"""What instructors run: the students' copies of the exercise notebooks, and what comes back.

python -m grading release [--keep] [FOLDER]
python -m grading repair FOLDER
"""
