// KaTeX's MathML, made valid. KaTeX builds a tree in which one argument may be a list of nodes: `\max` as a
// subscript is <mi>max</mi><mo>&#8289;</mo>, and <msub> then has three children. What reads MathML, such as a
// screen reader, is told an error there. So the tree is mended before it becomes text: an argument is one
// node, and an operator made of letters is one word. book/mathml.py judges the text, whoever wrote it.

const WITH_ARGUMENTS = ["mfrac", "mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover"];
const TOKENS = ["mi", "mn", "mo", "ms", "mtext"];

const isList = (node) => node.type === undefined && Array.isArray(node.children);
const isElement = (node) => node.type !== undefined && Array.isArray(node.children);

/** The leaves of a tree that holds nothing but words and spaces, or null. */
function letters(node) {
  if (!isList(node) && !isElement(node)) return [node];
  if (isElement(node) && node.type !== "mrow" && !TOKENS.includes(node.type)) return null;
  const parts = node.children.map(letters);
  return parts.includes(null) ? null : parts.flat();
}

/** A token such as <mo> around other elements: one word where it is one, else a row. */
function mendToken(node) {
  const [first, ...rest] = letters(node) ?? [];
  if (first?.text === undefined || rest.some((leaf) => leaf.text === undefined)) {
    [node.type, node.attributes] = ["mrow", {}];
    return;
  }
  const all = [first, ...rest].map((leaf) => leaf.text).join("");
  first.text = all.replace(/\u2061$/, ""); // "applied to what follows" is said of a whole operator
  node.children = [first];
}

/** Mends a tree of KaTeX in place, from the leaves up, and returns it. */
export function mend(node) {
  for (const child of node.children ?? []) mend(child);
  if (!isElement(node)) return node;
  const MathNode = node.constructor;
  if (WITH_ARGUMENTS.includes(node.type)) {
    const isOne = (child) => !isList(child) || child.children.length === 1;
    node.children = node.children.map((child) =>
      isOne(child) ? child : new MathNode("mrow", child.children),
    );
  } else if (TOKENS.includes(node.type) && node.children.some((child) => isElement(child) || isList(child))) {
    mendToken(node);
  }
  return node;
}
