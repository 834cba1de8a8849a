import { el, icon, safeAddress } from "./dom.js";

/** @typedef {Record<string, any> & {text: string}} Button one of Telegram's InlineKeyboardButton */

/**
 * An inline keyboard under a bubble. It is updated in place where its shape stays the same: a card that changes
 * while a finger is down must not swallow the tap, and must not lose the keyboard focus.
 */
export class InlineKeyboard {
  /** @type {Button[][]} */
  #rows = [];
  #press;
  #isWaiting;

  /** @param {{press: (button: Button) => void, isWaiting: (data: string) => boolean}} taps */
  constructor({ press, isWaiting }) {
    this.#press = press;
    this.#isWaiting = isWaiting;
    this.element = el("div", { class: "keyboard", role: "group", "aria-label": "Buttons" });
  }

  /** @param {Button[][]} rows */
  update(rows) {
    const sameShape = shape(rows) === shape(this.#rows);
    this.#rows = rows;
    this.element.hidden = rows.length === 0;
    if (!sameShape) {
      const focused = [...this.element.querySelectorAll("button, a")].indexOf(document.activeElement);
      this.element.replaceChildren(
        ...rows.map((row, r) => el("div", { class: "keyboard-row" }, ...row.map((button, c) => this.#create(button, r, c)))),
      );
      if (focused >= 0) this.#focus(focused);
    }
    this.refresh();
  }

  /** Whoever uses the keyboard goes on where they were. @param {number} index */
  #focus(index) {
    const all = /** @type {NodeListOf<HTMLElement>} */ (this.element.querySelectorAll("button, a"));
    const log = /** @type {HTMLElement | null} */ (this.element.closest("[role=log]"));
    (all[Math.min(index, all.length - 1)] ?? log)?.focus();
  }

  /** Shows labels and spinners as they are now. */
  refresh() {
    this.#rows.forEach((row, r) =>
      row.forEach((button, c) => {
        const element = /** @type {HTMLElement} */ (this.element.children[r].children[c]);
        const waiting = button.callback_data !== undefined && this.#isWaiting(button.callback_data);
        element.querySelector(".keyboard-label").textContent = button.text;
        element.title = button.text;
        element.dataset.callbackData = button.callback_data ?? "";
        element.setAttribute("aria-busy", String(waiting));
        if (element instanceof HTMLAnchorElement) element.href = safeAddress(button.url) ?? "#";
      }),
    );
  }

  /** @param {Button} button @param {number} r @param {number} c */
  #create(button, r, c) {
    const label = el("span", { class: "keyboard-label" });
    const common = { class: "keyboard-button", "data-testid": "inline-button" };
    if (isLink(button)) {
      return el("a", { ...common, target: "_blank", rel: "noopener noreferrer nofollow" }, label, icon("link"));
    }
    // A tap means the button as it was when the finger went down, even if the card changes before it is up.
    let pressed = /** @type {Button | null} */ (null);
    const spinner = el("span", { class: "spinner", "aria-hidden": "true", "data-testid": "spinner" });
    const element = el("button", { ...common, type: "button" }, label, spinner);
    element.addEventListener("pointerdown", () => (pressed = this.#rows[r][c]));
    element.addEventListener("click", (event) => {
      const byFinger = event.detail > 0; // a key gives a click without a finger
      this.#press((byFinger && pressed) || this.#rows[r][c]);
    });
    return element;
  }
}

/** @param {Button} button */
function isLink(button) {
  return button.url !== undefined && safeAddress(button.url) !== null;
}

/** @param {Button[][]} rows */
function shape(rows) {
  return rows.map((row) => row.map((button) => (isLink(button) ? "link" : "tap")).join(" ")).join("/");
}

/**
 * The reply keyboard that holds after these messages, or null: the last one sent, unless it was removed,
 * or was for one time and has been used.
 * @param {import("./api.js").Message[]} messages oldest first
 * @returns {{keyboard: (Button | string)[][], input_field_placeholder?: string} | null}
 */
export function currentReplyKeyboard(messages) {
  let current = null;
  for (const { outgoing, reply_markup: markup } of messages) {
    if (outgoing && current?.one_time_keyboard) current = null;
    if (markup?.keyboard) current = markup;
    else if (markup?.remove_keyboard) current = null;
  }
  return current;
}

/**
 * @param {HTMLElement} element
 * @param {ReturnType<typeof currentReplyKeyboard>} markup
 * @param {(button: Button) => void} press
 */
export function showReplyKeyboard(element, markup, press) {
  element.hidden = !markup;
  element.replaceChildren(
    ...(markup?.keyboard ?? []).map((row) =>
      el(
        "div",
        { class: "keyboard-row" },
        ...row.map((given) => {
          const button = typeof given === "string" ? { text: given } : given;
          const sign = button.request_contact ? icon("me") : button.request_location ? icon("pin") : null;
          return el(
            "button",
            { type: "button", class: "reply-button", "data-testid": "reply-button", onclick: () => press(button) },
            sign,
            el("span", {}, button.text),
          );
        }),
      ),
    ),
  );
}
