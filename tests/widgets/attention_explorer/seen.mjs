// The cases of the fixture, and what state.js makes of each.
import { analyse } from "../../../course_lib/attention/attention_explorer/state.js";
import { fixture } from "../fixtures.mjs";

export const { cases, lesson, lessons, drawn: words } = fixture("attention");
export const seen = cases.map((c) => {
  const state = { ...c.settings, way: "forward", lr: 0.3 };
  return { ...c, state, all: analyse(state, lesson), name: JSON.stringify(c.settings) };
});
export const flat = (...parts) => parts.flat(9);
