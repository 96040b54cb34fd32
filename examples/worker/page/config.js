// What to change: where the Worker is, and how this page comes by its user's token.

export const worker = 'https://delete-image.example.workers.dev';

/**
 * The access token of the user who is signed in. Here it is asked for and forgotten; your library for
 * OpenID Connect has it at hand.
 *
 * @returns {Promise<string>}
 */
export async function userToken() {
  return prompt('Your access token') ?? '';
}
