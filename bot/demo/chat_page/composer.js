import { byId } from "./dom.js";
import { CommandList } from "./commands.js";

/** @typedef {import("./api.js").Message} Message */

const PLACEHOLDER = "Message";

/** Where messages are written: sending, editing an earlier message, commands. */
export class Composer {
  #input = /** @type {HTMLTextAreaElement} */ (byId("composer"));
  #sendButton = /** @type {HTMLButtonElement} */ (byId("send"));
  /** @type {{message: Message, draft: string} | null} what is edited, and the draft that waits meanwhile */
  #editing = null;
  #actions;
  #commands;

  /**
   * @param {{
   *   send: (text: string) => void,
   *   edit: (message: Message, text: string) => void,
   *   changed: (draft: string) => void,
   *   lastOwn: () => Message | undefined,
   * }} actions
   */
  constructor(actions) {
    this.#actions = actions;
    this.#commands = new CommandList(
      { list: byId("commands"), input: this.#input, button: byId("commands-button") },
      (command) => {
        if (this.#input.value.startsWith("/")) this.#write("");
        actions.send(command);
      },
    );
    this.#input.addEventListener("input", () => this.#typed());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    byId("edit-cancel").addEventListener("click", () => this.stopEditing());
    byId("composer-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    // The on-screen keyboard stays open after a tap on the send button.
    this.#sendButton.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  /** What waits to be sent as a new message. */
  get draft() {
    return this.#editing ? this.#editing.draft : this.#input.value;
  }

  set draft(text) {
    this.#endEditing();
    this.#write(text);
  }

  /** @param {import("./api.js").Command[]} commands */
  set commands(commands) {
    this.#commands.set(commands);
  }

  set placeholder(text) {
    this.#input.placeholder = text || PLACEHOLDER;
  }

  focus() {
    this.#input.focus();
    this.#input.setSelectionRange(this.#input.value.length, this.#input.value.length);
  }

  /** @param {Message} message an own text message */
  startEditing(message) {
    this.#editing = { message, draft: this.draft };
    byId("edit-bar").hidden = false;
    byId("edit-preview").textContent = message.text;
    this.#sendButton.setAttribute("aria-label", "Save");
    this.#write(message.text);
    this.focus();
  }

  stopEditing() {
    if (this.#editing) this.draft = this.#editing.draft;
    this.focus();
  }

  #endEditing() {
    this.#editing = null;
    byId("edit-bar").hidden = true;
    this.#sendButton.setAttribute("aria-label", "Send");
  }

  /** @param {string} text */
  #write(text) {
    this.#input.value = text;
    this.#typed();
  }

  #typed() {
    this.#sendButton.disabled = !this.#input.value.trim();
    this.#commands.typed();
    this.#input.style.height = "auto";
    this.#input.style.height = `${this.#input.scrollHeight}px`;
    this.#actions.changed(this.draft);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing || this.#commands.key(event)) return; // Enter ends an input method's word, too
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === "Escape" && this.#editing) {
      event.preventDefault();
      this.stopEditing();
    } else if (event.key === "ArrowUp" && !this.#input.value && !this.#editing) {
      const last = this.#actions.lastOwn();
      if (!last) return;
      event.preventDefault();
      this.startEditing(last);
    }
  }

  #submit() {
    const text = this.#input.value.trim();
    if (!text) return;
    if (this.#editing) {
      const { message } = this.#editing;
      this.stopEditing();
      if (text !== message.text) this.#actions.edit(message, text);
    } else {
      this.#write("");
      this.#actions.send(text);
    }
  }
}
