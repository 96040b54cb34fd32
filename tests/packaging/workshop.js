// Where the bundlers are installed and the projects are built: beside the sources, not among them.
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const workshop = fileURLToPath(new URL('../../.tools/packaging/', import.meta.url));
