// Element builders: h("button", { class: "a", onclick: f, "aria-label": "x" }, "text", child).

const SVG = "http://www.w3.org/2000/svg";

function fill(el, props, children) {
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) el.addEventListener(key.slice(2), value);
    else if (key === "value" || key === "checked") el[key] = value;
    else el.setAttribute(key, value === true ? "" : value);
  }
  el.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
  return el;
}

export const h = (tag, props, ...children) => fill(document.createElement(tag), props, children);
export const s = (tag, props, ...children) => fill(document.createElementNS(SVG, tag), props, children);

// Writes only what differs: fewer layouts while dragging, and screen readers are not told twice.
export function setText(el, text) {
  if (el.textContent !== text) el.textContent = text;
}

// A shadow root for one widget. JupyterLab's keys end at its door: there x would cut the cell, and Enter in a
// box would do nothing, because Lab forbids new lines in whatever it sees being typed into.
export function shadow(props) {
  const host = h("div", { "data-lm-suppress-shortcuts": "true", ...props });
  const root = host.attachShadow({ mode: "open" });
  root.addEventListener("beforeinput", (event) => event.stopPropagation());
  return { host, root };
}

let count = 0;
export function uid(prefix = "id") {
  count += 1;
  return `${prefix}-${count}`;
}

// A displayed number: short for people, in full on data-value for tests, named by data-name.
export function readout(name, format) {
  const el = h("span", { class: "readout", "data-name": name });
  const set = (value) => {
    setText(el, format(value));
    el.dataset.value = String(value);
  };
  return { el, set };
}
