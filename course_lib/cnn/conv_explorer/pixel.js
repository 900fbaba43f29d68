// One pixel in words: its place, its value, how many windows cover it, and on the way back its gradient.
import { format, h, readout } from "../../widgets/ui.js";
import { windowsOf } from "./conv.js";

// What is known of the pixel at the cursor, of the first channel where it is one of two.
export function pixelLine() {
  const [row, column_, value, windows, gradient] = ["row", "column", "value", "windows", "gradient"].map(
    (name) => readout(`pixel.${name}`, (v) => format(v)),
  );
  const covered = h("span", {});
  const back = h("span", { "data-control": "gradients" }, ", ▽ ", gradient.el);
  const el = h("p", { class: "sizes", role: "status", "aria-atomic": "true" });
  el.append(
    "Pixel at row ",
    row.el,
    ", column ",
    column_.el,
    ": ",
    value.el,
    ", in ",
    windows.el,
    covered,
    back,
  );
  const draw = ({ x, weight, how, size, grads }, [r, c]) => {
    const count = size ? windowsOf(weight, size, [r, c], how) : 0;
    row.set(r);
    column_.set(c);
    value.set(x[0][r][c]);
    windows.set(count);
    covered.textContent = count === 1 ? " window" : " windows";
    back.hidden = !grads;
    if (grads) gradient.set(grads.x[0][r][c]);
  };
  return { el, draw };
}
