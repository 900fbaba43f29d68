// What the network says at the cursor, and of the point there.
import { format, h, readout, setText } from "../../widgets/ui.js";
import { ask } from "./engine.js";
import { place } from "./maps.js";

export function probe({ state, say, view, run, cursor, cross }) {
  const output = readout("point.output", (v) => format(v, 4));
  const loss = readout("point.loss", (v) => format(v, 4));
  const [where, between] = [h("span", {}), h("span", {})];
  const el = h("p", { class: "probe", "aria-live": "polite" }, where, output.el, between, loss.el);
  const whose = (i) => (i < 0 ? "" : view.training.has(i) ? say.trained : say.tested);

  function draw() {
    cross.hidden = output.el.hidden = !cursor.at;
    loss.el.hidden = between.hidden = true;
    if (!cursor.at) {
      setText(where, state.data === "own" ? say.draw : say.probe);
      return;
    }
    const { data } = run();
    const i = cursor.nearest();
    const [a, b] = i < 0 ? cursor.at : data.x.subarray(2 * i);
    place(cross, [a, b], cursor.size);
    const answer = ask(run(), state, [a, b], data.y[i]);
    const classes = data.nClasses > 0;
    output.set(answer.value);
    setText(
      where,
      `${whose(i)}(${format(a)}, ${format(b)})${i < 0 ? "" : `, ${classes ? say.class : say.target} ${format(data.y[i])}`}. ` +
        `${classes ? `${say.says} ${answer.said}, ` : ""}${say.answer} `,
    );
    if (i < 0) return;
    loss.el.hidden = between.hidden = false;
    setText(between, `, ${say.loss} `);
    loss.set(answer.loss);
  }
  return { el, draw };
}
