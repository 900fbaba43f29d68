// The course_lib calls behind the picture. No DOM.
import { placesOf, STRIDE } from "./network.js";

const CALLS = {
  occlusion: (patch) => `occlusion(network, image[None], target, patch=${patch}, stride=${STRIDE})`,
  gradient: () => "score_gradient(network, image[None, None], target)[0, 0]",
  saliency: () => "saliency(network, image[None], target)",
};

export function python(state, { target, covered }) {
  const { strokes, digit, pen, fit, right, down, turn, look, patch, push } = state;
  const own = strokes.length > 0;
  const needsGradient = push !== 0 || look === "gradient";
  const imports = ["moved"].filter(() => right || down || turn);
  const named = { occlusion: "occlusion", saliency: "saliency" }[look];
  const lines = [
    "import numpy as np",
    ...(named ? [`from course_lib.cnn import ${named}`] : []),
    ...(needsGradient ? ["from course_lib.cnn.class_scores import score_gradient"] : []),
    `from course_lib.cnn.digit_explorer import ${["DigitNetwork", ...(own ? ["drawn"] : []), ...imports].join(", ")}`,
    ...(digit && !own ? ["from course_lib.datasets import load_mnist_sample"] : []),
    "",
    "network = DigitNetwork()",
    ...pictured({ own, strokes, digit, pen, fit }),
  ];
  if (imports.length) lines.push(`image = moved(image, right=${right}, down=${down}, turn=${turn})`);
  lines.push(`target = ${target}`);
  if (push)
    lines.push(
      "slopes = score_gradient(network, image[None, None], target)[0, 0]",
      `image = np.clip(image + ${push} * np.sign(slopes), 0, 1)`,
    );
  if (CALLS[look]) lines.push(`looked = ${CALLS[look](patch)}`);
  if (covered >= 0) {
    const n = placesOf(patch);
    const [top, left] = [STRIDE * Math.floor(covered / n), STRIDE * (covered % n)];
    lines.push("image = image.copy()", `image[${top}:${top + patch}, ${left}:${left + patch}] = 0`);
  }
  lines.push(
    "first, second = network.maps(image[None, None])",
    "print(network(image[None, None]).data.tolist())",
  );
  return lines.join("\n");
}

// Strokes a line each, of lines that a page can hold.
function pictured({ own, strokes, digit, pen, fit }) {
  if (!own)
    return [
      digit ? `image = load_mnist_sample().X_test[${digit}, 0].astype(float)` : "image = np.zeros((28, 28))",
    ];
  const each = strokes.map((stroke) => `    [${wrapped(stroke)}],`);
  return ["strokes = [", ...each, "]", `image = drawn(strokes, pen=${pen}, fit=${fit ? "True" : "False"})`];
}

function wrapped(numbers) {
  const rows = [];
  for (let i = 0; i < numbers.length; i += 12) rows.push(numbers.slice(i, i + 12).join(", "));
  return rows.join(",\n     ");
}
