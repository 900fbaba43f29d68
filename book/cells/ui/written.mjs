// A text of an exercise, which a person reads. Until somebody writes it is a button of the page; the rest comes late.

export class Text {
  name = "your text";

  constructor(row, element, acts) {
    Object.assign(this, { row, element, acts, source: row.source });
    [this.editButton, this.status] = element.lastElementChild.children;
    this.editButton.onclick = () => acts.edit(this);
  }

  get isEdited() {
    return this.source !== this.row.source;
  }

  show(text) {
    if (text) this.status.textContent = text;
  }

  /** A text to change, with the focus; without it what was written. */
  edit(source, focus) {
    this.source = source;
    this.acts.tools().then(
      ({ writer }) => {
        this.writer ??= writer(this);
        this.writer(focus);
      },
      (error) => this.show(`The editor could not be loaded (${error.message}).`),
    );
  }

  reset() {
    this.source = this.row.source;
    this.writer?.();
  }
}
