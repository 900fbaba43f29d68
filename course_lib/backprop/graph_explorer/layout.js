// Where the nodes of a graph stand: in columns from left to right, long edges led past what lies between. No DOM.

const GAP = 12; // between two cards of a column
const SWEEPS = 8;

// size(node) → { w, h, short }; an edge needs `between` from column to column, less where all its labels are short.
// Gives each node its center { x, y }, each edge the points that it passes: { from, to, port, points: [[x, y], …] }.
export function layout({ nodes }, size, between) {
  const columns = columnsOf(nodes);
  const { layers, edges } = led(nodes, columns, size);
  order(layers);
  settle(layers);
  const width = across(layers, between);
  const all = layers.flat();
  const top = Math.min(...all.map(({ y, h }) => y - h / 2));
  for (const item of all) item.y -= top;
  const height = Math.max(...all.map(({ y, h }) => y + h / 2));
  const places = nodes.map(({ id }) => all.find((item) => item.id === id));
  return {
    places,
    width,
    height,
    gaps: layers.length - 1,
    edges: edges.map((edge) => pathOf(edge, places, nodes)),
  };
}

// An operation stands right of its inputs; an input just left of what uses it first.
function columnsOf(nodes) {
  const depth = [];
  for (const { id, inputs } of nodes) depth[id] = Math.max(-1, ...inputs.map((k) => depth[k])) + 1;
  return nodes.map(({ id, inputs, uses }) =>
    inputs.length || !uses.length ? depth[id] : Math.min(...uses.map((use) => depth[use.id])) - 1,
  );
}

// One item for each node, and one without a card wherever an edge passes a column.
function led(nodes, columns, size) {
  const layers = Array.from({ length: Math.max(...columns) + 1 }, () => []);
  const put = (column, item) => {
    const all = { ...item, left: [], right: [] };
    layers[column].push(all);
    return all;
  };
  const items = nodes.map((node) => put(columns[node.id], { id: node.id, ...size(node) }));
  const edges = [];
  for (const { id, inputs } of nodes)
    inputs.forEach((from, port) => {
      const via = [];
      for (let c = columns[from] + 1; c < columns[id]; c += 1)
        via.push(put(c, { id: null, w: 0, h: 14, short: true }));
      const way = [items[from], ...via, items[id]];
      for (let i = 1; i < way.length; i += 1) {
        way[i].left.push(way[i - 1]);
        way[i - 1].right.push(way[i]);
      }
      edges.push({ from, to: id, port, via });
    });
  return { layers, edges };
}

const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;

// Few crossings: every column in the order of the means of its neighbors, to and fro; the best is kept.
function order(layers) {
  let best = { crossings: Infinity };
  const number = () => {
    for (const layer of layers)
      layer.forEach((item, i) => {
        item.rank = i;
      });
  };
  number();
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const crossings = crossingsOf(layers);
    if (crossings < best.crossings) best = { crossings, layers: layers.map((layer) => [...layer]) };
    const [side, way] = sweep % 2 ? ["left", layers] : ["right", layers.toReversed()];
    for (const layer of way) {
      for (const item of layer)
        item.wish = item[side].length ? mean(item[side].map((o) => o.rank)) : item.rank;
      layer.sort((a, b) => a.wish - b.wish);
      number();
    }
  }
  layers.forEach((layer, i) => {
    layer.splice(0, layer.length, ...best.layers[i]);
  });
}

function crossingsOf(layers) {
  let count = 0;
  for (const layer of layers) {
    const pairs = layer.flatMap((item) => item.right.map((o) => [item.rank, o.rank]));
    for (const [a, b] of pairs) for (const [c, d] of pairs) if (a < c && b > d) count += 1;
  }
  return count;
}

// Heights: everything wants to stand level with its neighbors; nothing may overlap.
function settle(layers) {
  for (const layer of layers) spread(layer, (_item, i) => i * 40);
  for (let sweep = 0; sweep < 2 * SWEEPS; sweep += 1) {
    const way = sweep % 2 ? layers : layers.toReversed();
    const side = sweep % 2 ? "left" : "right";
    for (const layer of way)
      spread(layer, (item) => {
        const near = sweep < SWEEPS && item[side].length ? item[side] : [...item.left, ...item.right];
        return near.length ? mean(near.map((o) => o.y)) : 0;
      });
  }
}

// The heights nearest to the wishes that keep order and distance: neighbors that collide share their mean.
function spread(layer, wish) {
  const blocks = [];
  let offset = 0;
  layer.forEach((item, i) => {
    if (i) offset += (layer[i - 1].h + item.h) / 2 + GAP;
    blocks.push({ sum: wish(item, i) - offset, items: [[item, offset]] });
    while (blocks.length > 1) {
      const [above, below] = blocks.slice(-2);
      if (above.sum / above.items.length <= below.sum / below.items.length) break;
      blocks.splice(-2, 2, { sum: above.sum + below.sum, items: [...above.items, ...below.items] });
    }
  });
  for (const { sum, items } of blocks) for (const [item, down] of items) item.y = sum / items.length + down;
}

function across(layers, between) {
  let x = 0;
  for (const layer of layers) {
    if (layer !== layers[0]) x += layer.every(({ short }) => short) ? 0.7 * between : between;
    const wide = Math.max(...layer.map(({ w }) => w));
    for (const item of layer) item.x = x + wide / 2;
    x += wide;
  }
  return x;
}

// From the right end of one card to the left of the other; several that end in one card end below each other.
function pathOf({ from, to, port, via }, places, nodes) {
  const [a, b] = [places[from], places[to]];
  const n = nodes[to].inputs.length;
  const step = Math.min(14, b.h / (n + 1));
  const end = [b.x - b.w / 2, b.y + (port - (n - 1) / 2) * step];
  return { from, to, port, points: [[a.x + a.w / 2, a.y], ...via.map(({ x, y }) => [x, y]), end] };
}
