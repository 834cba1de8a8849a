/**
 * Creates an element. Strings among the children become text nodes, so text from people is never markup.
 * @param {string} tag
 * @param {Record<string, string | number | boolean | null | undefined | EventListener>} attributes
 *   `onclick` and the like are listeners; `true` gives an empty attribute; `false`, null and undefined give none
 * @param {...(Node | string | null | undefined)} children null and undefined are left out
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/** @param {string} id the page's own element, which must exist */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no element #${id}.`);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} name a symbol of icons.svg; decorative, so hidden from screen readers */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** @param {{first_name: string, last_name?: string}} person */
export function fullName(person) {
  return [person.first_name, person.last_name].filter(Boolean).join(" ");
}

/** Up to two initials. @param {string} name */
export function initials(name) {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const chosen = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return chosen.map((word) => [...word][0].toLocaleUpperCase()).join("") || "?";
}

const SAFE_SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/**
 * The address if a link to it is harmless (no javascript:, data: …), otherwise null.
 * @param {unknown} address absolute
 * @returns {string | null}
 */
export function safeAddress(address) {
  try {
    const url = new URL(String(address));
    return SAFE_SCHEMES.has(url.protocol) ? url.href : null;
  } catch (problem) {
    if (problem instanceof TypeError) return null; // not an address at all
    throw problem;
  }
}
