"""Formulas as a screen reader gets them: valid MathML, whatever KaTeX makes of a source."""

import re

import pytest
from katex_math import render
from mathml import faults
from site_pages import ALL, SITE


def math(html: str) -> list[str]:
    return re.findall(r"<math\b.*?</math>", html, re.DOTALL)


def plain(tex: str) -> str:
    """The MathML of a formula without its name space and its source."""
    html = math(render(tex))[0]
    return re.sub(r'<annotation.*?</annotation>|</?semantics>| xmlns="[^"]*"', "", html)


MAX, MIN = "<mrow><mi>max</mi><mo>\u2061</mo></mrow>", "<mrow><mi>min</mi><mo>\u2061</mo></mrow>"
SOFTMAX = '<mrow><mi mathvariant="normal">softmax</mi><mo>\u2061</mo></mrow>'
MENDED = {
    r"\lambda_{\max}": f"<msub><mi>λ</mi>{MAX}</msub>",
    r"x_{\max}^{\min}": f"<msubsup><mi>x</mi>{MAX}{MIN}</msubsup>",
    r"\operatorname{softmax}_i": f"<msub>{SOFTMAX}<mi>i</mi></msub>",
    r"\frac\max\min": f"<mfrac>{MAX}{MIN}</mfrac>",
    r"\sqrt[\max]{x}": f"<mroot><mi>x</mi>{MAX}</mroot>",
    r"\hat\max": f'<mover accent="true">{MAX}<mo>^</mo></mover>',
    r"\overset{\max}{x}": f"<mrow><mover><mo>x</mo>{MAX}</mover></mrow>",
    r"\underset{\max}{\min}": f"<mrow><munder><mo>min</mo>{MAX}</munder></mrow>",
    r"\mathbin{ab}": '<mo lspace="0.22em" rspace="0.22em">ab</mo>',
}


@pytest.mark.parametrize("tex", MENDED)
def test_an_argument_is_one_element_and_a_token_holds_text(tex):
    assert plain(tex) == f"<math><mrow>{MENDED[tex]}</mrow></math>"


# every command of KaTeX that takes arguments, around one that becomes two elements
COMMANDS = r"""
    \frac{@}{@} \dfrac{@}{@} \tfrac{@}{@} \binom{@}{@} \cfrac{@}{@} \genfrac(){0pt}{}{@}{@} {@\over{@}}
    \sqrt{@} \sqrt[@]{@} x_{@} x^{@} x_{@}^{@} x'_{@} {@}_{@}^{@} \sum_{@}^{@} \int_{@}^{@} \lim_{@} \max_{@}
    \underset{@}{@} \overset{@}{@} \stackrel{@}{@} \underbrace{@}_{@} \overbrace{@}^{@} \underline{@}
    \overline{@} \hat{@} \widehat{@} \vec{@} \utilde{@} \overrightarrow{@} \underleftarrow{@}
    \xrightarrow[@]{@} \boxed{@} \cancel{@} \phantom{@} \vphantom{@} \smash{@} \mathop{@} \mathbin{@}
    \mathrel{@} \mathop{\frac{@}{@}}_{@} \mathrm{@} \boldsymbol{@} \color{red}@ \textcolor{red}{@}
    \left(@\middle|@\right) \text{$@$} \operatorname*{arg\,max}_{@} \substack{@\\@} x_{\substack{@\\@}}
    \begin{pmatrix}@&@\\@&@\end{pmatrix} \begin{cases}@&@\\@&@\end{cases} \raisebox{2pt}{$@$} \bmod_{@}
    \mathchoice{@}{@}{@}{@} \mathllap{@} \not{@} \bigl(@\bigr) \prod\limits_{@}^{@}
    """


INNER = [r"\max", r"\operatorname{softmax}", r"\bmod", r"\not=", r"\overset{?}{=}", "{}"]


@pytest.mark.parametrize("inner", INNER)
def test_whatever_stands_in_an_argument_the_mathml_is_valid(inner):
    for command in COMMANDS.split():
        html = render(command.replace("@", f"{inner} "), display=True)
        assert faults(math(html)[0]) == [], command


INVALID = {
    "<msub><mi>a</mi></msub>": "<msub> has 1 children; it takes 2",
    "<msubsup><mi>a</mi><mi>b</mi></msubsup>": "<msubsup> has 2 children; it takes 3",
    "<mfrac><mi>a</mi><mi>b</mi><mi>c</mi></mfrac>": "<mfrac> has 3 children; it takes 2",
    "<mmultiscripts><mi>a</mi><mi>b</mi></mmultiscripts>": "one script has no partner",
    "<mo><mi>x</mi></mo>": "<mo> holds <mi>; it takes text alone",
    "<mrow>x</mrow>": "<mrow> holds the bare text 'x'",
    "<mspan/>": "<mspan> is no element of MathML",
    "<mtd/>": "<mtd> stands in <math>",
    "<mtable><mtr><mi>a</mi></mtr></mtable>": "<mtr> holds <mi>; it takes <mtd>",
    "<mi>a": "it is no XML",
}


@pytest.mark.parametrize("inside", INVALID)
def test_each_fault_is_told(inside):
    assert INVALID[inside] in "; ".join(faults(f"<math>{inside}</math>"))


def test_a_formula_whose_mathml_is_not_valid_stops_the_build(monkeypatch):
    monkeypatch.setattr("katex_math.faults", lambda mathml: ["<msub> has 3 children; it takes 2"])
    with pytest.raises(ValueError, match="not valid: <msub> has 3 children"):
        render(r"\lambda_{\text{never seen before}}")


def test_every_formula_of_the_book_is_valid():
    formulas = [(name, each) for name in ALL for each in math((SITE / f"{name}.html").read_text("utf-8"))]
    assert len(formulas) > 500
    assert {each: (name, faults(each)) for name, each in formulas if faults(each)} == {}
