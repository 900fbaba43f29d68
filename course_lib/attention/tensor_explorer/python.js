// The course_lib call behind the picture. No DOM.
import { ENDS } from "./views.js";

export function python({ tensor, block, way, of }, { ids, came, model }, parameter) {
  const text = ids.map((id) => model.tokens[id]).join("");
  const parts = text.match(/.{1,48}/gs); // lines
  const own = ENDS.includes(tensor) ? tensor : `blocks.${block - 1}.${tensor}`;
  const name = of === "parameters" && parameter ? parameter : own;
  return [
    "from course_lib.attention.tensor_explorer.reading_torch import read",
    "",
    "text = (",
    ...parts.map((part) => `    ${JSON.stringify(part)}`),
    ")",
    `seen = read(text, came=${JSON.stringify(model.tokens[came])})`,
    `print(seen["${name}"]${way === "gradient" ? ".grad" : ""})`,
  ].join("\n");
}
