/** How long to wait before connecting again when the browser itself has given up. */
const RECONNECT_MS = 2_000;

/**
 * One person's event stream, kept open.
 *
 * The browser reconnects by itself after a lost connection, but not after an error answer; this does both.
 * `opened` is called at every (re)connection: events in between are lost, so the chat must be loaded again.
 */
export class EventStream {
  #address;
  #handlers;
  /** @type {EventSource | null} */
  #source = null;
  /** @type {number | undefined} */
  #retry;

  /**
   * @param {number} person
   * @param {{opened: () => void, lost: () => void, event: (event: any) => void}} handlers
   */
  constructor(person, handlers) {
    this.#address = `/people/${person}/events`;
    this.#handlers = handlers;
    this.#connect();
  }

  close() {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }

  #connect() {
    const source = new EventSource(this.#address);
    this.#source = source;
    source.onopen = () => this.#handlers.opened();
    source.onmessage = (event) => this.#handlers.event(JSON.parse(event.data));
    source.onerror = () => {
      this.#handlers.lost();
      if (source.readyState === EventSource.CLOSED && this.#source === source) {
        this.#retry = setTimeout(() => this.#connect(), RECONNECT_MS);
      }
    };
  }
}
