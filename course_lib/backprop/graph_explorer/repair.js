// A broken backward pass: the learner says where it goes wrong first and what should stand there.
import { button, fill, format, h, setText, uid } from "../../widgets/ui.js";
import { judge } from "./faults.js";
import { said } from "./grid.js";
import { analyse, faulty } from "./state.js";

export function repair({ state, set, words }) {
  const id = uid("repair");
  const box = h("input", { type: "number", id, step: "any" });
  const place = h("strong", {});
  const verdict = h("p", { class: "verdict", role: "status" });
  const check = button("Check", () => answer(), { class: "primary" });
  box.addEventListener("keydown", ({ key }) => key === "Enter" && answer());
  const form = h(
    "p",
    { class: "number" },
    "It goes wrong first at ",
    place,
    h("label", { for: id }, "where the gradient should be"),
    box,
    check,
  );
  const el = h("div", { class: "repair", "data-control": "repair" }, h("p", {}, words.ask), form, verdict);

  function answer() {
    const all = analyse(state);
    const typed = box.valueAsNumber;
    const { graph, right } = all;
    const code = judge({ ...all, shown: faulty(state) }, state.pick, typed);
    const node = graph.nodes[state.pick];
    const values = {
      name: node ? said(node) : "",
      typed: format(typed),
      right: node ? format(right[node.id].data[0]) : "",
      why: words.why[state.challenge],
    };
    setText(verdict, fill(words.verdict[code], values));
    if (code === "right") set({ repaired: true });
  }
  function draw({ graph }) {
    el.hidden = !state.challenge;
    form.hidden = state.repaired;
    const node = graph.nodes[state.pick];
    setText(place, node ? said(node) : "…");
    if (state.repaired && !verdict.textContent) setText(verdict, `✓ ${words.why[state.challenge]}`);
  }
  const forget = () => {
    box.value = "";
    setText(verdict, "");
  };
  return { el, draw, forget };
}
