import { el } from "./dom.js";

/**
 * @typedef {{
 *   name: string, label: string, type?: string, value?: string, placeholder?: string, required?: boolean,
 *   lines?: number, options?: Record<string, string>, accept?: string, pattern?: string, title?: string,
 *   onchange?: (event: Event) => void,
 * }} Field
 */

const TOAST_MS = 4_000;

/** A passing note. @param {string} text */
export function toast(text) {
  const note = el("div", { class: "toast", "data-testid": "toast" }, text);
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), TOAST_MS);
}

/** Tells of a failed act, or passes on what is not one. @param {unknown} problem */
export function report(problem) {
  toast(problem instanceof Error ? problem.message : String(problem));
}

/** A text the person must confirm to have read. @param {string} text */
export async function alertDialog(text) {
  const ok = el("button", { class: "button button-main", value: "ok", "data-testid": "alert-ok" }, "OK");
  const form = el(
    "form",
    { method: "dialog" },
    el("p", { class: "dialog-text", "data-testid": "alert-text" }, text),
    el("div", { class: "dialog-buttons" }, ok),
  );
  const about = { class: "dialog", role: "alertdialog", "aria-label": "The bot says", "data-testid": "alert" };
  await opened(el("dialog", about, form));
}

/**
 * A small form.
 * @param {{title: string, note?: string, action: string, fields: Field[]}} what
 * @returns {Promise<Record<string, string> | null>} the trimmed values, or null when it was cancelled
 */
export async function ask({ title, note, action, fields }) {
  const form = el(
    "form",
    { method: "dialog" },
    el("h2", {}, title),
    note ? el("p", { class: "dialog-note" }, note) : null,
    ...fields.map(fieldElement),
    el(
      "div",
      { class: "dialog-buttons" },
      el("button", { class: "button", value: "", formnovalidate: true, "data-testid": "dialog-cancel" }, "Cancel"),
      el("button", { class: "button button-main", value: "done", "data-testid": "dialog-submit" }, action),
    ),
  );
  // Enter in a field presses a form's first button, which is Cancel here.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector(".button-main"));
  });
  const answer = await opened(el("dialog", { class: "dialog", "aria-label": title, "data-testid": "dialog" }, form));
  if (answer !== "done") return null;
  const written = [...new FormData(form)].filter(([, value]) => typeof value === "string"); // not a chosen file itself
  return Object.fromEntries(written.map(([name, value]) => [name, value.trim()]));
}

/** @param {Field} field */
function fieldElement({ name, label, lines, options, value, ...attributes }) {
  const common = { name, "data-testid": `field-${name}`, ...attributes };
  let control;
  if (options) {
    const choices = Object.entries(options);
    control = el("select", common, ...choices.map(([key, text]) => el("option", { value: key, selected: key === value }, text)));
  } else if (lines) control = el("textarea", { ...common, rows: lines }, value ?? "");
  else control = el("input", { autocomplete: "off", ...common, value });
  return el("label", { class: "field" }, el("span", {}, label), control);
}

/** @param {HTMLElement} element a dialog; it is shown, and removed when closed */
function opened(element) {
  const dialog = /** @type {HTMLDialogElement} */ (element);
  const focused = document.activeElement;
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (focused instanceof HTMLElement) focused.focus();
      resolve(dialog.returnValue);
    });
  });
}
