// What this Worker itself refuses, before anything is sent to the service.

export class Refusal extends Error {
  /**
   * @param {number} status of the answer
   * @param {string} code for programs: tell cases apart by this
   * @param {string} message for people
   * @param {Record<string, string>} [headers] of the answer
   */
  constructor(status, code, message, headers = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  /**
   * In the shape of the package's own errors, so that a page reads both alike.
   *
   * @returns {Record<string, unknown>}
   */
  toJSON() {
    const { code, message } = this;
    const retryable = this.headers['retry-after'] !== undefined;
    const outcome = 'not-applied';
    return { name: 'Refusal', kind: 'worker', code, message, retryable, attempts: 0, outcome };
  }
}
