// The course_lib call behind the picture. No DOM.
import { placed } from "./lesson.js";
import { KINDS } from "./tokens.js";

const NAMES = { q: "query", k: "key", v: "value" };
const HOW = { none: [], causal: ["is_causal=True"], padding: ["attn_mask=mask"] };
const row = ([x, y]) => `[${x}, ${y}]`;
const list = (seen) => `[${seen.map((v) => (v ? "True" : "False")).join(", ")}]`;

// (T, 2), or (heads, T, 2) for two heads; lines that a page can hold
function array(kind, each) {
  const rows = (one, indent) => `[${one[kind].map(row).join(`,\n${indent}`)}]`;
  const own = each.length > 1 ? "    " : "   ";
  const inside = each.map((one) => rows(one, own)).join(",\n   ");
  return `${NAMES[kind]} = np.array(\n  ${each.length > 1 ? `[${inside}]` : inside},\n  dtype=float,\n)`;
}

// What the places in the sentence add to the arrows of the words, or make of them.
const PLACES = {
  none: [],
  sinusoidal: [
    "places = sinusoidal_positions(query.shape[-2], 2)",
    "query, key, value = query + places, key + places, value + places",
  ],
  rotary: ["query, key = apply_rotary(query), apply_rotary(key)"],
};

export function python(state, { words, pick, seen, target }) {
  const { vectors, heads, positions, mask } = state;
  const each = Array.from({ length: heads }, (_, head) => placed(words, vectors, head, "none"));
  const how = [...HOW[mask], ...(state.scale ? [] : ["scale=1"])].map((part) => `, ${part}`).join("");
  const back = state.way === "backward";
  const imports = [
    ...{ none: [], sinusoidal: ["sinusoidal_positions"], rotary: ["apply_rotary"] }[positions],
    ...["attention_weights", "scaled_dot_product_attention"],
    ...(back ? ["scaled_dot_product_attention_backward"] : []),
  ].sort();
  const lines = [
    "import numpy as np",
    `from course_lib.attention import (\n    ${imports.join(",\n    ")},\n)`,
    "",
    `# ${words.join(" ")}`,
    ...KINDS.map((kind) => array(kind, each)),
    ...PLACES[positions],
    ...(mask === "padding" ? [`mask = np.array([${list(seen[0])}])`] : []),
    `weights = attention_weights(query, key${how})`,
    `output = scaled_dot_product_attention(query, key, value${how})${heads > 1 ? ".sum(axis=0)" : ""}`,
    "print(weights, output)",
  ];
  if (!back) return lines.join("\n");
  return [
    ...lines,
    "grad_output = np.zeros(value.shape)  # L = half the squared distance to the goal",
    `grad_output[..., ${pick}, :] = output[${pick}] - np.array(${row(target)})`,
    "grads = scaled_dot_product_attention_backward(",
    `    grad_output, query, key, value${how}`,
    ")",
    "for grad in grads:",
    "    print(grad)  # by query, by key, by value",
  ].join("\n");
}
