// Task first: what a lesson asks, one task after the other, and what is in sight meanwhile.
import { button } from "./controls.js";
import { h, setText, uid } from "./dom.js";
import { ordered } from "./state.js";

// The settings of one task, as they are set: a preset brings all that belongs to it, a table keeps its other rows.
export function settingsOf({ settings }, presets, state, rules) {
  const all = { ...presets[settings.preset]?.settings, ...settings };
  for (const [name, v] of Object.entries(all))
    if (rules[name].kind === "table") all[name] = { ...state[name], ...v };
  return all;
}

// names → those in sight. What no task lists, such as a picture, is there unless a prediction hides it.
export function inSight({ name, state, usual, listed, hidden }) {
  if (hidden.includes(name)) return false;
  return state.all_controls || !listed.has(name) || usual.includes(name);
}

// store: the settings; begin(patch): the explorable starts from there, its run and its guess are forgotten.
// hidden(): names that are out of sight whatever is asked.
export function taskFirst({ model, store, title, begin, hidden = () => [] }) {
  const { state, initial, set } = store;
  const { usual, hints, controls } = ordered(model, "_in_sight");
  const presets = ordered(model, "_presets");
  const rules = ordered(model, "_rules");
  const begun = (each) => settingsOf(each, presets, state, rules);
  const listed = new Set(controls);
  const at = () => Math.min(state.task, state.tasks.length); // a link may lead beyond the last
  const task = () => state.tasks[at() - 1];
  const go = (to) => {
    if (to < at()) return back(to);
    const patch = begun(state.tasks[to - 1]);
    (Object.keys(patch).length ? begin : set)({ ...patch, task: to, revealed: false });
  };
  // What the page began with; in a later task, what that one began with.
  function startOf(to) {
    begin({ ...initial, task: to, all_controls: state.all_controls });
    if (to !== initial.task) for (const each of state.tasks.slice(0, to)) begin(begun(each));
  }
  const reset = () => startOf(state.task);
  // A task speaks of what it began with, so it begins anew, unless nothing but the reader's hand has changed it.
  function back(to) {
    const anew = state.tasks.slice(to, at()).some((each) => Object.keys(begun(each)).length);
    if (anew) startOf(to);
    else set({ task: to, revealed: false });
  }
  const head = headOf({ state, title, at, go, reset, set });
  let sees = () => true;
  function update(body) {
    const asks = body.querySelector("[data-control=predict]:not(.gone, [hidden])");
    const closed = state.revealed ? [] : (task()?.predict ?? (asks ? hints : []));
    const later = task()?.hide ?? [];
    const how = {
      state,
      listed,
      usual: task()?.controls ?? usual,
      hidden: [...closed, ...later, ...hidden()],
    };
    sees = (name) => inSight({ ...how, name });
    for (const el of body.querySelectorAll("[data-control]"))
      el.classList.toggle("gone", !sees(el.dataset.control));
    head.update(task());
  }
  return {
    el: head.el,
    update,
    sees: (name) => sees(name),
    reveal: () => set({ revealed: true }),
  };
}

function headOf({ state, title, at, go, reset, set }) {
  const every = button("All controls", () => set({ all_controls: !state.all_controls }));
  const [back, next] = [
    ["Back", "Back to the task before", -1],
    ["Next", "Next task", 1],
  ].map(([text, name, by]) => button(text, () => turn(by), { "aria-label": name }));
  const count = h("b", {});
  const ask = h("span", {});
  const guess = commitment(() => set({ revealed: true }));
  const box = h(
    "div",
    { class: "task", role: "group", "aria-label": "Task" },
    h("p", { class: "ask", role: "status" }, count, " ", ask),
    h("div", { class: "turn" }, back, next),
    guess.el,
  );
  const el = h(
    "div",
    { class: "asked" },
    h("p", { class: "title" }, title),
    h("div", { class: "turn" }, every, button("Reset", reset)),
  );
  const turn = (by) => {
    guess.forget();
    go(at() + by);
  };
  // The focus stays in the head where its button has nothing left to do.
  const off = (el, other, is) => {
    if (is && el.getRootNode().activeElement === el) {
      other.disabled = false;
      other.focus();
    }
    el.disabled = is;
  };
  function update(task) {
    every.setAttribute("aria-pressed", state.all_controls);
    if (!task) box.remove();
    else if (!box.parentNode) el.append(box);
    if (!task) return;
    const n = state.tasks.length;
    if (ask.dataset.ask !== task.ask) {
      ask.dataset.ask = task.ask;
      ask.replaceChildren(...task.ask.split("*").map((part, i) => (i % 2 ? h("em", {}, part) : part)));
    }
    setText(count, `${at()} of ${n}`);
    off(back, next, at() === 1);
    off(next, back, at() === n);
    guess.update(task, state);
  }
  return { el, update };
}

// Commit to a prediction in one's own words, or see what it hides without one.
function commitment(reveal) {
  const id = uid("said");
  const text = h("input", { type: "text", id, autocomplete: "off" });
  const go = button("Commit", () => (text.value.trim() ? reveal() : say()), { class: "primary" });
  const said = h("p", { class: "said", role: "status" });
  const say = () => setText(said, "Write down what you expect, then commit.");
  const form = h(
    "p",
    { class: "number" },
    h("label", { for: id }, "Your prediction"),
    text,
    go,
    button("Show me anyway", reveal),
  );
  text.addEventListener("keydown", ({ key }) => key === "Enter" && go.click());
  const el = h("div", { class: "commit" }, form, said);
  const forget = () => {
    text.value = "";
    setText(said, "");
  };
  const update = ({ predict }, { revealed }) => {
    el.hidden = !predict;
    form.hidden = revealed;
    if (revealed) setText(said, text.value.trim() ? `You said: ${text.value.trim()}` : "");
  };
  return { el, forget, update };
}
