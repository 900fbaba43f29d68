// Something to find in the network: the page judges what is chosen.
import { button, fill, format, h, setText } from "../../widgets/ui.js";
import { judge } from "./judge.js";

export function quest({ state, it, words }) {
  const verdict = h("p", { class: "verdict", role: "status" });
  const check = button("Check", () => answer(), { class: "primary" });
  const el = h("div", { class: "quest", "data-control": "check" }, check, verdict);
  let asked = "";
  function answer() {
    const { code, ...numbers } = judge(state, it());
    const told = Object.entries(numbers).map(([name, v]) => [name, told1(v)]);
    const name = words.tensors[state.tensor].label;
    setText(verdict, fill(words.verdict[state.quest][code], { ...state, name, ...Object.fromEntries(told) }));
  }
  function draw() {
    const place = state.quest === "decides" ? it().ids.length : 0; // another character, another answer
    const now = JSON.stringify([state.quest, state.tensor, state.block, state.head, place]);
    if (now !== asked) setText(verdict, "");
    asked = now;
    el.hidden = state.quest === "none";
  }
  return { el, draw };
}

const told1 = (v) => (typeof v === "number" ? format(v, 3) : JSON.stringify(v));
