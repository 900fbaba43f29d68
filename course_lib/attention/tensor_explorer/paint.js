// Numbers as colors on a canvas: blue above zero, orange below, the stronger the larger.
const [HIGH, TALL, LEAST] = [144, 26, 15]; // px: of all rows, of a row at most, of a cell that holds a letter
const ROLES = ["--card", "--mse", "--l1", "--ink"];

const rgb = (hex) => [1, 3, 5].map((i) => Number.parseInt(hex.trim().slice(i, i + 2), 16));

// Of an element whose style is settled: to ask while things are drawn would settle it once more.
export function colorsOf(el) {
  const look = getComputedStyle(el);
  return ROLES.map((role) => rgb(look.getPropertyValue(role)));
}

// One pixel a cell; most: the size that has the full color.
function pixels({ rows, columns, values }, most, [card, above, below]) {
  const image = new ImageData(columns, rows);
  const { data } = image;
  for (let k = 0; k < values.length; k += 1) {
    const share = Math.abs(values[k]) / most;
    const ink = values[k] < 0 ? below : above;
    for (let i = 0; i < 3; i += 1) data[4 * k + i] = card[i] + share * (ink[i] - card[i]);
    data[4 * k + 3] = 255;
  }
  return image;
}

// colors: see colorsOf; mark: the cell in a frame.
export function painter(canvas) {
  const small = document.createElement("canvas");
  const [pen, dots] = [canvas, small].map((each) => each.getContext("2d", { willReadFrequently: true })); // no trip to the GPU
  return (view, { most, width, colors, mark }) => {
    const { rows, columns, letters } = view;
    const [wide, tall] = [Math.min(width / columns, TALL * 2), Math.min(HIGH / rows, TALL)];
    resized(small, columns, rows);
    dots.putImageData(pixels(view, most, colors), 0, 0);
    clear(canvas, pen, wide * columns, tall * rows);
    pen.drawImage(small, 0, 0, wide * columns, tall * rows);
    const ink = `rgb(${colors[3]})`;
    Object.assign(pen, { strokeStyle: ink, fillStyle: ink });
    if (letters && wide >= LEAST)
      letters.forEach((letter, k) => {
        pen.fillText(letter, wide * ((k % columns) + 0.5), tall * (Math.floor(k / columns) + 0.55));
      });
    const [x, y] = [wide * (mark % columns), tall * Math.floor(mark / columns)];
    pen.strokeRect(x, y, Math.max(wide, 4), Math.max(tall, 4));
  };
}

// As large as that? A new size makes a new canvas of it, which costs more than all that is drawn.
function resized(canvas, width, height) {
  if (canvas.width === width && canvas.height === height) return false;
  Object.assign(canvas, { width, height });
  return true;
}

// As sharp as the screen; a cell stays a square of one color. A font settles the style of the page: only for a new size.
function clear(canvas, pen, wide, tall) {
  const sharp = window.devicePixelRatio || 1;
  if (resized(canvas, Math.round(wide * sharp), Math.round(tall * sharp))) {
    Object.assign(canvas.style, { width: `${wide}px`, height: `${tall}px` });
    Object.assign(pen, { textAlign: "center", textBaseline: "middle", font: "13px ui-monospace, monospace" });
    Object.assign(pen, { imageSmoothingEnabled: false, lineWidth: 2 });
    pen.scale(sharp, sharp);
  }
  pen.clearRect(0, 0, wide, tall);
}
