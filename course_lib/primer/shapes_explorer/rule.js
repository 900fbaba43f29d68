// The rule of broadcasting as a small table: the shapes, written one below the other from the right.
import { h } from "../../widgets/ui.js";

export function ruleTable() {
  const head = h("thead", {});
  const body = h("tbody", {});
  const caption = h(
    "caption",
    {},
    "Shapes, lined up at their last axis: two lengths must be equal, or one of them 1",
  );
  const el = h("table", { class: "rule", "data-control": "rule" }, caption, head, body);
  const row = (name, cells) => h("tr", {}, h("th", { scope: "row" }, name), cells);

  const draw = (axes) => {
    const n = axes.length;
    const names = axes.map((_, i) => h("th", { scope: "col" }, `axis −${n - i}`));
    head.replaceChildren(h("tr", {}, h("th", { scope: "col" }, "array"), names));
    const lengths = (which) => axes.map((axis) => cellOf(axis[which], axis));
    const results = axes.map(({ clash, length }) =>
      h("td", { class: clash ? "clash" : "" }, clash ? "✗" : length),
    );
    body.replaceChildren(row("a", lengths("one")), row("b", lengths("other")), row("result", results));
  };
  return { el, draw };
}

function cellOf(length, { clash, length: common }) {
  const stretched = !clash && length !== common;
  const text = length === undefined ? `none → ${common}` : stretched ? `${length} → ${common}` : `${length}`;
  return h("td", { class: clash ? "clash" : stretched ? "stretched" : "" }, text);
}
