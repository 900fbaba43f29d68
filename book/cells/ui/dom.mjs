// Elements in one expression.

export function el(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

export const button = (text, onclick) =>
  el("button", { type: "button", className: "btn course-button", textContent: text, onclick });
