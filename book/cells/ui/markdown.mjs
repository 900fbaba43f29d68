// As much Markdown as a cell shows: paragraphs, headings, lists, tables, code, emphasis, links and formulas.

const MARK = "\u0000"; // holds the place of what is ready
const escaped = (text) =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

/** Markdown as HTML; `formula(tex, display)` gives that of a formula. HTML in the source stands as text. */
export function withFormulas(source, formula) {
  const ready = [];
  const keep = (made) => `${MARK}${ready.push(made) - 1}${MARK}`;
  const text = source
    .replaceAll(MARK, "")
    .replace(/^(`{3,}|~{3,})[^\n]*\n([\s\S]*?)^\1[ \t]*$/gm, (_, __, code) =>
      keep(`<div class="highlight"><pre tabindex="0">${escaped(code)}</pre></div>`),
    )
    .replace(/(`+)(.+?)\1/g, (_, __, code) => keep(`<code>${escaped(code.trim())}</code>`))
    .replace(/\$\$([\s\S]+?)\$\$/g, (_, tex) => keep(formula(tex, true)))
    .replace(/(?<![\\$])\$(?!\s)([^$\n]+?)(?<!\s)\$(?!\d)/g, (_, tex) => keep(formula(tex, false)));
  const blocks = escaped(text)
    .split(/\n{2,}/)
    .map((block) => block.replace(/^\n+|\s+$/g, ""))
    .filter(Boolean);
  const whole = blocks.map((block) => blockOf(block)).join("\n");
  return whole.replace(new RegExp(`${MARK}(\\d+)${MARK}`, "g"), (_, i) => ready[i]);
}

function blockOf(block) {
  if (new RegExp(`^${MARK}\\d+${MARK}$`).test(block)) return block;
  const heading = /^(#{1,6}) +(.*)$/.exec(block);
  if (heading) return `<p><strong>${inline(heading[2])}</strong></p>`; // the page keeps its own order of headings
  const lines = block.split("\n");
  if (lines.length > 1 && /^\|?[\s:|-]*-[\s:|-]*$/.test(lines[1]) && lines[0].includes("|"))
    return table(lines);
  for (const [tag, item] of [
    ["ul", /^[-*+] +/],
    ["ol", /^\d+[.)] +/],
  ])
    if (lines.every((line) => item.test(line)))
      return `<${tag}>${lines.map((line) => `<li>${inline(line.replace(item, ""))}</li>`).join("")}</${tag}>`;
  return `<p>${inline(block)}</p>`;
}

function table([head, , ...rows]) {
  const cells = (line, tag) =>
    line
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((text) => `<${tag}>${inline(text.trim())}</${tag}>`)
      .join("");
  const body = rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("");
  return `<table><thead><tr>${cells(head, "th")}</tr></thead><tbody>${body}</tbody></table>`;
}

const inline = (text) =>
  text
    .replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>")
    .replace(/(?<![\w*])[*_](?!\s)(.+?)(?<!\s)[*_](?![\w*])/g, "<em>$1</em>")
    .replace(/\[([^\]]+)\]\((https?:[^)\s]+|#[^)\s]*)\)/g, '<a href="$2">$1</a>');
