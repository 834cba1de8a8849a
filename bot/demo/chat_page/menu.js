import { el, icon } from "./dom.js";

/** @typedef {{icon: string, label: string, id: string, action: () => void}} MenuItem `id` is its data-testid */

const GAP = 8;

/**
 * A menu beside the element that opened it, in place of any other; a tap elsewhere, Escape or Tab closes it.
 * (An "auto" popover would close when the finger of a long press is lifted.)
 * @param {HTMLElement} anchor
 * @param {string} label
 * @param {MenuItem[]} items
 */
export function openMenu(anchor, label, items) {
  document.querySelector(".menu")?.dispatchEvent(new Event("close"));
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  const open = new AbortController();
  const close = () => {
    open.abort();
    menu.remove();
    before?.focus();
  };
  const choose = (item) => () => {
    close();
    item.action();
  };
  const menu = el(
    "div",
    { class: "menu", role: "menu", popover: "manual", "aria-label": label, "data-testid": "menu", onclose: close },
    ...items.map((item) =>
      el(
        "button",
        { type: "button", role: "menuitem", class: "menu-item", "data-testid": item.id, onclick: choose(item) },
        icon(item.icon),
        item.label,
      ),
    ),
  );
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" || event.key === "Tab") close();
    else moveFocus(menu, event);
  });
  document.addEventListener(
    "pointerdown",
    (event) => menu.contains(/** @type {Node} */ (event.target)) || close(),
    { signal: open.signal, capture: true },
  );
  document.body.append(menu);
  menu.showPopover();
  place(menu, anchor.getBoundingClientRect());
  /** @type {HTMLElement} */ (menu.firstElementChild).focus();
}

/** @param {HTMLElement} menu @param {DOMRect} anchor */
function place(menu, anchor) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = Math.min(Math.max(GAP, anchor.left), innerWidth - width - GAP);
  const above = anchor.top - height - GAP;
  menu.style.left = `${left}px`;
  menu.style.top = `${above > GAP ? above : Math.min(anchor.bottom + GAP, innerHeight - height - GAP)}px`;
}

/** @param {HTMLElement} menu @param {KeyboardEvent} event */
function moveFocus(menu, event) {
  const items = /** @type {HTMLElement[]} */ ([...menu.children]);
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (target === undefined) return;
  event.preventDefault();
  items[(target + items.length) % items.length].focus();
}
