import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseSync, Visitor } from 'vite';
import { brokenGuides } from '#test/packs/broken/guides.ts';
import { brokenLifecycles } from '#test/packs/broken/lifecycles.ts';
import { brokenPacks } from '#test/packs/broken/packs.ts';
import { brokenProofsAndThings } from '#test/packs/broken/proofs-and-things.ts';
import { brokenRecords } from '#test/packs/broken/records.ts';
import { brokenReferences } from '#test/packs/broken/references.ts';
import { brokenScenesAndDuties } from '#test/packs/broken/scenes-and-duties.ts';
import { brokenSignals } from '#test/packs/broken/signals.ts';
import { root } from '../run/command.ts';

/** What the load check is made of. Signals have their own broken ones beside `domain/signal/check.ts`. */
const checks = ['kernel/declare/declared.ts', 'kernel/declare/english.ts', 'domain/pack-check.ts', 'domain/matter/check-guide.ts', 'domain/matter/check-references.ts', 'domain/matter/lifecycle.ts', 'domain/proof/check.ts', 'domain/proof/codes/check.ts', 'domain/subject/check.ts', 'domain/subject/duties/check.ts', 'domain/thing/check.ts', 'domain/record/define.ts'];
/** Said to the programmer of the house, not to the author of a pack. */
const inside = ['No ', 'The matter ', 'packs/'];

/** The sentences a file can say: of those with values in them, the longest piece without one. */
function sentencesIn(file: string): string[] {
  const pieces: string[] = [];
  new Visitor({
    Literal: ({ value }) => void (typeof value === 'string' && pieces.push(value)),
    TemplateLiteral: ({ quasis }) => void (quasis[0]?.value.cooked !== undefined && !inside.some((start) => quasis[0]?.value.cooked?.startsWith(start)) && pieces.push(quasis.map((quasi) => quasi.value.cooked ?? '').toSorted((a, b) => b.length - a.length)[0] ?? '')),
  }).visit(parseSync(file, readFileSync(join(root, file), 'utf8')).program);
  return pieces.filter((piece) => (piece.match(/ /g)?.length ?? 0) >= 3);
}

test('Every sentence the load check can say has a broken pack that makes it say so', () => {
  const says = [brokenGuides, brokenLifecycles, brokenPacks, brokenProofsAndThings, brokenRecords, brokenReferences, brokenScenesAndDuties, brokenSignals].flat().flatMap((example) => example.says).join('\n');
  const all = checks.flatMap((file) => sentencesIn(file).map((sentence) => ({ file, sentence: sentence.trim() })));
  assert.ok(all.length > 50, String(all.length));
  assert.deepEqual(all.filter(({ sentence }) => !says.includes(sentence)), []);
});
