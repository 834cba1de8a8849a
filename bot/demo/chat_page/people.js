import { api } from "./api.js";
import { ask, report } from "./dialogs.js";
import { byId, el, fullName, initials } from "./dom.js";
import { unseen } from "./store.js";

/** @typedef {import("./api.js").Person} Person */

/** How often the other people's chats are looked at, for their unread counts (ms). One event stream each would
 * use up the six connections a browser opens to a server. */
const LOOK_MS = 2_000;

const HUES = 6;

/** The switcher between the people one can be. */
export class People {
  /** @type {Person[]} */
  #people = [];
  /** @type {Map<number, number>} */
  #unseen = new Map();
  /** @type {number | null} */
  #current = null;
  #list = byId("people");
  #choose;

  /** @param {(person: Person) => void} choose */
  constructor(choose) {
    this.#choose = choose;
    byId("add-person").addEventListener("click", () => this.add().catch(report));
  }

  /** Loads everybody, and is the one named in the address ("#7") or else the first. */
  async start() {
    this.#people = await api.people();
    addEventListener("hashchange", () => this.#fromAddress());
    if (this.#people.length) this.#fromAddress();
    else await this.add();
    setInterval(() => document.hidden || this.#look(), LOOK_MS);
  }

  async add() {
    const answers = await ask({
      title: "Add a person",
      note: "Somebody else who writes to the bot, with a chat of their own.",
      action: "Add",
      fields: [
        { name: "name", label: "Name", required: true, placeholder: "Siti Rahma" },
        { name: "language_code", label: "Language", options: { en: "English", id: "Bahasa Indonesia" }, value: "en" },
      ],
    });
    if (!answers) return;
    const [first_name, ...rest] = answers.name.split(/\s+/u);
    const last_name = rest.join(" ");
    const person = await api.addPerson({
      first_name,
      ...(last_name && { last_name }),
      language_code: answers.language_code,
    });
    this.#people = await api.people();
    this.#be(person);
  }

  #fromAddress() {
    const wanted = Number(location.hash.slice(1));
    const person = this.#people.find(({ id }) => id === wanted) ?? this.#people[0];
    if (person && person.id !== this.#current) this.#be(person);
  }

  /** @param {Person} person */
  #be(person) {
    this.#current = person.id;
    this.#unseen.delete(person.id);
    history.replaceState(null, "", `#${person.id}`);
    this.#draw();
    this.#choose(person);
  }

  /** Who there is, and what the others have not seen. */
  async #look() {
    try {
      this.#people = await api.people();
      for (const { id } of this.#people) {
        if (id !== this.#current) this.#unseen.set(id, unseen(id, (await api.chat(id)).messages));
      }
      if (!this.#people.some(({ id }) => id === this.#current)) this.#fromAddress(); // the demo was started afresh
    } catch {
      return; // the chat's own connection says what is wrong; the next look comes soon
    }
    this.#draw();
  }

  #draw() {
    const focused = this.#list.contains(document.activeElement) && document.activeElement;
    const drawn = new Map([...this.#list.children].map((child) => [Number(child.dataset.personId), child]));
    const buttons = this.#people.map((person) => drawn.get(person.id) ?? this.#button(person));
    if (buttons.length !== this.#list.children.length || buttons.some((button, i) => this.#list.children[i] !== button)) {
      this.#list.replaceChildren(...buttons);
      if (focused) focused.focus();
    }
    this.#people.forEach((person, i) => this.#mark(buttons[i], person));
  }

  /** @param {Person} person */
  #button(person) {
    const name = fullName(person);
    return el(
      "button",
      {
        type: "button",
        class: "person",
        title: name,
        "data-testid": "person",
        "data-person-id": person.id,
        onclick: () => this.#be(person),
      },
      el("span", { class: `avatar avatar-${person.id % HUES}`, "aria-hidden": "true" }, initials(name)),
      el("span", { class: "person-name" }, person.first_name),
      el("span", { class: "count", "data-testid": "unread" }),
    );
  }

  /** @param {HTMLElement} button @param {Person} person */
  #mark(button, person) {
    const isCurrent = person.id === this.#current;
    const count = isCurrent ? 0 : (this.#unseen.get(person.id) ?? 0);
    const badge = /** @type {HTMLElement} */ (button.lastElementChild);
    badge.hidden = count === 0;
    badge.textContent = String(count);
    button.setAttribute("aria-pressed", String(isCurrent));
    button.setAttribute("aria-label", count ? `${fullName(person)}, ${count} unread` : fullName(person));
  }
}
