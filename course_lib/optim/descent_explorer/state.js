// What the descent explorer says from its settings alone: which of them may be used, and the code. No DOM.

// Python's texts have places for numbers: "{lambda}".
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

// From a link, a learner's hand or nowhere: only what makes sense is let in. `rules` come from Python: names to
// choose from, or [low, high, whole]. A pair stays a pair, the rates stay seven.
export function valid(patch, rules, state) {
  const many = (v) => Object(v) === v;
  const fits = (v, rule) =>
    typeof rule[0] === "string"
      ? rule.includes(v)
      : typeof v === "number" && v >= rule[0] && v <= rule[1] && !(rule[2] && v % 1);
  const shape = (v) => `${Array.isArray(v)} ${many(v) ? Object.keys(v) : typeof v}`;
  return Object.fromEntries(
    Object.entries(patch).filter(
      ([key, v]) =>
        Object.hasOwn(rules, key) &&
        (many(v) ? Object.values(v) : [v]).every((one) => fits(one, rules[key])) &&
        (key === "optimizers"
          ? Array.isArray(v) && v.length && new Set(v).size === v.length
          : shape(v) === shape(state[key])),
    ),
  );
}

// The course_lib calls that print the loss of every racer at the current step: the lines of `code`, each with what
// it is for.
export function python(state, { lines, classes, racers }) {
  const { surface, noise, batch_size, optimizers, lrs, momentum } = state;
  const data = surface === "regression";
  const disturbed = data ? batch_size : noise;
  const wants = [
    "always",
    data ? "data" : "plain",
    data ? "" : surface === "bowl" ? "bowl" : "bent",
    ...(disturbed ? ["random", data ? "batches" : "noise"] : ["exact"]),
  ];
  const values = {
    ...state,
    start: state.start.join(", "),
    classes: [...new Set(optimizers.map((name) => classes[name]))].join(", "),
    racers: optimizers
      .map((name) =>
        fill(racers[name], { lr: lrs[name], momentum, nesterov: momentum > 0 ? "True" : "False" }),
      )
      .join("\n"),
  };
  return lines
    .filter(([when]) => wants.includes(when))
    .map(([, line]) => fill(line, values))
    .join("\n");
}
