import { defineDuty } from '#domain/subject/define-duty.ts';
import { defineScene, type Scene } from '#domain/proof/define-scene.ts';
import { defineProof } from '#domain/proof/define.ts';
import { badge, pack, type Broken } from './sound.ts';

const gate: Scene = defineScene({ key: 'gate', title: 'Gate', lead: 'Bureau', holder: 'person', purpose: 'To enter', keepDays: 3, shows: [{ title: 'Ticket', say: () => 'free' }] });
const inScene = (why: string, change: Partial<Scene>, ...says: readonly string[]): Broken => ({ why, packs: [pack({ scenes: [defineScene({ ...gate, ...change })] })], says: says.map((line) => `packs/service/badges · scene gate${line}`) });
const stranger = defineProof({ ...badge, key: 'stranger' });

/** Scenes that see too much or for too long, duties nobody could tell apart. */
export const brokenScenesAndDuties: readonly Broken[] = [
  inScene('A scene that shows nothing', { shows: [] }, ' · shows: shows nothing. Declare at least one thing, or the scan is for nothing.'),
  inScene('Scans that become a trail', { keepDays: 31 }, ' · keepDays: keeps scans for 31 days; 30 at most, so that scans do not become a trail.'),
  inScene('A licence of no pack', { reads: [stranger] }, ' · reads: reads the proof “stranger”, which no loaded pack declares. Known: badge.'),
  inScene('A scene without English', { purpose: '核对门票' }, ": has no English for: 核对门票. Add them to the pack's english."),
  { why: 'Two duties of one title', packs: [pack({ duties: ['one', 'two'].map((key) => defineDuty({ key, title: 'Keeper', task: 'Keeps' })) })], says: [['one', 'two'], ['two', 'one']].map(([key, twin]) => `packs/service/badges · duty ${key} · title: is also the title of the duty “${twin}”. Both would be the same post; give one another title.`) },
  { why: 'A duty without English', packs: [pack({ duties: [defineDuty({ key: 'keeper', title: 'Keeper', task: '保管' })] })], says: ["packs/service/badges · duty keeper: has no English for: 保管. Add them to the pack's english."] },
];
