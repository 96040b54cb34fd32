import { fileURLToPath } from 'node:url';

// Only because this project's modules are two folders up.
export default { turbopack: { root: fileURLToPath(new URL('../../', import.meta.url)) } };
