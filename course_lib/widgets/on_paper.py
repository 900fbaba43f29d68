"""A question where nothing can run: on paper, on GitHub, without JavaScript."""

import html
import re

LETTERS = "abcdefghij"


def on_paper(head: str, question: str, asked: dict) -> str:
    """The question where nothing can run: HTML with the answer at its end."""
    kind = asked["kind"]
    items = {"choice": [text for text, _ in asked.get("choices", [])], "order": asked.get("items"),
             "label": asked.get("things")}.get(kind) or []  # fmt: skip
    listed = "".join(f"<li>{markdown(text)}</li>" for text in items)
    told = f'<ol type="a">{listed}</ol>' if listed else ""
    return (
        f"<p><strong>{head}.</strong> {markdown(question)}</p>{told}"
        f'<p class="quick-check-answer"><em>Answer:</em> {_answer_on_paper(asked)}</p>'
    )


def _answer_on_paper(asked: dict) -> str:
    if asked["kind"] == "choice":
        if asked["right"] < 0:
            return "none of them is wrong."
        return f"{LETTERS[asked['right']]}. {markdown(asked['choices'][asked['right']][1])}"
    if asked["kind"] == "order":
        order = ", ".join(markdown(asked["items"][i]) for i in asked["right"])
        return f"{order}. {markdown(asked['right_text'])}"
    if asked["kind"] == "label":
        pairs = zip(asked["things"], asked["right"], strict=True)
        labels = ", ".join(f"{markdown(thing)}: {markdown(asked['labels'][i])}" for thing, i in pairs)
        return f"{labels}. {markdown(asked['right_text'])}"
    return markdown(asked["right_text"])


def markdown(text: str) -> str:
    """The same small subset of Markdown as in ``answers.js``, as HTML."""
    escaped = html.escape(text, quote=False)
    pattern = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|(?<!\w)\*([^*\s](?:[^*]*[^*\s])?)\*(?!\w)")
    tags = {1: "code", 2: "strong", 3: "em"}
    return pattern.sub(lambda m: f"<{tags[m.lastindex]}>{m[m.lastindex]}</{tags[m.lastindex]}>", escaped)
