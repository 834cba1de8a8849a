import { Bubble } from "./bubbles.js";
import { el } from "./dom.js";

/** @typedef {import("./api.js").Message} Message */

/** Whoever is this near to the end (px) reads the newest message and wants to see the next one. */
const NEAR_END = 80;

const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });

/** The scrolling list of bubbles, ordered by message id. */
export class MessageLog {
  /** @type {Bubble[]} by message id */
  #bubbles = [];
  /** @type {Set<number>} */
  #unread = new Set();
  #atEnd = true;
  /** The log's height at the last look (px). */
  #height = 0;
  #element;
  #down;
  #count;
  #actions;

  /**
   * @param {{log: HTMLElement, down: HTMLElement, count: HTMLElement}} elements
   * @param {ConstructorParameters<typeof Bubble>[1]} actions
   */
  constructor({ log, down, count }, actions) {
    this.#element = log;
    this.#down = down;
    this.#count = count;
    this.#actions = actions;
    log.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    down.addEventListener("click", () => this.scrollToEnd(true));
    // The composer grows, a keyboard opens: the newest message stays in sight.
    new ResizeObserver(() => {
      this.#height = log.clientHeight;
      if (this.#atEnd) this.scrollToEnd();
      else this.#scrolled();
    }).observe(log);
  }

  /** @returns {Message[]} oldest first */
  get messages() {
    return this.#bubbles.map((bubble) => bubble.message);
  }

  clear() {
    this.#bubbles = [];
    this.#element.replaceChildren();
    this.#atEnd = true;
    this.#markRead();
  }

  /** Shows exactly these messages; those already shown stay where they are. @param {Message[]} messages */
  load(messages) {
    const kept = new Set(messages.map((message) => message.message_id));
    this.#keepingPlace(() => {
      for (const { message } of [...this.#bubbles]) if (!kept.has(message.message_id)) this.#drop(message.message_id);
      for (const message of messages) this.#put(message);
    });
  }

  /** Adds a message, or shows its newer version in place. @param {Message} message */
  show(message) {
    const isNew = !this.#find(message.message_id);
    this.#keepingPlace(() => this.#put(message));
    if (isNew && message.outgoing) this.scrollToEnd();
  }

  /** @param {number} id */
  remove(id) {
    this.#keepingPlace(() => this.#drop(id));
  }

  /** @param {number} id */
  refreshButtons(id) {
    this.#find(id)?.refreshButtons();
  }

  scrollToEnd(smoothly = false) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#element.scrollTo({ top: this.#element.scrollHeight, behavior: smoothly && !calm ? "smooth" : "instant" });
    this.#height = this.#element.clientHeight;
    this.#scrolled();
  }

  /** @param {number} id */
  #find(id) {
    return this.#bubbles.findLast((bubble) => bubble.message.message_id === id);
  }

  /** @param {Message} message */
  #put(message) {
    const id = message.message_id;
    const known = this.#find(id);
    if (known && known.message.date !== message.date) this.#drop(id); // the demo was started afresh: ids begin anew
    else if (known) {
      if (JSON.stringify(known.message) !== JSON.stringify(message)) known.update(message);
      return;
    }
    const bubble = new Bubble(message, this.#actions);
    const place = this.#bubbles.findLastIndex((other) => other.message.message_id < id) + 1;
    this.#element.insertBefore(bubble.element, this.#bubbles[place]?.element ?? null);
    this.#bubbles.splice(place, 0, bubble);
    if (!message.outgoing && !this.#atEnd) this.#unread.add(id);
  }

  /** @param {number} id */
  #drop(id) {
    this.#find(id)?.element.remove();
    this.#bubbles = this.#bubbles.filter((bubble) => bubble.message.message_id !== id);
    this.#unread.delete(id);
  }

  /** One line before the first message of each day. */
  #showDays() {
    this.#element.querySelectorAll(".day").forEach((line) => line.remove());
    let before = "";
    for (const { message, element } of this.#bubbles) {
      const day = dayName(message.date);
      if (day !== before) element.before(el("div", { class: "day" }, el("span", {}, day)));
      before = day;
    }
  }

  /** Changes the list without moving what the person is looking at. @param {() => void} change */
  #keepingPlace(change) {
    const top = this.#element.getBoundingClientRect().top;
    const inSight = ({ element }) => element.getBoundingClientRect().bottom > top;
    const seen = this.#atEnd ? null : this.#bubbles.find(inSight)?.element;
    const before = seen?.offsetTop; // unlike its rectangle, not moved by animations
    change();
    this.#showDays();
    this.#showCount();
    if (this.#atEnd) this.scrollToEnd();
    else if (seen?.isConnected) this.#element.scrollTop += seen.offsetTop - before;
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#element;
    if (clientHeight !== this.#height) return; // not the person, but a new size: the observer takes care of it
    this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
    if (this.#atEnd) this.#markRead();
    this.#down.hidden = this.#atEnd;
  }

  #markRead() {
    this.#unread.clear();
    this.#showCount();
  }

  #showCount() {
    const count = this.#unread.size;
    this.#count.hidden = count === 0;
    this.#count.textContent = String(count);
    this.#down.setAttribute("aria-label", count ? `Go to the newest message, ${count} unread` : "Go to the newest message");
  }
}

/** @param {number} seconds since 1970 */
function dayName(seconds) {
  const date = new Date(seconds * 1000);
  const today = new Date();
  const days = Math.round((new Date(today).setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86_400_000);
  return days === 0 ? "Today" : days === 1 ? "Yesterday" : DAY.format(date);
}
