import { el } from "./dom.js";

/** @typedef {import("./api.js").Command} Command */

/** The list of the bot's commands above the composer: all of them by its button, or filtered while "/…" is typed. */
export class CommandList {
  /** @type {Command[]} */
  #commands = [];
  /** @type {Command[]} */
  #shown = [];
  #at = 0;
  #list;
  #input;
  #button;
  #choose;

  /**
   * @param {{list: HTMLElement, input: HTMLTextAreaElement, button: HTMLElement}} elements
   * @param {(command: string) => void} choose gets the command with its slash
   */
  constructor({ list, input, button }, choose) {
    this.#list = list;
    this.#input = input;
    this.#button = button;
    this.#choose = choose;
    button.addEventListener("click", () => {
      if (list.hidden) this.#show(this.#commands);
      else this.close();
      input.focus();
    });
  }

  /** @param {Command[]} commands */
  set(commands) {
    this.#commands = commands;
    this.#button.hidden = commands.length === 0;
    this.typed();
  }

  /** Call after each change of the text. */
  typed() {
    const match = /^\/(\w*)$/u.exec(this.#input.value);
    if (!match) return this.close();
    const start = match[1].toLowerCase();
    const fitting = this.#commands.filter(({ command }) => command.startsWith(start));
    // What is typed in full comes before what merely begins so: Enter means it.
    this.#show(fitting.sort((one, other) => Number(other.command === start) - Number(one.command === start)));
  }

  close() {
    this.#show([]);
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was for the list */
  key(event) {
    if (!this.#shown.length) return false;
    const count = this.#shown.length;
    if (event.key === "ArrowDown") this.#mark((this.#at + 1) % count);
    else if (event.key === "ArrowUp") this.#mark((this.#at + count - 1) % count);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && !event.shiftKey) this.#take(this.#shown[this.#at]);
    else if (event.key === "Tab" && !event.shiftKey) {
      this.#input.value = `/${this.#shown[this.#at].command} `;
      this.#input.dispatchEvent(new Event("input"));
    } else return false;
    event.preventDefault();
    return true;
  }

  /** @param {Command} command */
  #take(command) {
    this.close();
    this.#choose(`/${command.command}`);
  }

  /** @param {Command[]} commands */
  #show(commands) {
    this.#shown = commands;
    this.#list.hidden = commands.length === 0;
    this.#button.setAttribute("aria-expanded", String(commands.length > 0));
    this.#list.replaceChildren(
      ...commands.map((command, index) =>
        el(
          "li",
          {
            id: `command-${index}`,
            role: "option",
            class: "command",
            "data-testid": "command",
            onpointerdown: (event) => event.preventDefault(), // the composer keeps its focus
            onclick: () => this.#take(command),
          },
          el("strong", {}, `/${command.command}`),
          el("span", {}, command.description),
        ),
      ),
    );
    this.#mark(0);
  }

  /** @param {number} index */
  #mark(index) {
    this.#at = index;
    [...this.#list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
    const marked = this.#list.children[index];
    if (marked) this.#input.setAttribute("aria-activedescendant", marked.id);
    else this.#input.removeAttribute("aria-activedescendant");
    marked?.scrollIntoView({ block: "nearest" });
  }
}
