import { join } from 'node:path';

/** Where the built faces stand: written by `build.ts`, served by `serve.ts`. */
export const builtFaces = join(import.meta.dirname, 'dist');

/** What stands in built pages where the server writes the nonce of each answer. */
export const noncePlaceholder = 'NONCE-OF-THIS-ANSWER';
