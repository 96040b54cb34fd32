// What is refused, to whoever asks: the answer's status, a code for programs, a message for people.

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

  toJSON() {
    const { code, message } = this;
    return { name: 'Refusal', kind: 'worker', code, message };
  }
}
