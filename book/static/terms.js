// A word of the glossary opens its sentence in place, above the page, so that no line moves.
// Without this script, and on paper, it is the plain word.
"use strict";
{
  const note = Object.assign(document.createElement("span"), { className: "term-note", id: "term-note" });
  const sentence = document.createElement("span");
  const more = Object.assign(document.createElement("a"), { textContent: "glossary" });
  note.append(sentence, " ", more);
  note.popover = "manual";
  let open = null; // the word whose sentence is shown
  let kept = false; // it was asked for by a click or by the keyboard, not by a pointer passing over it
  let later = 0;

  function place(word) {
    const at = word.getClientRects()[0]; // a term may go on in the next line
    const box = note.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.max(12, Math.min(at.left, width - box.width - 12));
    const below = at.bottom + 6 + box.height <= innerHeight || at.top < box.height + 6;
    const top = below ? word.getBoundingClientRect().bottom + 6 : at.top - box.height - 6;
    note.style.left = `${left + scrollX}px`;
    note.style.top = `${top + scrollY}px`;
  }

  function show(word, keep) {
    clearTimeout(later);
    kept = keep || (kept && open === word);
    if (open === word) return;
    hide();
    kept = keep;
    open = word;
    sentence.textContent = word.dataset.note;
    more.href = word.dataset.more;
    word.after(note); // next in the order of the keyboard, too
    note.showPopover();
    place(word);
    word.setAttribute("aria-expanded", "true");
    word.setAttribute("aria-describedby", note.id);
  }

  function hide() {
    clearTimeout(later);
    if (!open) return;
    open.setAttribute("aria-expanded", "false");
    open.removeAttribute("aria-describedby");
    open = null;
    note.hidePopover();
    note.remove();
  }

  function toggle(word) {
    if (open === word && kept) hide();
    else show(word, true);
  }

  /** A mouse that rests on a word shows its sentence, for as long as it is on either. */
  function hover(word) {
    word.addEventListener("pointerenter", ({ pointerType }) => {
      clearTimeout(later);
      if (pointerType === "mouse" && open !== word) later = setTimeout(show, 300, word, false);
    });
    word.addEventListener("pointerleave", leave);
  }
  function leave() {
    clearTimeout(later);
    if (open && !kept) later = setTimeout(hide, 300);
  }

  function enliven(word) {
    word.setAttribute("role", "button");
    word.tabIndex = 0;
    word.setAttribute("aria-expanded", "false");
    word.onclick = () => toggle(word);
    word.onfocus = () => word.matches(":focus-visible") && show(word, true);
    word.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      toggle(word);
    };
    hover(word);
  }

  if (note.showPopover) for (const word of document.querySelectorAll(".term")) enliven(word);
  note.onpointerenter = () => clearTimeout(later);
  note.onpointerleave = leave;
  addEventListener("resize", () => open && place(open));
  addEventListener("pointerdown", ({ target }) => {
    if (open && !open.contains(target) && !note.contains(target)) hide();
  });
  addEventListener("focusout", ({ relatedTarget }) => {
    if (open && kept && relatedTarget !== open && !note.contains(relatedTarget)) hide();
  });
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !open) return;
    const word = open;
    if (note.contains(document.activeElement)) word.focus();
    hide();
  });
}
