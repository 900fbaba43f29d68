// Light or dark, as the page around us says: the book, JupyterLab, Colab, else the system.

function current() {
  const html = document.documentElement;
  const body = document.body;
  const book = html.dataset.theme;
  if (book === "dark" || book === "light") return book;
  const lab = body?.dataset.jpThemeLight;
  if (lab === "true" || lab === "false") return lab === "true" ? "light" : "dark";
  const colab = html.getAttribute("theme");
  if (colab === "dark" || colab === "light") return colab;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function watchTheme(el) {
  const update = () => {
    el.dataset.theme = current();
  };
  const media = matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(update);
  observer.observe(document.documentElement, { attributes: true });
  if (document.body) observer.observe(document.body, { attributes: true });
  media.addEventListener("change", update);
  update();
  return () => {
    observer.disconnect();
    media.removeEventListener("change", update);
  };
}

export const reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
