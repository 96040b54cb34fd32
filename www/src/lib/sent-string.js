// What was signed of a request that was sent: its string to sign, or its canonical request of V3. Put
// together from what was sent, because the form may say something else by the time of the refusal.
import { parametersOf } from './parameters.js';
import { strict } from './percent.js';
import { byName, v3Steps } from './v3-steps.js';

/**
 * @param {{ method: string, url: string, sentHeaders: readonly [string, string][], body: string }} request
 * @returns {Promise<string>}
 */
export async function sentString(request) {
  const { method, url, sentHeaders, body } = request;
  const isV3 = sentHeaders.some(([name]) => name === 'authorization');
  if (isV3) return (await v3Steps(request)).canonicalRequest;
  const query = parametersOf(body || new URL(url).search)
    .filter(([name]) => name !== 'Signature')
    .sort(byName)
    .map((pair) => pair.map(strict).join('='))
    .join('&');
  return [method, strict('/'), strict(query)].join('&');
}
