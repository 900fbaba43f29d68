// The units as buttons: one tab stop, arrow keys from unit to unit, a press chooses one or switches a feature.
import { h } from "../../widgets/ui.js";

const MOVES = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

export function units({ state, view, box, it, pick, look, change }) {
  const all = new Map(); // "column,row" → its button
  const press = (column, row) => {
    if (column) pick([column - 1, row, -1]);
    else if (!it.fixed() && (state.features.length > 1 || !it.isOn(row)))
      change({ features: it.names.filter((_, i) => it.isOn(i) !== (i === row)) });
  };
  box.addEventListener("keydown", (event) => walk(event, all, it.columns()));

  function layout(places) {
    const old = new Set(all.keys());
    places.forEach(([column, row, x, y], i) => {
      const name = [column, row].join();
      old.delete(name);
      if (!all.has(name)) {
        all.set(name, unit({ press, look, it }, column, row));
        box.append(all.get(name));
      }
      const el = all.get(name);
      el.style = `left: ${x}px; top: ${y}px`;
      el.setAttribute("aria-label", it.nameOf(column, row));
      el.tabIndex = i ? -1 : 0;
    });
    for (const name of old) {
      all.get(name).remove();
      all.delete(name);
    }
  }
  function mark() {
    const [k, o] = view.picked;
    for (const [name, el] of all) {
      const [column, row] = name.split(",").map(Number);
      el.classList.toggle("gone", !column && it.fixed() && !it.isOn(row));
      el.setAttribute("aria-pressed", column ? column === k + 1 && row === o : it.isOn(row));
    }
  }
  return { layout, mark };
}

function unit({ press, look, it }, column, row) {
  const show = () => look({ shown: [column, row] });
  const hide = () => look({ shown: null });
  return h(
    "button",
    {
      type: "button",
      class: "unit",
      "data-spot": [column, row],
      onclick: () => press(column, row),
      onpointerenter: show,
      onpointerleave: hide,
      onfocus: show,
      onblur: hide,
    },
    !column && h("span", {}, it.nameOf(0, row)),
  );
}

function walk(event, all, counts) {
  const move = MOVES[event.key];
  if (!move || !event.target.dataset.spot) return;
  event.preventDefault();
  const [column, row] = event.target.dataset.spot.split(",").map((v, i) => Number(v) + move[i]);
  const next = all.get([column, Math.min(row, counts[column] - 1)].join());
  if (!next || next.classList.contains("gone")) return;
  event.target.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
