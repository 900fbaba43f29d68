// The trained GPT: in the book a script beside the pages, so that a page that was opened as a file gets it too; in a running
// notebook Python sends it when it is asked.
import { unpacked } from "./weights.js";

const NAME = "gpt";

// came(): it is there, or cannot be had.
export function shelf(model, came) {
  const kept = { it: null, missing: false };
  const put = (text) => {
    if (typeof text === "string") kept.it = unpacked(text);
    else kept.missing = true;
    came();
  };
  const hear = ({ name, text }) => name === NAME && !kept.it && put(text);
  model.on("msg:custom", hear);
  const host = document.querySelector('script[src*="_static/host.js"]');
  if (!host) model.send({ text: NAME });
  else {
    const answer = () => put(globalThis.courseTexts?.[NAME]);
    const script = document.createElement("script");
    Object.assign(script, { src: new URL(`texts/${NAME}.js`, host.src), onload: answer, onerror: answer });
    document.head.append(script);
  }
  return Object.assign(kept, { stop: () => model.off("msg:custom", hear) });
}
