// What to change: how this page comes by its user's token. Here it is typed in and forgotten with the
// page; your library for OpenID Connect has it at hand.

/** @type {string | undefined} */
let token;

/** The access token of the user who is signed in. */
export const userToken = () => token;

/** @param {string | undefined} given */
export function rememberToken(given) {
  token = given;
}
