// The run in sight as a program, in NumPy or in PyTorch: fills in the templates of code.py. No DOM.
import { fill } from "../../widgets/ui/texts.js";
import { classesOf, sizesOf } from "./engine.js";

const joined = (text, entries) => entries.map((fields) => fill(text, fields)).join(", ");

// "[name]…" stays where fields.name is true, "[!name]…" where it is not; a list gives one line an entry.
function lines(text, fields) {
  const [, not, name, rest] = /^\[(!?)(\w+)\](.*)$/.exec(text) ?? [];
  if (!name) return [fill(text, fields)];
  const value = fields[name];
  const entries = Array.isArray(value) ? value : !value === !!not ? [{}] : [];
  return entries.flatMap((entry) => lines(rest, { ...fields, ...entry }));
}

// What the program says of each layer.
const layersOf = (state, texts, names, sizes, masked) =>
  names.map((name, i) => {
    const inner = i < state.hidden.length;
    const [f, slope, module] = texts.activations[name];
    return {
      i,
      k: i + 1,
      up: i + 2,
      inputs: sizes[i],
      outputs: sizes[i + 1],
      f,
      slope,
      module,
      drop: masked && inner ? " Dropout()," : "",
      h: inner ? "h{k}" : "out",
      below: !i ? "x" : masked ? "(m{i} * h{i})" : "h{i}",
    };
  });

function fieldsOf(state, texts, losses) {
  const { points, loss } = state;
  const own = state.data === "own";
  const n = own ? points.length : state.n_samples;
  const train = Math.round(state.train_share * n);
  const sizes = sizesOf(state);
  const names = [...state.activation, state.output_activation];
  const masked = state.dropout.some(Boolean);
  const layers = layersOf(state, texts, names, sizes, masked);
  const inner = layers.slice(0, -1);
  const [optimizer, options] = texts.optimizers[state.optimizer];
  const edits = state.edits
    .filter(([i, unit, input]) => unit < sizes[i + 1] && input < sizes[i])
    .map(([i, unit, input, value]) => ({ i, k: i + 1, unit, input, value }));
  return {
    ...Object.fromEntries([loss, ...names].map((name) => [name, true])),
    ...texts,
    ...state,
    own,
    n,
    train,
    test: n - train,
    n_classes: classesOf(state),
    sizes,
    masked,
    layers,
    optimizer,
    options,
    lossOf: losses[loss],
    top: layers.slice(-1),
    under: [...inner].reverse(),
    deep: inner.length,
    penalty: state.l1 || state.l2,
    ahead: state.momentum ? "True" : "False",
    rows: points.map((row) => ({ row })),
    weights: edits.filter((e) => e.input >= 0),
    biases: edits.filter((e) => e.input < 0),
    epochs: Math.max(state.histograms ? 0 : 1, state.epochs),
    params: joined("W{k}, b{k}", layers),
    values: joined("{h}", layers),
    masks: joined("m{k}", inner),
    ones: joined("m{k}=1", inner),
  };
}

const writer = (kind) => (state, texts) => {
  const { text, losses } = texts[kind];
  const fields = fieldsOf(state, texts, losses);
  if (!fields.n) return texts.empty;
  const code = text
    .split("\n")
    .flatMap((each) => lines(each, fields))
    .join("\n");
  return code.includes("np.") ? code : code.replace(/import numpy.*\n/, "");
};

// state: the playground's traits; texts: what code.py holds.
export const pythonCode = writer("python");
export const torchCode = writer("torch");
