// Hands in a page, the same in every engine: what an explorable shows, and a hand on any control.
// Nothing here knows any one explorable. moves.js moves each control once.

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
const place = (el) => [words(el), el.getAttribute("aria-valuenow")];
const places = (host) => [...host.shadowRoot.querySelectorAll("[role=slider]")].map(place);

const seenNumbers = (host) =>
  inside(host).filter((el) => (el.dataset.name || el.dataset.step) && el.checkVisibility());

/** Every number of the explorable as text: what is in sight, and what it keeps on itself. */
export function numbers(host) {
  const told = seenNumbers(host).map((el) => [el.dataset.name, el.dataset.value, el.dataset.step]);
  return JSON.stringify([told.length ? told : places(host), host.dataset.params, host.dataset.grads]);
}

/** All that it draws and writes, but not what a box or a slider holds itself, nor the code, which comes later. */
export function picture(host) {
  const drawings = [...host.shadowRoot.querySelectorAll("canvas")].map((el) => el.toDataURL());
  const code = host.shadowRoot.querySelector(".python")?.outerHTML;
  return `${host.shadowRoot.innerHTML.replace(code, "")}${drawings}`;
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

export const button = (host, name, which = "button") =>
  [...host.shadowRoot.querySelectorAll(which)].find((el) => words(el) === name);

/** A task may keep numbers back until there is a prediction; whether it did. */
export function showAnyway(host) {
  const el = button(host, "Show me anyway", ".commit button");
  el?.click();
  return Boolean(el);
}

export const tell = (el, ...types) => {
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

/** Play takes a frame or more to begin. */
export async function changed(host, before, patience, told = numbers) {
  for (let i = 0; i < patience && told(host) === before; i += 1) await drawn();
  return told(host) !== before;
}

async function arrows(host, el) {
  const before = numbers(host);
  for (const key of ["ArrowUp", "ArrowRight"]) {
    el.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    if (await changed(host, before, 1)) return;
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
