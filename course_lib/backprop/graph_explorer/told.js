// The graph explorer in one sentence or two, for whoever cannot see it.
import { format, summary } from "../../widgets/ui.js";
import { said } from "./grid.js";

export function told({ state, sees }) {
  const { el, set, stop } = summary();
  const written = ({ shape, data }) =>
    shape.length ? `[${[...data].map((v) => format(v)).join(", ")}]` : format(data[0]);

  function draw(all) {
    set(() => {
      const { graph, values, grads, order, computed, returned, whole } = all;
      const node = graph.nodes[state.pick];
      const root = graph.nodes[graph.root];
      const value = all.known(graph.root)
        ? `The result ${said(root)} is ${written(values[graph.root])}.`
        : "";
      const at = node
        ? `${said(node)} is ${all.known(node.id) ? written(values[node.id]) : "not computed yet"}.`
        : "";
      const grad =
        node && grads[node.id] && sees("gradients") ? `Its gradient is ${written(grads[node.id])}.` : "";
      const far =
        computed < order.length
          ? `${computed} of ${order.length} operations are computed.`
          : whole
            ? "All gradients are there."
            : `${returned} of ${order.length + 1} steps back are done.`;
      return [value, node?.id === graph.root ? "" : at, grad, far].filter(Boolean).join(" ");
    });
  }
  return { el, draw, stop };
}
