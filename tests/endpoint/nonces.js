/**
 * Remembers the nonces of each access key for as long as the service refuses to see them again.
 */

/** A nonce may not come back within this time (as the service's staff put it). */
export const NONCE_LIFETIME = 15 * 60 * 1000;

export class NonceMemory {
  /** Use times by key and nonce; a Map keeps them oldest first. @type {Map<string, number>} */
  #usedAt = new Map();

  /**
   * Notes the use of a nonce; false when it was used before.
   *
   * @param {string} accessKeyId
   * @param {string} nonce
   * @param {number} now
   */
  use(accessKeyId, nonce, now) {
    this.#forget(now);
    const key = JSON.stringify([accessKeyId, nonce]);
    if (this.#usedAt.has(key)) {
      return false;
    }
    this.#usedAt.set(key, now);
    return true;
  }

  clear() {
    this.#usedAt.clear();
  }

  /** @param {number} now */
  #forget(now) {
    for (const [key, usedAt] of this.#usedAt) {
      if (now - usedAt <= NONCE_LIFETIME) {
        return;
      }
      this.#usedAt.delete(key);
    }
  }
}
