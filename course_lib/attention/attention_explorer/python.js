// The course_lib call behind the picture. No DOM.
const NAMES = { q: "query", k: "key", v: "value" };
const row = ([x, y]) => `[${x}, ${y}]`;

// (T, 2), or (heads, T, 2) for two heads; lines that a page can hold
function array(kind, each) {
  const rows = (one, indent) => `[${one[kind].map(row).join(`,\n${indent}`)}]`;
  const own = each.length > 1 ? "    " : "   ";
  const inside = each.map((one) => rows(one, own)).join(`,\n   `);
  return `${NAMES[kind]} = np.array(\n  ${each.length > 1 ? `[${inside}]` : inside}\n)`;
}

const list = (seen) => `[${seen.map((v) => (v ? "True" : "False")).join(", ")}]`;
const HOW = { none: [], causal: ["is_causal=True"], padding: ["attn_mask=mask"] };

export function python(state, all) {
  const { each, pick, words, target, seen } = all;
  const two = each.length > 1;
  const how = [...HOW[state.mask], ...(state.scale ? [] : ["scale=1"])].map((part) => `, ${part}`).join("");
  const total = two ? ".sum(axis=0)" : "";
  const back = state.way === "backward";
  const imports = ["attention_weights", "scaled_dot_product_attention"];
  if (back) imports.push("scaled_dot_product_attention_backward");
  const lines = [
    "import numpy as np",
    `from course_lib.attention import (\n    ${imports.join(",\n    ")},\n)`,
    "",
    `# ${words.join(" ")}${state.positions === "none" ? "" : `, ${state.positions} positions`}`,
    ...["q", "k", "v"].map((kind) => array(kind, each)),
    ...(state.mask === "padding" ? [`mask = np.array([${list(seen[0])}])`] : []),
    `print(attention_weights(query, key${how}))`,
    `output = scaled_dot_product_attention(query, key, value${how})${total}`,
    "print(output)",
  ];
  if (!back) return lines.join("\n");
  const place = two ? `[:, ${pick}]` : `[${pick}]`;
  return [
    ...lines,
    `grad_output = np.zeros(value.shape)  # L = half the squared distance to the goal`,
    `grad_output${place} = output[${pick}] - np.array(${row(target)})`,
    "grads = scaled_dot_product_attention_backward(",
    `    grad_output, query, key, value${how}`,
    ")",
    "for grad in grads:",
    "    print(grad)  # by query, by key, by value",
  ].join("\n");
}
