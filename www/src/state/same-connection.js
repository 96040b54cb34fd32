// Waits for what is of use only as long as the connection is the same.
import { connectionId } from './connection.js';

/**
 * @template T
 * @param {Promise<T>} coming
 * @param {(error: unknown) => void} onError not called either once the connection is another one
 * @returns {Promise<T | undefined>}
 */
export async function onSameConnection(coming, onError) {
  const mine = connectionId.peek();
  const isSame = () => mine === connectionId.peek();
  try {
    const result = await coming;
    return isSame() ? result : undefined;
  } catch (error) {
    if (isSame()) onError(error);
    return undefined;
  }
}
