import { api } from "./api.js";
import { openAttachMenu, shareLocation, shareOwnContact } from "./attachments.js";
import { Composer } from "./composer.js";
import { alertDialog, report, toast } from "./dialogs.js";
import { byId } from "./dom.js";
import { EventStream } from "./events.js";
import { currentReplyKeyboard, showReplyKeyboard } from "./keyboards.js";
import { MessageLog } from "./log.js";
import { openMenu } from "./menu.js";
import { draft, keepDraft, markSeen } from "./store.js";
import { Taps } from "./taps.js";

/** @typedef {import("./api.js").Message} Message */
/** @typedef {import("./api.js").Person} Person */

/** How long to wait before a chat that couldn't be loaded is tried again. */
const RELOAD_MS = 2_000;

/** A chat action is shown this long, unless a message comes first. */
const TYPING_MS = 5_000;

/** The chat on the screen: one person's, until another is opened. */
export class Chat {
  /** @type {Person | null} */
  #person = null;
  /** @type {EventStream | null} */
  #stream = null;
  /** The load under way, if any, and the events that came meanwhile. @type {{events: object[]} | null} */
  #loading = null;
  /** @type {number | undefined} */
  #typingTimer;
  #connected = false;
  /** @type {ReturnType<typeof currentReplyKeyboard>} */
  #replyKeyboard = null;
  /** @type {import("./api.js").ChatState["bot"]} */
  #bot = null;

  #taps = new Taps(
    (messageId, data) => api.press(this.#person.id, messageId, data),
    (messageId) => this.#log.refreshButtons(messageId),
  );
  #log = new MessageLog(
    { log: byId("log"), down: byId("scroll-down"), count: byId("scroll-count") },
    {
      press: (message, button) => this.#press(message, button),
      isWaiting: (messageId, data) => this.#taps.isWaiting(messageId, data),
      menu: (message, anchor) => this.#openBubbleMenu(message, anchor),
    },
  );
  #composer = new Composer({
    send: (text) => this.#send(text),
    edit: (message, text) => this.#do(api.edit(this.#person.id, message.message_id, text), text),
    changed: (text) => this.#person && keepDraft(this.#person.id, text),
    lastOwn: () => this.#log.messages.findLast((message) => message.outgoing && message.text !== undefined),
  });

  constructor() {
    byId("start").addEventListener("click", () => {
      this.#focusComposer(); // the button is about to go
      this.#send("/start");
    });
    byId("attach").addEventListener("click", () =>
      openAttachMenu(byId("attach"), this.#person, (kind, content) => this.#attach(kind, content)),
    );
    const sample = byId("sample");
    byId("sample-text").textContent = sample.dataset.example;
    sample.addEventListener("click", () => {
      this.#composer.draft = sample.dataset.example;
      this.#composer.focus();
    });
    byId("log").addEventListener("click", (event) => {
      const command = /** @type {HTMLElement} */ (event.target).closest("[data-command]")?.dataset.command;
      if (command) this.#send(command);
    });
  }

  /** @param {Person} person */
  open(person) {
    this.#stream?.close();
    this.#taps.stop();
    this.#person = null; // the old person's draft stays as it is
    this.#loading = null;
    this.#log.clear();
    this.#composer.draft = draft(person.id);
    this.#person = person;
    this.#connected = false;
    this.#stopTyping();
    byId("foot").inert = false;
    byId("welcome").hidden = true;
    byId("sample").hidden = true;
    this.#showReplyKeyboard(null);
    this.#stream = new EventStream(person.id, {
      opened: () => this.#load(),
      lost: () => {
        this.#connected = false;
        this.#showStatus();
      },
      event: (event) => (this.#loading ? this.#loading.events.push(event) : this.#happened(event)),
    });
    this.#focusComposer();
  }

  /** Loads the chat as it is now, until that succeeds; what happens meanwhile is shown after it. */
  async #load() {
    const load = { events: this.#loading?.events ?? [] };
    this.#loading = load;
    let state;
    try {
      state = await api.chat(this.#person.id);
    } catch {
      // The header says "connecting…" all the while.
      setTimeout(() => this.#loading === load && this.#load(), RELOAD_MS);
      return;
    }
    if (this.#loading !== load) return; // a later load, or another person
    this.#loading = null;
    this.#connected = true;
    if (state.bot?.id !== this.#bot?.id) this.#log.clear(); // another bot, another chat: ids begin anew
    this.#bot = state.bot;
    this.#log.load(state.messages);
    this.#composer.commands = state.commands;
    if (state.typing) this.#typing();
    this.#changed();
    for (const event of load.events) this.#happened(event);
  }

  /** @param {Record<string, any>} event */
  #happened(event) {
    switch (event.type) {
      case "message":
        if (!event.message.outgoing) this.#stopTyping();
        this.#log.show(event.message);
        break;
      case "edited":
        this.#log.show(event.message);
        break;
      case "deleted":
        this.#log.remove(event.message_id);
        break;
      case "typing":
        this.#typing();
        return;
      case "answered":
        this.#taps.answered(event.callback_query_id);
        if (event.text) event.show_alert ? alertDialog(event.text) : toast(event.text);
        return;
      case "commands":
        this.#composer.commands = event.commands;
        return;
      case "bot":
        this.#load();
        return;
    }
    this.#changed();
  }

  /** Shows everything that follows from the messages and the bot. */
  #changed() {
    const { messages } = this.#log;
    const name = this.#bot?.first_name ?? "Orderdesk";
    byId("bot-name").textContent = name;
    byId("welcome-name").textContent = name;
    /** @type {HTMLButtonElement} */ (byId("start")).disabled = !this.#bot;
    byId("welcome").hidden = messages.length > 0 || !this.#connected;
    const ordered = messages.some((message) => message.outgoing && !message.text?.startsWith("/"));
    byId("sample").hidden = ordered || !this.#connected;
    const keyboard = currentReplyKeyboard(messages);
    if (keyboard !== this.#replyKeyboard) this.#showReplyKeyboard(keyboard);
    markSeen(this.#person.id, messages);
    this.#showStatus();
  }

  /** @param {ReturnType<typeof currentReplyKeyboard>} keyboard */
  #showReplyKeyboard(keyboard) {
    this.#replyKeyboard = keyboard;
    showReplyKeyboard(byId("reply-keyboard"), keyboard, (button) => this.#reply(button));
    this.#composer.placeholder = keyboard?.input_field_placeholder;
  }

  #focusComposer() {
    if (matchMedia("(hover: hover)").matches) this.#composer.focus(); // on a phone it would open the keyboard
  }

  #typing() {
    clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => this.#stopTyping(), TYPING_MS);
    this.#showStatus();
  }

  #stopTyping() {
    clearTimeout(this.#typingTimer);
    this.#typingTimer = undefined;
    this.#showStatus();
  }

  #showStatus() {
    const status = byId("status");
    const state = !this.#connected ? "connecting" : !this.#bot ? "waiting" : this.#typingTimer ? "typing" : "ready";
    const words = { connecting: "connecting…", waiting: "waiting for the bot…", typing: "typing…", ready: "bot" };
    if (status.dataset.state === state) return;
    status.dataset.state = state;
    status.textContent = words[state];
  }

  /** @param {string} text */
  #send(text) {
    this.#do(api.send(this.#person.id, text), text);
  }

  /** @param {string} kind @param {object} content */
  #attach(kind, content) {
    this.#do(api.attach(this.#person.id, kind, content));
  }

  /**
   * Shows what was done; when it failed, says so and gives the text back.
   * @param {Promise<Message>} act @param {string} [text]
   */
  async #do(act, text = "") {
    const person = this.#person;
    try {
      const message = await act;
      if (person !== this.#person) return;
      this.#log.show(message);
      this.#changed();
    } catch (problem) {
      report(problem);
      if (!text) return;
      if (person !== this.#person) keepDraft(person.id, text);
      else if (!this.#composer.draft) this.#composer.draft = text;
    }
  }

  /** @param {Message} message @param {Record<string, any>} button */
  #press(message, button) {
    if (button.callback_data !== undefined) this.#taps.press(message.message_id, button.callback_data).catch(report);
    else if (button.copy_text) this.#copy(button.copy_text.text);
    else if (button.switch_inline_query_current_chat !== undefined) {
      this.#composer.draft = button.switch_inline_query_current_chat;
      this.#composer.focus();
    } else toast("This button does nothing here.");
  }

  /** @param {Record<string, any>} button of a reply keyboard */
  #reply(button) {
    this.#focusComposer(); // the keyboard may be about to go
    if (button.request_contact) shareOwnContact(this.#person, (kind, content) => this.#attach(kind, content));
    else if (button.request_location) shareLocation((kind, content) => this.#attach(kind, content));
    else this.#send(button.text);
  }

  /** @param {Message} message @param {HTMLElement} anchor */
  #openBubbleMenu(message, anchor) {
    const text = message.text ?? message.caption;
    const items = [];
    if (message.outgoing && message.text !== undefined) {
      items.push({ icon: "pencil", id: "menu-edit", label: "Edit", action: () => this.#composer.startEditing(message) });
    }
    if (text !== undefined) items.push({ icon: "copy", id: "menu-copy", label: "Copy", action: () => this.#copy(text) });
    if (items.length) openMenu(anchor, "Message", items);
  }

  /** @param {string} text */
  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      toast("Copied.");
    } catch {
      toast("The browser doesn’t allow copying here.");
    }
  }
}
