import type { FileResult } from '../run/results.ts';
import { storyFile, type Capability } from './capabilities.ts';

/** What a capability comes to: passing only when its stories were really tried and none failed. */
export type Coverage = { readonly key: string; readonly state: 'passing' | 'failing' | 'open'; readonly stories: readonly string[] };

/** The state of every capability by the results of its story file. A file that could try nothing (a client is missing) leaves it open. */
export function coverageOf(capabilities: readonly Capability[], results: readonly FileResult[]): Coverage[] {
  const byFile = new Map(results.map((result) => [result.file, result]));
  return capabilities.map(({ key }) => {
    const result = byFile.get(storyFile(key));
    const state = result ? ({ passed: 'passing', failed: 'failing', skipped: 'open' } as const)[result.state] : 'open';
    return { key, state, stories: result?.tests.map(({ name }) => name) ?? [] };
  });
}
