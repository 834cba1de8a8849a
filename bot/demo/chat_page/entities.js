import { el, safeAddress } from "./dom.js";

/** @typedef {import("./api.js").Entity} Entity */

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

// As Telegram finds addresses in a text that nobody marked up.
const ADDRESS = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]/gu;

/**
 * Renders text with Telegram's message entities. Their offsets count UTF-16 units, as JavaScript's strings do.
 * Overlapping entities are cut where the outer one ends; what reaches beyond the text is ignored.
 * @param {string} text
 * @param {Entity[]} [entities]
 * @returns {DocumentFragment}
 */
export function renderText(text, entities = []) {
  const sorted = [...entities, ...found(text, entities)]
    .map((entity) => ({ ...entity, end: Math.min(entity.offset + entity.length, text.length) }))
    .filter((entity) => entity.offset >= 0 && entity.end > entity.offset)
    .sort((one, other) => one.offset - other.offset || other.end - one.end);
  return renderRange(text, 0, text.length, sorted);
}

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {(Entity & {end: number})[]} entities sorted, all beginning in the range
 */
function renderRange(text, start, end, entities) {
  const fragment = document.createDocumentFragment();
  const rest = [...entities];
  let position = start;
  for (let entity = rest.shift(); entity; entity = rest.shift()) {
    const stop = Math.min(entity.end, end);
    fragment.append(text.slice(position, entity.offset));
    const inner = [];
    while (rest.length && rest[0].offset < stop) inner.push(rest.shift());
    const element = wrapper(entity, text.slice(entity.offset, stop));
    element.append(renderRange(text, entity.offset, stop, inner));
    fragment.append(element);
    position = stop;
  }
  fragment.append(text.slice(position, end));
  return fragment;
}

/** @param {Entity} entity @param {string} text @returns {HTMLElement} */
function wrapper(entity, text) {
  switch (entity.type) {
    case "text_link":
      return link(entity.url);
    case "url":
      return link(/^[a-z][a-z0-9+.-]*:/iu.test(text) ? text : `https://${text}`);
    case "email":
      return link(`mailto:${text}`);
    case "phone_number":
      return link(`tel:${text.replace(/[^+\d]/gu, "")}`);
    case "bot_command":
      return el("button", { type: "button", class: "command-link", "data-command": text });
    case "spoiler":
      return el("button", { type: "button", class: "spoiler", "aria-label": "Hidden text", onclick: reveal });
    default:
      return el(TAGS[entity.type] ?? "span");
  }
}

/** The addresses outside what is marked up already. @param {string} text @param {Entity[]} entities @returns {Entity[]} */
function found(text, entities) {
  return [...text.matchAll(ADDRESS)]
    .map((match) => ({ type: "url", offset: match.index, length: match[0].length }))
    .filter(({ offset, length }) => !entities.some((each) => each.offset < offset + length && offset < each.offset + each.length));
}

/** @param {string | undefined} address */
function link(address) {
  const safe = safeAddress(address);
  const invitation = safe && /^https:\/\/t\.me\/\w+\?start=([\w-]+)$/u.exec(safe);
  // Telegram doesn't leave for the web with these: it sends the bot what the link holds.
  if (invitation) return el("button", { type: "button", class: "command-link", "data-command": `/start ${invitation[1]}` });
  return safe ? el("a", { href: safe, target: "_blank", rel: "noopener noreferrer nofollow", title: safe }) : el("span");
}

/** @param {Event} event */
function reveal(event) {
  const button = /** @type {HTMLElement} */ (event.currentTarget);
  button.classList.add("spoiler-open");
  button.removeAttribute("aria-label");
}
