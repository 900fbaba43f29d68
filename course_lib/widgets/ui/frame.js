// What every explorable has around it: shadow root, styles, theme, width, deep link, coalesced drawing.

import css from "../style.css";
import { h, shadow } from "./dom.js";
import { valid } from "./settings.js";
import { connect, ordered, same } from "./state.js";
import { taskFirst } from "./tasks.js";
import { watchTheme } from "./theme.js";
import tokens from "./tokens.css";
import { hashState } from "./url.js";

// `agree(patch, state)` returns the part of a link's settings that hangs together with the rest; `begin(patch)` starts
// from there, as a task and Reset do; `heading` stands on top of it; `hidden()` are names that stay out of sight.
export function frame({ model, el, title, heading = title, draw, begin, hidden, agree = (patch) => patch }) {
  const rules = ordered(model, "_rules");
  const keys = Object.keys(rules);
  const { host, root } = shadow({ class: "explorable", role: "group", "aria-label": title });
  const body = h("div", { class: "card" });
  root.append(h("style", {}, tokens, css), body);

  // Two explorables of one name keep apart in the address by their order in the page.
  const name = model.get("name");
  const twins = document.querySelectorAll(`[data-explorable="${CSS.escape(name)}"]`).length;
  host.dataset.explorable = name;
  const link = hashState(twins ? `${name}-${twins + 1}` : name);

  let request = null;
  let dead = false;
  const now = () => {
    request = null;
    if (!dead) show();
  };
  const schedule = () => {
    request ??= requestAnimationFrame(now);
  };

  const store = connect(model, keys, () => {
    const { state, initial } = store;
    const changed = keys.filter((k) => !same(state[k], initial[k]));
    link.write(Object.fromEntries(changed.map((k) => [k, state[k]])));
    schedule();
  });

  const asked = taskFirst({ model, store, title: heading, begin: (patch) => begin(patch), hidden });
  // what is in sight is settled before sizes are read, and again for what was built meanwhile
  const show = () => {
    asked.update(body);
    draw();
    asked.update(body);
  };

  const unwatch = watchTheme(host);
  const sizes = new ResizeObserver(schedule);

  // Called once the contents are in `body`: the first picture stands before the next frame.
  const start = () => {
    el.append(host);
    sizes.observe(body);
    const patch = agree(valid(link.read(), rules), store.state);
    if (Object.keys(patch).length) store.set(patch);
    show();
    host.dataset.ready = "true";
  };
  const stop = () => {
    dead = true;
    cancelAnimationFrame(request);
    sizes.disconnect();
    unwatch();
    link.stop();
    store.stop();
    host.remove();
  };
  return { host, body, head: asked.el, asked, store, schedule, start, stop };
}
