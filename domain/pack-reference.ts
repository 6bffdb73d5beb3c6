import type { Say } from '#kernel/declare/reference.ts';
import { matterReference } from '#domain/matter/reference.ts';
import { sceneReference } from '#domain/proof/codes/reference.ts';
import { proofReference } from '#domain/proof/reference.ts';
import { guardsReference } from '#domain/record/guard/reference.ts';
import { recordReference } from '#domain/record/reference.ts';
import { signalReference } from '#domain/signal/reference.ts';
import { dutiesReference } from '#domain/subject/duties/reference.ts';
import { rolesReference } from '#domain/subject/reference.ts';
import { thingReference } from '#domain/thing/reference.ts';
import { pathOf, type Pack } from './pack.ts';

/** The reference page of a pack, made from its definitions: what a reader of the declaration would want as tables. Markdown. */
export function packReference(pack: Pack): string {
  const say: Say = (text) => (pack.english[text] ? `${text} · ${pack.english[text]}` : text);
  return [
    `# ${say(pack.title)}`, '', `packs/${pathOf(pack)} · 牵头 lead ${pack.lead} · 服务于 serves ${pack.serves.join('、') || '—'}`, '',
    ...rolesReference(pack.roles, say),
    ...dutiesReference(pack.duties, say),
    ...pack.rules.flatMap(({ title, version, points }) => [`## 规定 ${say(title)}（${version}）`, '', ...points.map((point) => `- ${say(point)}`), '']),
    ...pack.records.flatMap((record) => recordReference(record, say)),
    ...guardsReference(pack.guards, say),
    ...pack.things.flatMap((thing) => thingReference(thing, say)),
    ...pack.proofs.flatMap((proof) => proofReference(proof, say)),
    ...pack.scenes.flatMap((scene) => sceneReference(scene, say)),
    ...pack.matters.flatMap((matter) => matterReference(matter, say)),
    ...pack.signals.flatMap((signal) => signalReference(signal, say)),
  ].join('\n');
}
