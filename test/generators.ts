import { coveragePage } from './coverage/page.ts';
import { errorsPage } from './docs/errors-page.ts';
import { openapiPage } from './docs/openapi.ts';
import { packPages } from './docs/pack-pages.ts';
import { schemaPage } from './docs/schema-page.ts';

/** Something committed that is made from the sources. `files` answers path → text for all of them. */
export type Generator = {
  readonly name: string;
  readonly files: () => Promise<Readonly<Record<string, string>>>;
  /** A glob of paths that belong to this generator: a file there that it no longer makes is left over and removed. */
  readonly owns?: string;
};

/** Every committed file that is made, not written. Add a line here; `npm run generate` makes it, `npm test` compares it. */
export const generators: readonly Generator[] = [
  { name: 'coverage page', files: async () => ({ 'docs/coverage.md': coveragePage() }) },
  { name: 'error catalogue', files: async () => ({ 'docs/errors.md': await errorsPage() }) },
  { name: 'API description', files: async () => ({ 'docs/openapi.json': await openapiPage() }) },
  { name: 'tables', files: async () => ({ 'docs/schema.md': await schemaPage() }) },
  { name: 'pack references', files: packPages, owns: '{packs/*/*,test/packs/*}/REFERENCE.md' },
];
