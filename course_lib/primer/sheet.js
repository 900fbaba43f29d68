// A function of two numbers on a square of n × n places, and the line where it has one height. No DOM.

// Values over [−reach, reach]², row by row from the top.
export function sheet(f, n, reach) {
  const values = new Float64Array(n * n);
  const place = (i) => -reach + (2 * reach * i) / (n - 1);
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column < n; column += 1) {
      values[row * n + column] = f(place(column), -place(row));
    }
  }
  return { values, place };
}

// Short strokes [[x, y], [x, y]] where the sheet has this height, one or two in a cell.
export function levelLine({ values, place }, n, level = 0) {
  const strokes = [];
  const v = (row, column) => values[row * n + column] - level;
  for (let row = 0; row < n - 1; row += 1) {
    for (let column = 0; column < n - 1; column += 1) {
      const corners = [
        [row, column],
        [row, column + 1],
        [row + 1, column + 1],
        [row + 1, column],
      ];
      const cuts = corners
        .map((from, k) => cut(from, corners[(k + 1) % 4], v, place))
        .filter((point) => point !== null);
      for (let k = 0; k + 1 < cuts.length; k += 2) strokes.push([cuts[k], cuts[k + 1]]);
    }
  }
  return strokes;
}

// Where the side between two corners has the height.
function cut(from, to, v, place) {
  const [a, b] = [v(...from), v(...to)];
  if (a > 0 === b > 0) return null;
  const t = a / (a - b);
  const [row, column] = [0, 1].map((k) => place(from[k]) * (1 - t) + place(to[k]) * t);
  return [column, -row];
}
