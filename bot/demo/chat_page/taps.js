/** After this time without an answer a spinner ends, as Telegram's clients do. */
export const ANSWER_TIMEOUT_MS = 15_000;

/** Taps on inline buttons which the bot has not answered yet. */
export class Taps {
  /** @type {Map<string, {queryId: string | null, timer: number}>} */
  #waiting = new Map();
  /** Answers that came before the tap's own request was done. @type {Set<string>} */
  #early = new Set();
  #send;
  #changed;

  /**
   * @param {(messageId: number, data: string) => Promise<{callback_query_id: string}>} send
   * @param {(messageId: number) => void} changed a spinner of this message began or ended
   */
  constructor(send, changed) {
    this.#send = send;
    this.#changed = changed;
  }

  /** @param {number} messageId @param {string} data */
  isWaiting(messageId, data) {
    return this.#waiting.has(key(messageId, data));
  }

  /**
   * Tells the bot of a tap, unless the same one still waits for its answer. Throws ApiError.
   * @param {number} messageId @param {string} data
   */
  async press(messageId, data) {
    if (this.isWaiting(messageId, data)) return;
    const tap = { queryId: null, timer: setTimeout(() => this.#end(messageId, data), ANSWER_TIMEOUT_MS) };
    this.#waiting.set(key(messageId, data), tap);
    this.#changed(messageId);
    try {
      tap.queryId = (await this.#send(messageId, data)).callback_query_id;
    } catch (problem) {
      this.#end(messageId, data);
      throw problem;
    }
    if (this.#early.delete(tap.queryId)) this.#end(messageId, data);
  }

  /** @param {string} queryId */
  answered(queryId) {
    for (const [name, tap] of this.#waiting) {
      if (tap.queryId === queryId) {
        const { messageId, data } = JSON.parse(name);
        this.#end(messageId, data);
        return;
      }
    }
    this.#early.add(queryId);
  }

  stop() {
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    this.#early.clear();
  }

  /** @param {number} messageId @param {string} data */
  #end(messageId, data) {
    const name = key(messageId, data);
    clearTimeout(this.#waiting.get(name)?.timer);
    if (this.#waiting.delete(name)) this.#changed(messageId);
  }
}

/** @param {number} messageId @param {string} data */
function key(messageId, data) {
  return JSON.stringify({ messageId, data });
}
