// What runs before a cell, which tests belong to an answer, what the editor's keys change, what leaves in a notebook.
import assert from "node:assert/strict";
import { test } from "node:test";
import { broken, indented, outdented } from "../../book/cells/ui/editor.mjs";
import { withFormulas } from "../../book/cells/ui/markdown.mjs";
import { withEdits } from "../../book/cells/ui/notebook.mjs";
import { overwritten } from "../../book/cells/ui/output.mjs";
import { answerOf, testsOf, toRun } from "../../book/cells/ui/plan.mjs";
import { absent, ended, unfinished, verdict } from "../../book/cells/ui/words.mjs";

const rows = (...kinds) => kinds.map((kind, i) => ({ id: `${i}`, kind }));
const page = { hasRun: () => false, isTouched: () => false };

test("a cell runs what stands above it, but no solution, torch, missing module, explorable or test", () => {
  const lesson = rows("run", "torch", "missing", "widget", "solution", "given", "test", "run", "run");
  assert.deepEqual(toRun(lesson, 7, page), [0, 5, 7]);
  assert.deepEqual(toRun(lesson, 4, page), [0, 4]);
});

test("what has run as it stands does not run again, the cell itself does", () => {
  assert.deepEqual(toRun(rows("run", "run", "run"), 2, { ...page, hasRun: (k) => k !== 1 }), [1, 2]);
});

test("an answer above runs only once it is written", () => {
  const exercise = rows("answer", "answer", "test");
  assert.deepEqual(toRun(exercise, 2, page), [2]);
  assert.deepEqual(toRun(exercise, 2, { ...page, isTouched: (k) => k === 1 }), [1, 2]);
});

test("an answer's tests end at the next answer, and what is given after the last of them is not theirs", () => {
  const exercise = rows("given", "answer", "test", "given", "test", "given", "answer", "test", "run");
  assert.deepEqual(testsOf(exercise, 1), [2, 3, 4]);
  assert.deepEqual(testsOf(exercise, 6), [7]);
  assert.deepEqual(testsOf(rows("answer", "given"), 0), []);
  assert.equal(answerOf(exercise, 4), 1);
  assert.equal(answerOf(exercise, 0), -1);
});

/** The text after a change, the selection as brackets. */
const after = (how, marked) => {
  const start = marked.indexOf("[");
  const end = marked.indexOf("]") - 1;
  const text = marked.replace(/[[\]]/g, "");
  const to = how(text, start, end);
  const now = text.slice(0, to.from) + to.text + text.slice(to.to);
  return `${now.slice(0, to.start)}[${now.slice(to.start, to.end)}]${now.slice(to.end)}`;
};

test("Enter keeps the depth, and a colon makes it deeper", () => {
  assert.equal(after(broken, "  a = 1[]"), "  a = 1\n  []");
  assert.equal(after(broken, "def f():  # why[]\nx"), "def f():  # why\n    []\nx");
  assert.equal(after(broken, "  if x:[]"), "  if x:\n      []");
  assert.equal(after(broken, "ab[cd]"), "ab\n[]");
});

test("Tab goes to the next step, and moves selected lines", () => {
  assert.equal(after(indented, "a[]b"), "a   []b");
  assert.equal(after(indented, "    []b"), "        []b");
  assert.equal(after(indented, "x\na[\n\nb]"), "x\n    a[\n\n    b]");
});

test("Shift and Tab moves lines back, no further than the margin", () => {
  assert.equal(after(outdented, "      a[]"), "  a[]");
  assert.equal(after(outdented, "  [a\n     b]"), "[a\n b]");
  assert.equal(after(outdented, "a[]"), "a[]");
});

test("a notebook leaves with its edits, and an edited cell without the old output", () => {
  const cell = { cell_type: "code", metadata: { nbgrader: { points: 1 } }, outputs: [1], execution_count: 2 };
  const notebook = {
    cells: [
      { ...cell, id: "a", source: [] },
      { ...cell, id: "b", source: ["x"] },
    ],
    nbformat: 4,
  };
  const { cells, nbformat } = withEdits(notebook, { a: "x = 1\n\ny" });
  assert.equal(nbformat, 4);
  assert.deepEqual(cells[1], notebook.cells[1]);
  assert.deepEqual(cells[0], {
    ...cell,
    id: "a",
    source: ["x = 1\n", "\n", "y"],
    outputs: [],
    execution_count: null,
  });
  assert.deepEqual(withEdits(notebook, { a: "" }).cells[0].source, []);
});

test("a text leaves in its own cell, which has no outputs", () => {
  const cell = { cell_type: "markdown", id: "a", metadata: { nbgrader: { points: 3 } } };
  const { cells } = withEdits({ cells: [{ ...cell, source: ["x"] }] }, { a: "One.\nTwo." });
  assert.deepEqual(cells, [{ ...cell, source: ["One.\n", "Two."] }]);
});

test("a carriage return takes back its line", () => {
  assert.equal(overwritten("a\n10 %\r20 %\r30 %\nb"), "a\n30 %\nb");
  assert.equal(overwritten("a\r\nb"), "a\nb");
  assert.equal(overwritten("50 %\r"), "50 %\r"); // nothing has come in its place
});

test("Markdown becomes HTML, formulas and code untouched by it", () => {
  const html = (source) => withFormulas(source, (tex, display) => `<f ${display}>${tex}</f>`);
  assert.equal(
    html("# T\n\na **b** *c* `x*y*z`"),
    "<p><strong>T</strong></p>\n<p>a <strong>b</strong> <em>c</em> <code>x*y*z</code></p>",
  );
  assert.equal(html("$a_1*b_2*c$ costs 3$ or 4$"), "<p><f false>a_1*b_2*c</f> costs 3$ or 4$</p>");
  assert.equal(html("$$x < y$$"), "<f true>x < y</f>");
  assert.equal(html("- a\n- b"), "<ul><li>a</li><li>b</li></ul>");
  assert.equal(
    html("|a|b|\n|---|:-:|\n|1|<i>|"),
    "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>&lt;i&gt;</td></tr></tbody></table>",
  );
  assert.equal(
    html("```python\na < b\n\n# c\n```"),
    '<div class="highlight"><pre tabindex="0">a &lt; b\n\n# c\n</pre></div>',
  );
  assert.equal(
    html("<script>x</script> [a](javascript:x)"),
    "<p>&lt;script&gt;x&lt;/script&gt; [a](javascript:x)</p>",
  );
});

test("how a cell ended is told in words", () => {
  assert.equal(ended({ ms: 3 }, ""), "under 0.01 s");
  assert.equal(ended({ ms: 312 }, ""), "0.31 s");
  assert.equal(ended({ ms: 12_340, error: { kind: "ValueError" } }, ""), "ValueError, 12.3 s");
  assert.match(ended({ ms: 312 }, "slower start"), /^0.31 s. Slower start: /);
  assert.match(ended({ stopped: "deadline" }, ""), /60 s/);
  assert.match(ended({ stopped: "stop", lost: true }, "variables lost"), /variables lost/);
  assert.match(ended({ stopped: "stop", lost: true }, "Python ended"), /^Python ended/);
});

test("a test says its message, or the line that does not hold", () => {
  const traceback = '  File "<cell 3>", line 2, in <module>\n    assert f(2) == 4\nAssertionError\n';
  assert.equal(verdict({ error: null, stopped: "" }), "passed");
  assert.equal(verdict({ error: { kind: "AssertionError", message: "Twice.", traceback } }), "Twice.");
  assert.equal(
    verdict({ error: { kind: "AssertionError", message: "", traceback } }),
    "does not hold: assert f(2) == 4",
  );
  assert.equal(
    verdict({ error: { kind: "NotImplementedError", message: "", traceback } }),
    "nothing is written here yet",
  );
  assert.equal(verdict({ error: { kind: "NameError", message: "no x", traceback } }), "NameError: no x");
  assert.equal(verdict({ error: { kind: "KeyboardInterrupt" }, stopped: "stop" }), "not finished");
});

test("what needs an answer that is not written does not run, unless it was changed", () => {
  const [imports, answer, look, after] = rows("run", "answer", "run", "run");
  const page9 = [imports, answer, { ...look, needs: ["1"] }, after];
  assert.deepEqual(toRun(page9, 3, page), [0, 3]);
  assert.deepEqual(toRun(page9, 2, page), [0, 2]); // asked for, it runs
  assert.deepEqual(toRun(page9, 3, { ...page, isTouched: (k) => k === 1 }), [0, 1, 2, 3]);
  assert.deepEqual(toRun(page9, 3, { ...page, isTouched: (k) => k === 2 }), [0, 2, 3]);
});

test("a verdict names the line of the answer, and asks where a name went", () => {
  const traceback =
    '  File "<cell 3>", line 2, in <module>\n    f(2)\n  File "<cell 2>", line 4, in f\n    max(d)\n';
  const answer = { number: 2, name: "cell 2", isEdited: true, row: { gives: ["f"] } };
  const error = { kind: "ValueError", message: "The truth value of an array is ambiguous", traceback };
  assert.match(verdict({ error }, answer), /^ValueError: The .* \(line 4: max\(d\)\)\. .*np\.maximum/);
  const typo = { kind: "SyntaxError", message: "expected ':' (<cell 2>, line 1)" };
  const where = { traceback: '  File "<cell 2>", line 1\n    def f()\n' };
  assert.equal(
    verdict({ error: { ...typo, ...where } }, answer),
    "SyntaxError: expected ':' (line 1: def f())",
  );
  const gone = { error: { kind: "NameError", message: "name 'f' is not defined", traceback: "" } };
  assert.equal(
    verdict(gone, answer, [null, answer]),
    "NameError: name 'f' is not defined. f should be defined in cell 2: did you rename it?",
  );
  const open = [{ ...answer, isEdited: false }];
  assert.match(verdict(gone, answer, open), /\. Nothing is written in cell 2 yet\.$/);
});

test("a module that is only imported is missed all the same", () => {
  assert.equal(absent("import numpy\n  import torch.nn as nn"), "torch");
  assert.equal(absent("import torchless\n# import torch"), undefined);
});

test("a job that did not come to its end says why", () => {
  assert.equal(unfinished("stop"), "Not finished: stopped");
  assert.equal(unfinished(""), "Not finished: stopped"); // it never began
  assert.match(unfinished("deadline"), /60 s$/);
  assert.match(unfinished("Python ended"), /variables lost/);
});
