/**
 * A gate that requests wait at until it is opened: those that came before, and no later ones.
 */

/** @typedef {import('node:http').ServerResponse} ServerResponse */

export class Gate {
  /** @type {Set<() => void>} */
  #waiting = new Set();

  open() {
    for (const go of this.#waiting) go();
  }

  /**
   * Resolves when the gate is opened, or early when the client has gone.
   *
   * @param {ServerResponse} outgoing
   * @returns {Promise<void>}
   */
  opened(outgoing) {
    if (outgoing.destroyed) return Promise.resolve();
    return new Promise((resolve) => {
      const go = () => {
        this.#waiting.delete(go);
        outgoing.off('close', go);
        resolve();
      };
      this.#waiting.add(go);
      outgoing.on('close', go);
    });
  }
}
