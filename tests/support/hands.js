// Hands in a page, the same in every engine: what an explorable shows, and each of its controls moved once.
// A page imports it from a blob. Nothing here knows any one explorable.

const CONTROLS = "button, input, select, textarea, [role=slider], [role=application]";
// a guess enables the button below it, and Copy fills the clipboard: neither has a number to change
const APART = ".predict input, .python button";

/** What was asked for in this moment is drawn in the next frame, before this goes on. */
export const drawn = () => new Promise((done) => requestAnimationFrame(() => done()));

const inside = (host) => [...host.shadowRoot.querySelectorAll("*")];
const words = (el) => (el.getAttribute("aria-label") ?? el.labels?.[0]?.textContent ?? el.textContent).trim();

/** The explorables of a place; a quick check shows no numbers and is none. */
export function hosts(place = document) {
  const all = [...place.querySelectorAll("*")].filter((el) => el.shadowRoot);
  return all.filter((host) => inside(host).some((el) => el.dataset.name));
}

/** Where its handles stand: all that is left where a lesson keeps every number back. */
const places = (host) =>
  [...host.shadowRoot.querySelectorAll("[role=slider]")].map((el) => [
    words(el),
    el.getAttribute("aria-valuenow"),
  ]);

const seenNumbers = (host) =>
  inside(host).filter((el) => (el.dataset.name || el.dataset.step) && el.checkVisibility());

/** Whether a lesson lets it tell a number at all. */
export const tells = (host) => seenNumbers(host).length > 0;

/** Every number of the explorable as text: what is in sight, and what it keeps on itself. */
export function numbers(host) {
  const told = seenNumbers(host).map((el) => [el.dataset.name, el.dataset.value, el.dataset.step]);
  return JSON.stringify([told.length ? told : places(host), host.dataset.params, host.dataset.grads]);
}

function nameOf(el) {
  const group =
    el.matches("[type=radio], [type=checkbox]") && el.closest("fieldset, [role=radiogroup], details");
  const title =
    group && (group.getAttribute("aria-label") ?? group.querySelector("legend, summary")?.textContent);
  return [title, words(el)].filter(Boolean).join(": ");
}

/** Name → control, of those in sight or of all; of two with one name the second is called `name (2)`. */
export function controls(host, all = false) {
  const found = new Map();
  for (const el of host.shadowRoot.querySelectorAll(CONTROLS)) {
    if (el.matches(APART)) continue;
    const name = nameOf(el);
    let key = name;
    for (let i = 2; found.has(key); i += 1) key = `${name} (${i})`;
    found.set(key, el);
  }
  const seen = ([, el]) => el.checkVisibility({ visibilityProperty: true }) && !el.closest("[inert]");
  return all ? found : new Map([...found].filter(seen));
}

export const button = (host, name) =>
  [...host.shadowRoot.querySelectorAll("button")].find((el) => words(el) === name);

/** A task may keep numbers back until there is a prediction; whether it did. */
export function showAnyway(host) {
  const commit = [...host.shadowRoot.querySelectorAll(".commit button")];
  const el = commit.find((one) => words(one) === "Show me anyway");
  el?.click();
  return Boolean(el);
}

const tell = (el, ...types) => {
  for (const type of types) el.dispatchEvent(new Event(type, { bubbles: true }));
};

function slide(el) {
  const [low, high, now] = [Number(el.min || 0), Number(el.max || 100), Number(el.value)];
  el.value = now < (low + high) / 2 ? low + 0.8 * (high - low) : low + 0.2 * (high - low);
  tell(el, "input", "change");
}

function type(el) {
  const now = Number(el.value) || 0;
  const larger = el.step === "any" ? now * 1.5 || 1 : now + Number(el.step);
  const fits = el.max === "" || larger <= Number(el.max);
  const smaller = el.step === "any" ? now / 2 : now - Number(el.step);
  el.value = String(Number((fits ? larger : smaller).toPrecision(12)));
  tell(el, "input", "change");
}

async function arrows(host, el) {
  const before = numbers(host);
  for (const key of ["ArrowUp", "ArrowRight"]) {
    el.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    await drawn();
    if (numbers(host) !== before) return;
  }
}

/** Moves one control as a learner would: the next choice, another value, a press, an arrow key. */
export async function operate(host, el) {
  if (el.matches("select")) {
    el.selectedIndex = (el.selectedIndex + 1) % el.options.length;
    tell(el, "input", "change");
  } else if (el.type === "range") slide(el);
  else if (el.matches("textarea")) {
    el.value = "7";
    tell(el, "input", "change");
  } else if (el.matches("input") && !["checkbox", "radio"].includes(el.type)) type(el);
  else if (el.matches("button, input")) el.click();
  else await arrows(host, el);
  await drawn();
}

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

async function step(host) {
  button(host, "Step").click();
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

/** Play takes a frame or more to begin. */
export async function changed(host, before, patience) {
  for (let i = 0; i < patience && numbers(host) === before; i += 1) await drawn();
  return numbers(host) !== before;
}

/** Whether two steps lead elsewhere once the control was moved: the first one of momentum is that of SGD. */
async function nextStepsChange(start, name) {
  let host = await reset(start);
  const usual = [await step(host), await step(host)].join();
  host = await reset(host);
  await operate(host, controls(host).get(name));
  return [await step(host), await step(host)].join() !== usual;
}

/** "moved": another number, at once or after the next steps; "mute"; "off"; … */
export async function moveOne(start, name) {
  let host = await reset(start);
  let el = controls(host).get(name);
  if (!el && window.anew) {
    host = await window.anew(true); // what is picked, such as one weight, is no setting
    el = controls(host).get(name);
  }
  if (!el) return "gone";
  if (el.type === "radio" && el.checked) return "chosen";
  if (el.disabled) await guess(el);
  if (el.disabled || name === "Reset") await step(host); // Reset and Back undo one
  el = controls(host).get(name);
  if (el.disabled) return "off";
  const before = numbers(host);
  await operate(host, el);
  if (await changed(host, before, name === "Play" ? 600 : 1)) return "moved";
  if (el.matches("button")) return "mute";
  return (await nextStepsChange(host, name)) ? "moved" : "mute";
}

/** The names of all controls in sight once folds are open; a preset, which changes what is there, comes last. */
export async function names(start) {
  const host = await reset(start);
  const last = (name) => controls(host).get(name).matches("select");
  return [...controls(host).keys()].sort((a, b) => last(a) - last(b));
}
