import { el, fullName, icon, initials } from "./dom.js";
import { renderText } from "./entities.js";
import { InlineKeyboard } from "./keyboards.js";

/** @typedef {import("./api.js").Message} Message */

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

/** One message in the log; `update` shows its newer version in place. */
export class Bubble {
  /** @type {Message} */
  message;
  #bubble;
  #keyboard;

  /**
   * @param {Message} message
   * @param {{
   *   press: (message: Message, button: object) => void,
   *   isWaiting: (messageId: number, data: string) => boolean,
   *   menu: (message: Message, anchor: HTMLElement) => void,
   * }} actions
   */
  constructor(message, actions) {
    this.message = message;
    this.#bubble = el("div", { class: "bubble" });
    this.#keyboard = new InlineKeyboard({
      press: (button) => actions.press(this.message, button),
      isWaiting: (data) => actions.isWaiting(message.message_id, data),
    });
    const more = el(
      "button",
      {
        type: "button",
        class: "bubble-more",
        "aria-label": "Message menu",
        "aria-haspopup": "menu",
        "data-testid": "bubble-menu",
        onclick: () => actions.menu(this.message, more),
      },
      icon("more"),
    );
    this.element = el(
      "article",
      {
        class: message.outgoing ? "message message-own" : "message",
        "data-testid": "bubble",
        "data-message-id": message.message_id,
        "data-outgoing": String(Boolean(message.outgoing)),
      },
      el("div", { class: "bubble-line" }, this.#bubble, more),
      this.#keyboard.element,
    );
    onLongPress(this.#bubble, () => actions.menu(this.message, more));
    this.update(message);
  }

  /** @param {Message} message */
  update(message) {
    this.message = message;
    this.#bubble.replaceChildren(...bubbleParts(message));
    const rows = message.reply_markup?.inline_keyboard ?? [];
    this.element.classList.toggle("message-keyboard", rows.length > 0);
    this.#keyboard.update(rows);
  }

  refreshButtons() {
    this.#keyboard.refresh();
  }
}

/** @param {Message} message */
function bubbleParts(message) {
  const text = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  const sentAt = new Date(message.date * 1000);
  return [
    el("span", { class: "sr-only" }, message.outgoing ? "You: " : "Bot: "),
    forwardedFrom(message),
    quoted(message),
    attachment(message),
    text === undefined
      ? null
      : el("div", { class: "bubble-text", dir: "auto", "data-testid": "bubble-text" }, renderText(text, entities)),
    el(
      "div",
      { class: "bubble-meta" },
      message.edit_date ? el("span", { "data-testid": "edited" }, "edited") : null,
      el("time", { datetime: sentAt.toISOString() }, CLOCK.format(sentAt)),
    ),
  ].filter(Boolean);
}

/** @param {Message} message */
function forwardedFrom({ forward_origin: origin }) {
  if (!origin) return null;
  const user = origin.sender_user;
  const chat = origin.sender_chat ?? origin.chat;
  const name = origin.sender_user_name ?? (user && fullName(user)) ?? chat?.title ?? "someone";
  return el("div", { class: "bubble-forward" }, `Forwarded from ${name}`);
}

/** @param {Message} message */
function quoted({ reply_to_message: original }) {
  if (!original) return null;
  return el("div", { class: "bubble-quote" }, original.text ?? original.caption ?? "Message");
}

/** What a message holds besides text. @param {Message} message */
function attachment(message) {
  if (message.contact) {
    const name = fullName(message.contact);
    const sign = el("span", { class: "attachment-avatar", "aria-hidden": "true" }, initials(name));
    return attachmentRow(sign, name, message.contact.phone_number);
  }
  if (message.location) {
    const { latitude, longitude } = message.location;
    return attachmentRow(sign("pin"), "Location", `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`);
  }
  if (message.document) {
    const { file_id: id, file_name: name = "File", file_size: size } = message.document;
    const link = el("a", { href: `/people/${message.chat.id}/file/${id}`, download: name }, name);
    return attachmentRow(sign("file"), link, fileSize(size));
  }
  if (message.photo) return el("div", { class: "attachment-photo", role: "img", "aria-label": "Photo" }, icon("photo"));
  if (message.sticker) {
    const face = message.sticker.emoji ?? "";
    return el("div", { class: "attachment-sticker", role: "img", "aria-label": `Sticker ${face}` }, face || icon("sticker"));
  }
  if (message.voice) return attachmentRow(sign("mic"), "Voice message", `${message.voice.duration ?? 0} s`);
  if (message.text === undefined) return el("em", {}, "This message can’t be shown here.");
  return null;
}

/** @param {string} name */
function sign(name) {
  return el("span", { class: "attachment-avatar", "aria-hidden": "true" }, icon(name));
}

/** @param {HTMLElement} picture @param {string | HTMLElement} title @param {string} detail */
function attachmentRow(picture, title, detail) {
  return el(
    "div",
    { class: "attachment", "data-testid": "attachment" },
    picture,
    el("div", { class: "attachment-text" }, el("strong", { dir: "auto" }, title), el("span", {}, detail)),
  );
}

/** @param {number | undefined} bytes */
function fileSize(bytes) {
  if (bytes === undefined) return "";
  return bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} KB`;
}

const LONG_PRESS_MS = 500;

/** A finger is never quite still (px). */
const STILL = 10;

/**
 * A right click, and a long press where the browser makes no right click of it.
 * @param {HTMLElement} element
 * @param {() => void} open
 */
function onLongPress(element, open) {
  /** @type {number | undefined} */
  let timer;
  let start = { x: 0, y: 0 };
  const cancel = () => clearTimeout(timer);
  element.addEventListener("contextmenu", (event) => {
    const onLink = /** @type {Element} */ (event.target).closest("a");
    if (onLink || !getSelection()?.isCollapsed) return; // the browser's own menu serves better
    event.preventDefault();
    cancel();
    open();
  });
  element.addEventListener("pointerdown", (event) => {
    cancel();
    start = { x: event.clientX, y: event.clientY };
    if (event.pointerType === "touch") timer = setTimeout(open, LONG_PRESS_MS);
  });
  element.addEventListener("pointermove", (event) => {
    if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > STILL) cancel();
  });
  for (const name of ["pointerup", "pointercancel", "pointerleave"]) element.addEventListener(name, cancel);
}
