// What every unit says, as a small map each, all on one canvas.
import { h } from "../../widgets/ui.js";
import { mark as classMark, paintTile, picture, TILE } from "./maps.js";

export const UNIT = 34; // px a side of a unit

export function tiles({ state, it, featureMaps }) {
  const canvas = h("canvas");
  let atlas = null;
  let context = null;
  let places = [];
  let size = [];

  const layout = (newContext, newPlaces, ...newSize) => {
    [context, places, size] = [newContext, newPlaces, newSize];
    atlas = picture(canvas, TILE, TILE * places.length);
  };
  const draw = (maps, colours) => {
    places.forEach(([column, row], k) =>
      paintTile(atlas.pixels, k, column ? maps[column - 1][row] : featureMaps[row], colours),
    );
    atlas.show();
    context.clearRect(0, 0, ...size);
    places.forEach(([column, row, x, y], k) => {
      context.globalAlpha = column || it.isOn(row) ? 1 : it.fixed() ? 0 : 0.3;
      context.drawImage(canvas, 0, k * TILE, TILE, TILE, x, y, UNIT, UNIT);
      if (column > state.hidden.length && maps.at(-1).length > 1)
        classMark(context, x + UNIT + 11, y + UNIT / 2, row, colours.ofClass(row), { r: 4.2 });
    });
  };
  return { layout, draw };
}
