// What the pages of the book do: color mode, contents and search in dialogs, the section being read.
// It takes the place of the theme's scripts (118 kB), whose layout queries cost a lesson a second of its start.
"use strict";
{
  const root = document.documentElement;
  const here = document.currentScript.src;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  function paint(mode) {
    root.dataset.mode = mode;
    root.dataset.theme = mode === "auto" ? (dark.matches ? "dark" : "light") : mode;
    try {
      localStorage.setItem("mode", mode);
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      /* a page from a file may have no storage; the mode then lasts as long as the page */
    }
  }
  function nextMode() {
    const order = dark.matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
    paint(order[(order.indexOf(root.dataset.mode) + 1) % 3]);
  }

  /** Show `content` in `dialog` until it closes; without content the dialog has its own. */
  function openDialog(dialog, content) {
    const home = content?.parentElement;
    if (content) dialog.append(content);
    dialog.showModal();
    const outside = (event) => {
      const box = dialog.getBoundingClientRect();
      const inside =
        event.clientX >= box.left &&
        event.clientX <= box.right &&
        event.clientY >= box.top &&
        event.clientY <= box.bottom;
      if (event.target === dialog && !inside) dialog.close();
    };
    const followed = (event) => {
      if (event.target.closest("a[href]")) dialog.close();
    };
    dialog.addEventListener("click", outside);
    dialog.addEventListener("click", followed);
    dialog.addEventListener(
      "close",
      () => {
        dialog.removeEventListener("click", outside);
        dialog.removeEventListener("click", followed);
        if (content) home.append(content);
      },
      { once: true },
    );
  }
  const find = (selector) => document.querySelector(selector);
  // on a busy machine no moment is idle: then it waits no longer than this
  const idle = (work) => (window.requestIdleCallback ?? setTimeout)(work, { timeout: 500 });
  const openSearch = () => {
    openDialog(find("#pst-search-dialog"));
    find("#pst-search-dialog input").focus();
  };

  function start() {
    paint(root.dataset.mode || "auto");
    dark.addEventListener("change", () => paint(root.dataset.mode));
    document.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (!button) return;
      if (button.matches(".theme-switch-button")) nextMode();
      if (button.matches(".search-button__button")) openSearch();
      if (button.matches(".primary-toggle"))
        openDialog(find("#pst-primary-sidebar-modal"), find("#pst-primary-sidebar > *"));
      if (button.matches(".secondary-toggle"))
        openDialog(find("#pst-secondary-sidebar-modal"), find("#pst-secondary-sidebar > *"));
    });
    document.addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !find("dialog[open]")) {
        event.preventDefault();
        openSearch();
      }
    });
    followReading();
    layOut();
    addEventListener("load", () => idle(addCopyButtons));
  }

  /** Sections out of sight have an estimated height (course.css). They get their own, one by one, when the browser
   *  has nothing better to do; a jump within the page needs all of them at once. */
  function layOut() {
    const waiting = [...document.querySelectorAll(".bd-article section > section")];
    const show = (section) => section.classList.add("laid-out");
    const finish = async () => {
      await document.fonts.ready; // those of the last formulas, too
      fitFormulas();
      root.dataset.laidOut = "";
    };
    const all = () => {
      document.querySelectorAll(".bd-article section > section").forEach(show);
      waiting.length = 0;
      finish();
    };
    const next = () => {
      const section = waiting.shift();
      if (!section) return finish();
      if (section.getBoundingClientRect().top > 0) show(section); // what is above must not push what is read
      idle(next);
    };
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) {
      all();
      target.scrollIntoView();
      stayAt(target);
    }
    document.addEventListener(
      "click",
      ({ target: clicked }) => {
        if (clicked.closest("a[href^='#']")) all();
      },
      true,
    );
    addEventListener("load", () => idle(next));
  }

  /** Where a link from outside has led, until the reader moves: explorables that start above it have pushed it away, on a
   *  busy machine farther than host.js has seen. After a reload the browser brings back a place of its own. */
  function stayAt(target) {
    if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") return;
    const back = () => target.scrollIntoView({ behavior: "instant" });
    addEventListener("course:still", back);
    for (const moves of ["wheel", "touchstart", "pointerdown", "keydown"])
      addEventListener(moves, () => removeEventListener("course:still", back), { once: true, passive: true });
  }

  /** On a phone a formula that is wider than the page is set smaller, as far as it can be read; one that waits behind
   *  a prediction or in a fold has no width before it is shown. */
  function fitFormulas() {
    if (innerWidth >= 768) return;
    const fit = (formula) => {
      const share = formula.clientWidth / formula.scrollWidth;
      if (share < 1) formula.style.fontSize = `${Math.max(0.92 * share - 0.01, 0.45)}em`;
    };
    const shown = new ResizeObserver((entries) => {
      for (const { target: formula } of entries) {
        if (!formula.clientWidth) continue;
        shown.unobserve(formula);
        document.fonts.ready.then(() => fit(formula)); // it may be the first of the page to need a font
      }
    });
    for (const formula of document.querySelectorAll(".katex-display")) shown.observe(formula);
  }

  /** A button on each block of code: late.js holds sphinx-copybutton, which asks for the layout of all of them. */
  function addCopyButtons() {
    document.body.append(Object.assign(document.createElement("script"), { src: new URL("late.js", here) }));
  }

  /** Mark in the page's table of contents the section whose heading was passed last.
   *  An observer tells which sections cross the top of the window: asking each for its place would lay it out. */
  function followReading() {
    const links = new Map(
      [...document.querySelectorAll(".page-toc a[href^='#']")]
        .map((link) => [document.getElementById(decodeURIComponent(link.hash.slice(1))), link])
        .filter(([section]) => section),
    );
    const crossing = new Set();
    const watch = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) crossing[isIntersecting ? "add" : "delete"](target);
        const current = [...links.keys()].findLast((section) => crossing.has(section)); // the innermost stands last
        for (const [section, link] of links) {
          link.classList.toggle("active", section === current);
          if (section === current) link.setAttribute("aria-current", "true");
          else link.removeAttribute("aria-current");
        }
      },
      { rootMargin: "-15% 0px -84% 0px" },
    ); // a line across the window, a little below its top
    for (const section of links.keys()) watch.observe(section);
  }

  start(); // deferred: the document is there
}
