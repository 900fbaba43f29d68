// How good it is: what it got right when it was judged.
import { fill, h } from "../../widgets/ui.js";

export function report({ rows, judged, values, unseen }) {
  const number = (name, v) => h("span", { class: "readout", "data-name": name, "data-value": v }, String(v));
  const line = ({ name, label, right, of, percent, low, high }) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, label),
      h("td", {}, number(`${name} right`, right), " of ", number(`${name} of`, of)),
      h("td", {}, number(`${name} percent`, percent), " %", low === undefined ? "" : ` (${low}–${high})`),
    );
  const heads = ["digits", "read right", "share (95 % interval)"];
  return h(
    "details",
    { class: "more", "data-control": "report" },
    h("summary", {}, "How good is it?"),
    h("p", { class: "note" }, fill(judged, values)),
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          heads.map((text) => h("th", { scope: "col" }, text)),
        ),
      ),
      h("tbody", {}, rows.map(line)),
    ),
    h("p", { class: "note" }, unseen),
  );
}
