// What the descent explorer says from its settings alone: the code. No DOM.
import { fill } from "../../widgets/ui/texts.js";

// The course_lib calls that print the loss of every racer at the current step: the lines of `code`, each with what
// it is for.
export function python(state, { lines, classes, racers }) {
  const { surface, noise, batch_size, optimizers, lrs, momentum } = state;
  const data = surface === "regression";
  const disturbed = data ? batch_size : noise;
  const wants = [
    "always",
    data ? "data" : "plain",
    data ? "" : surface === "bowl" ? "bowl" : "bent",
    ...(disturbed ? ["random", data ? "batches" : "noise"] : ["exact"]),
  ];
  const values = {
    ...state,
    start: state.start.join(", "),
    classes: [...new Set(optimizers.map((name) => classes[name]))].join(", "),
    racers: optimizers
      .map((name) =>
        fill(racers[name], { lr: lrs[name], momentum, nesterov: momentum > 0 ? "True" : "False" }),
      )
      .join("\n"),
  };
  return lines
    .filter(([when]) => wants.includes(when))
    .map(([, line]) => fill(line, values))
    .join("\n");
}
