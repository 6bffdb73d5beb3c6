import type { Declared, Fault } from '#kernel/declare/declared.ts';
import { checkEnglish } from '#kernel/declare/english.ts';
import { checkGuide } from './check-guide.ts';
import { checkReferences } from './check-references.ts';
import type { MatterType } from './define.ts';
import { checkLifecycle } from './lifecycle.ts';
import { checkRetention } from './retention.ts';
import { textsOf } from './texts.ts';

/** Every mistake in a matter type: its lifecycle, its guide (the rules a reviewer of item guides applies), its references, its English. */
export function checkMatter(pack: string, type: MatterType, declared: Declared): Fault[] {
  return [...checkLifecycle(pack, type), ...checkGuide(pack, type), ...checkReferences(pack, type), ...checkRetention(pack, type), ...checkEnglish(pack, `matter ${type.key}`, textsOf(type), declared)];
}
