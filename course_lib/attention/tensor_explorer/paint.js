// Numbers as colors on a canvas: blue above zero, orange below, the stronger the larger.
const [HIGH, TALL, LEAST] = [144, 26, 15]; // px: of all rows, of a row at most, of a cell that holds a letter
const ROLES = ["--card", "--mse", "--l1", "--ink"];

const rgb = (hex) => [1, 3, 5].map((i) => Number.parseInt(hex.trim().slice(i, i + 2), 16));

// One pixel a cell; most: the size that has the full color.
function pixels({ rows, columns, values }, most, [card, above, below]) {
  const image = new ImageData(columns, rows);
  for (let k = 0; k < values.length; k += 1) {
    const share = Math.abs(values[k]) / most;
    const ink = values[k] < 0 ? below : above;
    for (let i = 0; i < 3; i += 1) image.data[4 * k + i] = card[i] + share * (ink[i] - card[i]);
    image.data[4 * k + 3] = 255;
  }
  return image;
}

// look: the computed style that has the colors; mark: the cell in a frame.
export function painter(canvas) {
  const small = document.createElement("canvas");
  return (view, { most, width, look, mark }) => {
    const { rows, columns, letters } = view;
    const colors = ROLES.map((role) => rgb(look.getPropertyValue(role)));
    const [wide, tall] = [Math.min(width / columns, TALL * 2), Math.min(HIGH / rows, TALL)];
    Object.assign(small, { width: columns, height: rows });
    small.getContext("2d").putImageData(pixels(view, most, colors), 0, 0);
    const pen = sized(canvas, wide * columns, tall * rows);
    pen.drawImage(small, 0, 0, wide * columns, tall * rows);
    const ink = `rgb(${colors[3]})`;
    Object.assign(pen, { strokeStyle: ink, fillStyle: ink, lineWidth: 2 });
    Object.assign(pen, { textAlign: "center", textBaseline: "middle", font: "13px ui-monospace, monospace" });
    if (letters && wide >= LEAST)
      letters.forEach((letter, k) => {
        pen.fillText(letter, wide * ((k % columns) + 0.5), tall * (Math.floor(k / columns) + 0.55));
      });
    const [x, y] = [wide * (mark % columns), tall * Math.floor(mark / columns)];
    pen.strokeRect(x, y, Math.max(wide, 4), Math.max(tall, 4));
  };
}

// As sharp as the screen; a cell stays a square of one color.
function sized(canvas, wide, tall) {
  const sharp = window.devicePixelRatio || 1;
  Object.assign(canvas, { width: Math.round(wide * sharp), height: Math.round(tall * sharp) });
  Object.assign(canvas.style, { width: `${wide}px`, height: `${tall}px` });
  const pen = canvas.getContext("2d");
  pen.scale(sharp, sharp);
  pen.imageSmoothingEnabled = false;
  return pen;
}
