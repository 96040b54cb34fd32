// What the page's server says of the demo. Served by anything else, the page works without one.

/** @typedef {import('../scripts/serve.js').PageConfig} PageConfig */

/** @returns {Promise<PageConfig>} */
export async function readConfig() {
  try {
    const response = await fetch('/config.json');
    return response.ok ? await response.json() : {};
  } catch {
    return {};
  }
}
