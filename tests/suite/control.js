// The suite's side of the endpoint's control interface: sets up images and faults, and looks at what
// arrived.

/** @typedef {ReturnType<typeof connect>} Control */
/** @typedef {'free' | 'inUse' | 'shared' | 'copying' | 'importing' | 'exporting' | 'public'} ImageState */

/**
 * @typedef {object} ImageFacts
 * @property {string} imageId
 * @property {string} name
 * @property {string} status
 * @property {ImageState[]} states
 * @property {string[]} sharedWith
 * @property {string[]} instanceIds
 * @property {{ taskId: string, action: string, status: string }[]} tasks
 */

/**
 * A request that the service saw, as its log has it.
 *
 * @typedef {object} LoggedRequest
 * @property {string} method
 * @property {string} path
 * @property {Record<string, string>} headers
 * @property {string | null} action
 * @property {Record<string, string>} parameters
 * @property {string | null} nonce
 * @property {number | null} httpStatus
 * @property {string | null} code
 * @property {string} requestId
 * @property {string | null} origin
 * @property {string | null} fault
 */

/** @param {string} controlUrl */
export function connect(controlUrl) {
  /**
   * @param {string} path
   * @param {object} [change] posted as text: a browser then needs no preflight
   * @returns {Promise<any>} null when there is no such thing
   */
  async function ask(path, change) {
    const method = change ? 'POST' : 'GET';
    const body = change && JSON.stringify(change);
    const response = await fetch(controlUrl + path, { method, body });
    const answer = await response.json();
    if (response.status === 404) return null;
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  }

  return {
    /**
     * @param {ImageState[]} states several at once; one that is repeated adds to itself
     * @returns {Promise<string>} its id
     */
    async createImage(...states) {
      return (await ask('/images', { states })).imageId;
    },
    /**
     * @param {number} count
     * @returns {Promise<string[]>} their ids
     */
    async createImages(count) {
      return (await ask('/images', { count })).imageIds;
    },
    /**
     * @param {string} imageId
     * @returns {Promise<ImageFacts>} what stands behind its states
     */
    image: (imageId) => ask(`/images/${imageId}`),
    /**
     * Lets the copy, import and export of an image reach their end.
     *
     * @param {string} imageId
     */
    async finish(imageId) {
      await ask(`/images/${imageId}/finish`, {});
    },
    /** @param {string} imageId */
    async exists(imageId) {
      return (await ask(`/images/${imageId}`)) !== null;
    },
    /**
     * All of them, OPTIONS included, or those that name an image.
     *
     * @param {string} [imageId]
     * @returns {Promise<LoggedRequest[]>}
     */
    async requests(imageId) {
      return (await ask(imageId === undefined ? '/requests' : `/requests?imageId=${imageId}`))
        .requests;
    },
    /** @param {{ fault: string, imageId: string } & Record<string, unknown>} description */
    async fault(description) {
      await ask('/faults', description);
    },
    /** @param {Record<string, unknown>} changes */
    async settings(changes) {
      await ask('/settings', changes);
    },
  };
}
