// The edges: a way forward with its local derivative, and what came back along it.
import { format, s } from "../../widgets/ui.js";
import { pretty } from "./grid.js";
import { partOf } from "./state.js";

const [WIDE, HIGH] = [6.8, 15]; // of a character and a line of a label

// The group of all edges. sees(name): whether a task lets it be seen.
export function edges(places, all, picked) {
  const taken = places.places.map(({ x, y, w, h }) => [x, y, w, h]);
  const lines = places.edges.map((edge) => line(edge, all, picked));
  const labels = places.edges.flatMap((edge) => label(edge, all, taken, spread(edge, places.edges)));
  return [s("g", {}, lines), s("g", {}, labels)];
}

// Smooth from point to point, level at each.
function path(points) {
  const [[x0, y0], ...rest] = points;
  let d = `M${x0} ${y0}`;
  let last = points[0];
  for (const [x, y] of rest) {
    const half = (last[0] + x) / 2;
    d += `C${half} ${last[1]} ${half} ${y} ${x} ${y}`;
    last = [x, y];
  }
  return d;
}

function line(edge, all, picked) {
  const { points, to, from } = edge;
  const back = Boolean(partOf(all, edge));
  const look = [
    "edge",
    all.known(to) ? "known" : "",
    back ? "back" : "",
    [from, to].includes(picked) ? "near" : "",
  ];
  const [[x0, y0], [x1, y1]] = [points[0], points.at(-1)];
  return s(
    "g",
    { class: look.filter(Boolean).join(" ") },
    s("path", { d: path(points) }),
    s("path", { class: "tip", d: back ? `M${x0} ${y0}l8 -5v10z` : `M${x1} ${y1}l-7 -4v8z` }),
  );
}

// Several uses of one node part near their ends, several inputs of one node near their beginnings.
const spread = ({ from }, every) =>
  every.filter((other) => other.from === from).length > 1
    ? [0.62, 0.5, 0.72, 0.38]
    : [0.45, 0.36, 0.55, 0.64];

function label(edge, all, taken, tries) {
  const { to, port } = edge;
  const local = all.locals[to]?.[port];
  const plain = local?.data.length === 1;
  const gap = edge.points[1][0] - edge.points[0][0];
  const data = plain ? { "data-name": `local.${to}.${port}`, "data-value": local.data[0] } : {};
  const part = partOf(all, edge);
  const forked =
    gap > 70 && // in a narrow gap the sum on the card tells it
    all.graph.nodes[edge.from].uses.length > 1 &&
    part &&
    part.data.length === 1;
  const rows = [
    s("text", { class: "local", "data-control": "locals", ...data }, ruleOf(all, edge, local)),
    forked &&
      s(
        "text",
        {
          class: "gradient",
          "data-control": "gradients",
          "data-name": `part.${to}.${port}`,
          "data-value": part.data[0],
        },
        `▽ ${format(part.data[0])}`,
      ),
  ].filter(Boolean);
  const wide = WIDE * Math.max(...rows.map((row) => row.textContent.length));
  const [x, y] = room(edge.points, wide, HIGH * rows.length, taken, tries);
  rows.forEach((row, i) => {
    row.setAttribute("x", x);
    row.setAttribute("y", y + HIGH * (i - (rows.length - 1) / 2) + 4);
  });
  return all.known(to) ? rows : [];
}

// What stands on the edge where the local derivative is an array, or a matrix on one side of the gradient.
function ruleOf({ graph }, { to, port }, local) {
  if (local) return new Set(local.data).size > 1 ? "⊙" : `×${format(local.data[0])}`;
  const { inputs } = graph.nodes[to];
  const { name } = graph.nodes[inputs[1 - port]];
  const other = name ? `${pretty(name)}ᵀ` : "…ᵀ";
  return port ? `${other} ▽` : `▽ ${other}`;
}

// A place along the edge where no other label stands yet.
function room(points, wide, high, taken, tries) {
  const along = points.slice(1).map(([x1, y1], i) => {
    const [x0, y0] = points[i];
    return (t) => [x0 + (x1 - x0) * t, y0 + (y1 - y0) * (3 * t * t - 2 * t * t * t)];
  });
  const every = along.flatMap((at) => tries.map(at));
  const free = ([x, y]) =>
    taken.every(([a, b, w, h]) => Math.abs(x - a) > (wide + w) / 2 || Math.abs(y - b) > (high + h) / 2 - 2);
  const found = every.find(free) ?? every[0];
  taken.push([...found, wide, high]);
  return found;
}
