"""What instructors run: the students' copies of the exercise notebooks, and what comes back.

    python -m grading release [FOLDER]                notebooks without solutions
    python -m grading import ASSIGNMENT PLACE         what was handed in
    python -m grading grade ASSIGNMENT                one result a student
    python -m grading report ASSIGNMENT               tables, statistics, the sheet of a rubric
    python -m grading feedback ASSIGNMENT             one page a student
    python -m grading export ASSIGNMENT FILE          points into the platform's own file
    python -m grading repair FOLDER                   for nbgrader's autograder

The guide for instructors shows them in their order.
"""
