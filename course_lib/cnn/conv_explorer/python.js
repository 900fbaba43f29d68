// The course_lib call behind the picture. No DOM.
const written = (rows) => JSON.stringify(rows).replaceAll(",", ", ");
const matrix = (map, indent) => `[${map.map(written).join(`,\n${indent}`)}]`;
const array = (name, maps) => {
  const lists = (maps4, indent) =>
    Array.isArray(maps4[0][0][0])
      ? `[${maps4.map((each) => lists(each, `${indent} `)).join(`,\n${indent}`)}]`
      : `[${maps4.map((each) => matrix(each, `${indent}  `)).join(`,\n${indent} `)}]`;
  return `${name} = np.array(${lists(maps, " ".repeat(name.length + 13))})`;
};

export function python(state, all) {
  const { stride, padding, dilation } = state;
  const how = `stride=${stride}, padding=${padding}, dilation=${dilation}`;
  const head = [
    "import numpy as np",
    `from course_lib.cnn import conv2d${all.grads ? ", conv2d_backward" : ""}`,
    "",
    array("x", [all.x]),
    array("weight", all.weight),
    `y = conv2d(x, weight, ${how})`,
  ];
  if (!all.out) return head.join("\n");
  if (all.stack) head.push(`y = conv2d(y, weight, ${how})`);
  head.push(`print(y[0, ${all.pick.join(", ")}])`);
  if (!all.grads) return head.join("\n");
  const [f, r, c] = all.pick;
  const flat = "grad_output.reshape(-1)";
  const end = `[: np.ravel_multi_index((0, ${f}, ${r}, ${c}), y.shape) + 1]`;
  const place = { one: `grad_output[0, ${f}, ${r}, ${c}]`, sofar: flat + end, all: "grad_output[:]" }[
    state.arrives
  ];
  return [
    ...head,
    "grad_output = np.zeros(y.shape)",
    `${place} = ${state.upstream}`,
    "grad_x, grad_weight = conv2d_backward(",
    `    grad_output, x, weight, ${how}`,
    ")",
    "print(grad_x[0].tolist())",
    "print(grad_weight.tolist())",
  ].join("\n");
}
