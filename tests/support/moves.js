// Each control of an explorable moved once, the same in every engine. A page imports it from a blob (hands.py).
import { button, changed, controls, drawn, numbers, operate, showAnyway, tell } from "./hands.js";

export * from "./hands.js";

/** Back to the start, with all folds open. A page that can begin anew gives the explorable that stands then. */
export async function reset(host) {
  button(host, "Reset").click();
  await drawn();
  const kept = showAnyway(host);
  const now = (await window.anew?.()) ?? host;
  const folds = now.shadowRoot.querySelectorAll("details:not([open])");
  for (const fold of folds) fold.open = true;
  if (kept || now !== host || folds.length) await drawn();
  return now;
}

async function step(host, how = "Step") {
  button(host, how).click();
  await drawn();
  return numbers(host);
}

/** What waits for a guess beside it gets one. */
async function guess(el) {
  const place = el.closest(".predict");
  for (const box of place?.querySelectorAll("input[type=text]") ?? []) {
    box.value = "1";
    tell(box, "input");
  }
  for (const choice of place?.querySelectorAll("input[type=radio]") ?? []) choice.click();
  await drawn();
}

/** What eight steps tell once these were operated: as many as make each node of a graph, and lead back from it. */
async function eightSteps(start, names) {
  const host = await reset(start);
  for (const name of names) await operate(host, controls(host).get(name));
  const told = [];
  for (let i = 0; i < 8; i += 1) told.push(await step(host));
  return { host, told: told.join() };
}

/**
 * Whether the last of these is felt after some steps, or before them: a card shows the numbers that it has by then,
 * and the first step of momentum is that of SGD.
 */
async function stepsTell(start, ...names) {
  if (!button(start, "Step")) return false;
  const { host, told } = await eightSteps(start, names.slice(0, -1));
  for (let i = 0; i < 2; i += 1) {
    const [before, el] = [numbers(host), controls(host).get(names.at(-1))];
    if (el && !el.disabled) await operate(host, el);
    if (numbers(host) !== before) return true;
    await step(host); // which picks a card itself: of two steps one picks another
  }
  return told !== (await eightSteps(host, names)).told;
}

/** What is off because it is full, empty or at an end is on after the button beside it. */
async function pressBeside(host, el) {
  const other = el.parentElement.querySelector("button:not([disabled], [aria-pressed])");
  if (other) await operate(host, other);
}

const chosen = (el) => el.checked || el.getAttribute("aria-pressed") === "true";

/** What else stands where one is chosen: radio buttons, or buttons that stay pressed. */
function rivals(host, name) {
  const el = controls(host).get(name);
  const place = el.closest("[data-control], fieldset, table") ?? el.parentElement;
  const kind = el.type === "radio" ? "[type=radio]" : "button[aria-pressed]";
  const like = (one) => one !== el && one.matches(kind) && one.name === el.name && !one.disabled;
  return [...controls(host)].filter(([, one]) => place.contains(one) && like(one)).map(([other]) => other);
}

/** What comes of choosing what was chosen already, once one of the others was. */
async function chosenBack(start, name, told) {
  let host = start;
  for (const other of rivals(host, name)) {
    host = await reset(host);
    await operate(host, controls(host).get(other));
    const before = told(host);
    await operate(host, controls(host).get(name));
    if (await changed(host, before, 1, told)) return "moved";
    if (told === numbers && (await stepsTell(host, other, name))) return "moved";
  }
  return "mute";
}

/** "moved": it is told otherwise, at once or with some steps; "mute"; "off"; … */
export async function moveOne(start, name, told = numbers) {
  let host = await reset(start);
  let el = controls(host).get(name);
  if (!el && window.anew) {
    host = await window.anew(true); // what is picked, such as one weight, is no setting
    el = controls(host).get(name);
  }
  if (!el) return "gone";
  if (el.disabled) await guess(el);
  if (name === "Back to the task before") await step(host, "Next task");
  else if (el.disabled || name === "Reset") await step(host); // Reset and Back undo one
  if (controls(host).get(name).disabled) await pressBeside(host, controls(host).get(name));
  el = controls(host).get(name);
  if (el.disabled) return "off";
  const [was, before] = [chosen(el), told(host)];
  await operate(host, el);
  if (await changed(host, before, name === "Play" ? 600 : 1, told)) return "moved";
  if (was && chosen(el)) return chosenBack(host, name, told);
  return told === numbers && (await stepsTell(host, name)) ? "moved" : "mute";
}

/** The names of all controls in sight once folds are open; a preset, which changes what is there, comes last. */
export async function names(start) {
  const host = await reset(start);
  const last = (name) => controls(host).get(name).matches("select");
  return [...controls(host).keys()].sort((a, b) => last(a) - last(b));
}
