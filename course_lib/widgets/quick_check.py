"""Questions that answer back at once, in the book, in JupyterLab and in Colab."""

from course_lib.widgets.questions import Question, asked


class QuickCheck(Question):
    """One question with instant feedback, which may be tried again; made by :func:`quick_check`."""


def quick_check(
    question: str,
    choices: dict | None = None,
    answer: object = None,
    *,
    order: list | None = None,
    label: dict | None = None,
    tolerance: float | None = None,
    unit: str = "",
    feedback: dict | None = None,
    right: str = "",
    hint: str = "",
) -> QuickCheck:
    """Ask one question with instant feedback.

    Texts may hold `code`, *emphasis* and **strong**; write x² and β as Unicode.

    Parameters
    ----------
    question : str
        The question.
    choices : dict of str to str, optional
        Each choice and what to say to whoever picks it. Leave it out to ask for a number.
    answer : str or float
        The right choice, or the right number; let the notebook compute it.
    order : list of str, optional
        The items in their right order; the page shows them in another.
    label : dict of str to str, optional
        Each thing and its right label.
    tolerance : float, optional
        Largest accepted distance from a numeric answer; by default 1 % of it, 1e-9 where it is 0.
    unit : str
        Shown behind the box of a numeric question.
    feedback : dict, optional
        What to say to typical wrong numbers; to whom an item stands wrong, or a thing is labeled wrong.
    right, hint : str
        What to say to the right answer, and to any other wrong one; choices have their own feedback.

    Returns
    -------
    QuickCheck
        The widget; leave it as the last line of a cell.

    Raises
    ------
    ValueError, TypeError
        When no choice or more than one is right, a text is empty, the number is not finite, or what belongs
        to one kind of question stands beside another.

    Examples
    --------
    >>> quick_check("Which loss has the median as its minimizer?",
    ...             {"squared": "Its minimizer is the mean.", "absolute": "As many pull up as down."},
    ...             answer="absolute")
    QuickCheck('Which loss has the median as its minimizer?')
    """
    texts = {"tolerance": tolerance, "unit": unit, "feedback": feedback, "right": right, "hint": hint}
    kinds = {"order": order, "label": label}
    return QuickCheck(question, asked(question, choices, answer, kinds, texts), "Quick check")
