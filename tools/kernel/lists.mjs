// The text of WebAssembly as lists of lists of words, and back.

// A comment runs from ;; to the end of its line.
export function parse(text) {
  const stack = [[]];
  for (const [word] of text.replace(/;;.*/g, "").matchAll(/[()]|"[^"]*"|[^\s()"]+/g)) {
    if (word === "(") stack.push([]);
    else if (word === ")") {
      const list = stack.pop();
      if (!stack.length) throw new SyntaxError("one ) too many");
      stack.at(-1).push(list);
    } else stack.at(-1).push(word);
  }
  if (stack.length > 1) throw new SyntaxError(`${stack.length - 1} ) missing`);
  return stack[0];
}

export function said(list, depth = 0) {
  if (!Array.isArray(list)) return list;
  const parts = list.map((each) => said(each, depth + 1));
  const line = `(${parts.join(" ")})`;
  return line.length + 2 * depth < 110 ? line : `(${parts.join(`\n${"  ".repeat(depth + 1)}`)})`;
}
