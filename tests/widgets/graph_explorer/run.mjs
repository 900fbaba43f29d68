// One run of an expression, forward and backward.
import { backward, build, forward } from "../../../course_lib/backprop/graph_explorer/graph.js";

export const run = (expression, values = {}, fault = {}) => {
  const graph = build(expression);
  const all = forward(graph, values);
  return { graph, values: all, ...backward(graph, all, Infinity, fault) };
};
