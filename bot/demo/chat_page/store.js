/** What the page remembers: drafts for this tab, what has been seen for this browser. */

/** @param {number} person */
export function draft(person) {
  return sessionStorage.getItem(`orderdesk.draft.${person}`) ?? "";
}

/** @param {number} person @param {string} text */
export function keepDraft(person, text) {
  if (text) sessionStorage.setItem(`orderdesk.draft.${person}`, text);
  else sessionStorage.removeItem(`orderdesk.draft.${person}`);
}

/** @typedef {import("./api.js").Message} Message */

/** @param {number} person @param {Message[]} messages */
export function markSeen(person, messages) {
  localStorage.setItem(`orderdesk.seen.${person}`, String(newest(messages)));
}

/**
 * How many of the bot's messages the person has not seen.
 * @param {number} person @param {Message[]} messages
 */
export function unseen(person, messages) {
  const seen = Number(localStorage.getItem(`orderdesk.seen.${person}`) ?? 0);
  // A demo started afresh counts its messages from the beginning again.
  const from = seen > newest(messages) ? 0 : seen;
  return messages.filter((message) => !message.outgoing && message.message_id > from).length;
}

/** @param {Message[]} messages */
function newest(messages) {
  return messages.reduce((highest, message) => Math.max(highest, message.message_id), 0);
}
