// What a name of a loop is: an array, a whole number that counts or stands in an index, or a number like those of the arrays.

// All trees in a tree, itself among them.
export function walk(tree) {
  if (!Array.isArray(tree)) return [];
  const inner = tree.flatMap(walk);
  return typeof tree[0] === "string" ? [tree, ...inner] : inner;
}

// The names that a value reads, without arrays; of short functions of `known` those in them too.
export function names(tree, known = {}) {
  return walk(tree).flatMap(([kind, name]) => {
    if (kind === "call" && known[name]) {
      const { value, parameters } = known[name];
      return names(value, known).filter((x) => !parameters.includes(x));
    }
    return kind === "name" ? [name] : [];
  });
}

export function kindsOf(body) {
  const all = walk(body);
  const arrays = new Set(
    all.filter(([kind]) => ["at", "store", "length"].includes(kind)).map(([, name]) => name),
  );
  const counting = all.flatMap(([kind, first, second, third]) => {
    if (kind === "for") return [first, second, third];
    return kind === "at" || kind === "store" ? [second] : [];
  });
  const whole = new Set(counting.flatMap((tree) => [...names(tree), ...set(tree)]));
  let before = -1;
  while (whole.size > before) {
    before = whole.size;
    for (const [kind, name, value] of all)
      if (kind === "set" && whole.has(name)) for (const x of names(value)) whole.add(x);
  }
  return { whole, arrays };
}

const set = (tree) =>
  walk(tree)
    .filter(([kind]) => kind === "set")
    .map(([, name]) => name);

// Whether all that a loop moves goes on by one.
export const byOne = (steps) =>
  steps.every(([, x, [kind, sign, left, right]]) =>
    [kind === "two", sign === "+", left?.[1] === x, right?.[0] === "number", right?.[1] === 1].every(Boolean),
  );

// A short function's value with arguments for its parameters.
export function filled(tree, parameters, args) {
  if (!Array.isArray(tree)) return tree;
  if (tree[0] === "name" && parameters.includes(tree[1])) return args[parameters.indexOf(tree[1])];
  return tree.map((each) => filled(each, parameters, args));
}
