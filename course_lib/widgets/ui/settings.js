// The settings of an explorable as Python declares them (settings.py): what may be let in, a control for each, the
// ready-made states, and texts with places for values.
import { choice, presets as menuOf, select, slider, toggle } from "./controls.js";
import { ordered } from "./state.js";

export { fill } from "./texts.js";

// kind of a rule → does the value fit it?
const FITS = {
  number: (v, { low, high, ends = "[]", whole }) =>
    typeof v === "number" &&
    (v > low || (v === low && ends[0] === "[")) &&
    (v < high || (v === high && ends[1] === "]")) &&
    !(whole && v % 1),
  choice: (v, { among }) => among.includes(v),
  toggle: (v) => typeof v === "boolean",
  text: (v) => typeof v === "string",
  fixed: () => false, // nothing but Python says it
  list: (v, { each, least, most, by = 1, distinct }) =>
    Array.isArray(v) &&
    v.length >= least &&
    v.length <= most &&
    v.length % by === 0 &&
    v.every((entry) => fits(entry, each)) &&
    !(distinct && new Set(v).size < v.length),
  row: (v, { each, rising }) =>
    Array.isArray(v) &&
    v.length === each.length &&
    each.every((rule, i) => fits(v[i], rule)) &&
    !(rising && v[1] - v[0] <= 1e-9 * Math.max(1, ...v.map(Math.abs))),
  table: (v, { names, each }) =>
    v?.constructor === Object &&
    Object.keys(v).length === names.length &&
    names.every((name) => Object.hasOwn(v, name) && fits(v[name], each)),
  arrays: (v, rule) => v?.constructor === Object && Object.values(v).every((each) => isArray(each, rule, 2)),
};
// a number, or a list of at most so many of them, or a list of such lists
const isArray = (v, rule, deep) =>
  Array.isArray(v)
    ? deep > 0 && v.length > 0 && v.length <= rule.most && v.every((each) => isArray(each, rule, deep - 1))
    : typeof v === "number" && Math.abs(v) <= rule.far;
const fits = (v, rule) => FITS[rule.kind](v, rule);

// From a link, a learner's hand or nowhere: only what makes sense is let in.
export const valid = (patch, rules) =>
  Object.fromEntries(
    Object.entries(patch).filter(([name, v]) => Object.hasOwn(rules, name) && fits(v, rules[name])),
  );

// Is there what a control needs? { loss: ["huber"] }; of a list one entry will do.
const matters = (needs = {}, state) =>
  Object.entries(needs).every(([name, some]) => [state[name]].flat().some((v) => some.includes(v)));

const KINDS = { choice, select, slider, toggle };

// name → control, for every setting that has one; put({ name: v }) hears of the hand. update(off) shows the settings as
// they stand; a control that does not matter now has the attribute `off`.
export function controls(model, state, put) {
  const parts = {};
  const all = ordered(model, "_controls");
  for (const [name, { kind, needs, ...how }] of Object.entries(all)) {
    const give = (v) => put({ [name]: v });
    parts[name] = KINDS[kind]({ ...how, value: state[name], onInput: give, onChange: give });
    parts[name].el.dataset.control = name;
  }
  const update = (off = "hidden") => {
    for (const [name, { el, set }] of Object.entries(parts)) {
      set(state[name]);
      el[off] = !matters(all[name].needs, state);
    }
  };
  return { parts, update };
}

// The menu of ready-made states and its comment; settingsOf(name): all that one of them sets.
export function readyMade(model, state, { label, onChange }) {
  const all = ordered(model, "_presets");
  const settingsOf = (name) => ({ preset: name, ...all[name].settings });
  const menu = menuOf({
    label,
    value: state.preset,
    options: Object.entries(all).map(([value, about]) => ({ ...about, value })),
    onChange: (name) => onChange(settingsOf(name)),
  });
  menu.el.dataset.control = "preset";
  menu.comment.dataset.control = "comment";
  return { ...menu, settingsOf, names: Object.keys(all) };
}
