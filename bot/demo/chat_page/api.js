/** The people side of the local Bot API. */

/**
 * @typedef {{
 *   id: number, first_name: string, last_name?: string, username?: string, language_code: string, phone: string,
 * }} Person
 */
/** @typedef {{command: string, description: string}} Command */
/** @typedef {{type: string, offset: number, length: number, url?: string, language?: string}} Entity */
/**
 * Telegram's Message; `outgoing` when the person wrote it.
 * @typedef {Record<string, any> & {
 *   message_id: number, date: number, edit_date?: number, outgoing?: boolean, text?: string,
 * }} Message
 */
/**
 * @typedef {{
 *   person: Person,
 *   bot: {id: number, first_name: string, username?: string} | null,
 *   commands: Command[],
 *   messages: Message[],
 *   typing: boolean,
 * }} ChatState
 */

const TIMEOUT_MS = 15_000;

/** A refusal or a lost connection; its message is a sentence for the person. */
export class ApiError extends Error {
  /** @param {string} sentence @param {number} status 0 when the server wasn't reached */
  constructor(sentence, status = 0) {
    super(sentence);
    this.status = status;
  }
}

/** @param {string} method @param {string} path @param {object} [body] */
async function call(method, path, body) {
  let response;
  let answer;
  try {
    response = await fetch(path, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
    });
    answer = await response.text();
  } catch {
    throw new ApiError("The chat can’t be reached. Is the demo still running?");
  }
  if (!response.ok) throw new ApiError(errorSentence(answer, response.status), response.status);
  return answer ? JSON.parse(answer) : null;
}

/** @param {string} answer @param {number} status */
function errorSentence(answer, status) {
  try {
    return JSON.parse(answer).error || `The chat answered with error ${status}.`;
  } catch {
    return `The chat answered with error ${status}.`; // an error page that isn't JSON
  }
}

/** Acts wait for each other, so that what was typed first also arrives first. @type {Promise<unknown>} */
let lastAct = Promise.resolve();

/** @param {number} person @param {string} kind @param {object} body */
function act(person, kind, body) {
  const result = lastAct.then(() => call("POST", `/people/${person}/${kind}`, body));
  lastAct = result.catch(() => null); // whoever called reports it; the next act goes on
  return result;
}

export const api = {
  /** @returns {Promise<{shop_url?: string} | null>} null when the server has no such page */
  pageConfig: () =>
    call("GET", "/page-config").catch((problem) => {
      if (problem.status === 404) return null;
      throw problem;
    }),
  /** @returns {Promise<Person[]>} */
  people: () => call("GET", "/people"),
  /** @param {object} person @returns {Promise<Person>} */
  addPerson: (person) => call("POST", "/people", person),
  /** @param {number} person @returns {Promise<ChatState>} */
  chat: (person) => call("GET", `/people/${person}/chat`),
  /** @param {number} person @param {string} text @returns {Promise<Message>} */
  send: (person, text) => act(person, "send", { text }),
  /** @param {number} person @param {number} messageId @param {string} text @returns {Promise<Message>} */
  edit: (person, messageId, text) => act(person, "edit", { message_id: messageId, text }),
  /** @param {number} person @param {number} messageId @param {string} data @returns {Promise<{callback_query_id: string}>} */
  press: (person, messageId, data) => act(person, "press", { message_id: messageId, data }),
  /**
   * @param {number} person
   * @param {"contact" | "location" | "photo" | "sticker" | "voice" | "document"} kind
   * @param {object} content
   * @returns {Promise<Message>}
   */
  attach: (person, kind, content) => act(person, kind, content),
};
