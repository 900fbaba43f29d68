// Python's texts have places for values: "{name}". A text that stands in a place may have places too; a list is
// written as Python and JSON both do. The values are Python's and numbers, never words from a link.
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => written(values[name], values));
const written = (v, values) =>
  typeof v === "string" ? fill(v, values) : JSON.stringify(v).replaceAll(",", ", ");
