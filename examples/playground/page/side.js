// A side is one of the two texts: its field, the button that opens a file, and what is known
// of the file that it came from.
import { readFile } from "./files.js";

export class Side {
  #field; #count; #file; #name; #area;
  #from; // what the text was read from, while the field holds it unchanged
  #said;

  constructor(id, said) {
    this.#area = document.getElementById(id);
    this.#field = document.getElementById(`${id}-text`);
    this.#count = document.getElementById(`${id}-count`);
    this.#file = document.getElementById(`${id}-file`);
    this.#name = document.getElementById(`${id}-name`);
    this.#said = said;
    document.getElementById(`${id}-open`).addEventListener("click", () => this.#file.click());
    this.#field.addEventListener("input", () => this.#counted());
    this.#file.addEventListener("change", () => this.#open(this.#file.files[0]));
    this.#takeDrops();
  }

  // The text as it is compared, with what it was read from.
  get text() {
    const shown = this.#field.value;
    return this.#from && lines(this.#from.text) === shown ? this.#from : { text: shown };
  }

  set text(from) {
    this.#from = from;
    this.#field.value = from.text;
    this.#name.textContent = from.name ?? "or drop it here";
    this.#file.value = ""; // so that the same file can be opened again
    this.#counted();
  }

  get empty() { return this.#field.value.trim() === ""; }

  focus() { this.#field.focus(); }

  async #open(file) {
    if (!file) return;
    this.#said(`Reading ${file.name} …`);
    try {
      this.text = await readFile(file);
      this.#said(`${file.name} is read.`);
    } catch (error) {
      this.#said(`${error.message}`, true);
    }
  }

  #takeDrops() {
    const over = is => event => {
      if (![...event.dataTransfer.types].includes("Files")) return; // a piece of text drops as ever
      event.preventDefault();
      this.#area.classList.toggle("over", is);
    };
    this.#area.addEventListener("dragover", over(true));
    this.#area.addEventListener("dragleave", over(false));
    this.#area.addEventListener("drop", event => {
      over(false)(event);
      this.#open(event.dataTransfer.files[0]);
    });
  }

  #counted() {
    const words = this.#field.value.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
    this.#count.textContent = words ? `${words.toLocaleString("en")} ${words === 1 ? "word" : "words"}` : "";
  }
}

// lines returns a text with its line ends as a field has them.
const lines = text => text.replace(/\r\n?/g, "\n");
