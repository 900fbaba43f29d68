// What a cell shows, in the place of what it showed when the book was built.

import { el } from "./dom.mjs";

const EVERY = 40; // ms between two looks at what was printed
// figures have the ink of the page, as in book/page_pictures.py
const INKS = { "#6e6e6e": "#1d242b", "#737373": "#4b5661" };

/** Text after a carriage return takes the place of its line. */
export const overwritten = (text) => text.replaceAll("\r\n", "\n").replace(/[^\n]*\r(?=[^\n])/g, "");

export class Output {
  #cell;
  #still; // the static output
  #live = null;
  #stream = null; // the last text that was printed
  #waiting = "";
  #timer = 0;
  #fresh = false;
  #name;
  #text;

  /** `text` gives the module that turns Markdown and formulas into HTML. */
  constructor(cell, name, text) {
    this.#cell = cell;
    this.#name = name;
    this.#text = text;
    this.#still = [...cell.children].find((child) => child.matches(".cell_output")) ?? null;
  }

  /** What was shown stays until there is something new. */
  begin() {
    this.#fresh = true;
    this.#stream = null;
  }

  take({ kind, text }) {
    if (kind === "display") this.#show(JSON.parse(text));
    else this.#print(text, kind);
  }

  end(error) {
    this.#flush();
    this.#place();
    if (error) this.#add(pre(error.traceback, "output cells-error"));
  }

  /** The static output again. */
  drop() {
    clearTimeout(this.#timer);
    [this.#timer, this.#waiting, this.#stream, this.#fresh] = [0, "", null, false];
    this.#live?.remove();
    this.#live = null;
    if (this.#still) this.#still.hidden = false;
  }

  get isLive() {
    return this.#live !== null;
  }

  /** An empty place where the static output stood. */
  #place() {
    if (!this.#fresh) return;
    this.drop();
    this.#live = el("div", { className: "cell_output docutils container cells-output" });
    if (this.#still) {
      this.#still.hidden = true;
      this.#still.after(this.#live);
    } else this.#cell.append(this.#live);
  }

  #add(element) {
    this.#place();
    this.#live.append(element);
    this.#stream = null;
  }

  #print(text, kind) {
    if (this.#stream && this.#stream.kind !== kind) this.#flush();
    if (this.#stream?.kind !== kind) {
      const block = pre("", `output stream cells-${kind}`);
      this.#add(block);
      this.#stream = { kind, node: block.querySelector("pre") };
    }
    this.#waiting = kind === "rest" ? text : this.#waiting + text;
    this.#timer ||= setTimeout(() => this.#flush(), EVERY);
  }

  #flush() {
    clearTimeout(this.#timer);
    if (this.#waiting) {
      const { kind, node } = this.#stream;
      node.textContent = overwritten((kind === "rest" ? "" : node.textContent) + this.#waiting);
    }
    [this.#timer, this.#waiting] = [0, ""];
  }

  #show(bundle) {
    this.#flush();
    const plain = bundle["text/plain"] ?? "";
    if (bundle["image/svg+xml"]) return this.#add(picture(bundle["image/svg+xml"], this.#name));
    if (bundle["text/html"]) {
      const place = el("div", { className: "output cells-html" });
      place.innerHTML = bundle["text/html"];
      return this.#add(place);
    }
    const source = bundle["text/markdown"] ?? bundle["text/latex"];
    if (source === undefined) return this.#add(pre(plain, "output text_plain"));
    const place = el("div", { className: "output cells-text" });
    this.#add(place);
    const made = this.#text().then(({ html }) => html(source));
    made.then(
      (html) => {
        place.innerHTML = html;
      },
      () => place.replaceWith(pre(source, "output text_plain")),
    );
  }
}

function pre(text, className) {
  const inner = el("pre", { textContent: text, tabIndex: 0 });
  return el("div", { className: `${className} notranslate` }, el("div", { className: "highlight" }, inner));
}

function picture(svg, name) {
  const [, width, height] = /<svg[^>]*?\bwidth="([\d.]+)pt" height="([\d.]+)pt"/.exec(svg) ?? [];
  const inked = svg.replace(/#6e6e6e|#737373/g, (ink) => INKS[ink]);
  const src = URL.createObjectURL(new Blob([inked], { type: "image/svg+xml" }));
  const img = el("img", { src, alt: `Figure drawn by ${name}` });
  if (width) Object.assign(img, { width: (width * 4) / 3, height: (height * 4) / 3 });
  img.classList.toggle("inked", !svg.includes("<image")); // a photograph is not turned on a dark page
  img.onload = img.onerror = () => URL.revokeObjectURL(src);
  return el("div", { className: "output" }, img);
}
