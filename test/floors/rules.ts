import { floors, isTest, isYard, roomOf } from './house.ts';
import type { Import } from './imports.ts';

/** A rule about one import. Answers null when the import is fine, else why it is not and what to do instead. */
type Rule = (file: string, imported: Import) => string | null;

/** Every rule about a single import, in the order a reader should meet them. */
export const importRules: readonly Rule[] = [testsStayOutside, knownRoom, onlyDownwards, noNeighbours, packsOnlyDeclare, packsSeeDefinitions, enginesKnowNoTopic, oneDoorToCryptography];

/** Libraries a pack may use. A topic that needs another one for its field knowledge adds it here, with its reason in docs/dependencies.md. */
const packLibraries: readonly string[] = ['typebox'];

function testsStayOutside(file: string, { file: to }: Import): string | null {
  if (to === null || isTest(file) || !isYard(to)) return null;
  return 'test/ and bench/ are not part of the running city. Move what both need into the room that owns it.';
}

function knownRoom(_file: string, { file: to }: Import): string | null {
  if (to === null || isYard(to) || roomOf(to) || !to.includes('/')) return null;
  return `no floor of the house is called ${to.split('/').slice(0, 2).join('/')}. The floors are ${floors.join(', ')}.`;
}

function onlyDownwards(file: string, { file: to }: Import): string | null {
  const from = roomOf(file);
  const target = to === null ? null : roomOf(to);
  if (!from || !target || target.height <= from.height) return null;
  const way = from.floor === 'kernel'
    ? 'The kernel knows no government: take the value or the function as a parameter.'
    : `Publish an event that ${target.floor} listens to, take the value as a parameter, or move this code up to ${target.floor}.`;
  return `${from.floor} lies beneath ${target.floor}, and a floor may use only what lies beneath it. ${way}`;
}

function noNeighbours(file: string, { file: to }: Import): string | null {
  const from = roomOf(file);
  const target = to === null ? null : roomOf(to);
  if (!from || !target || target.height !== from.height || target.room === from.room || target.shared || from.shared) return null;
  const below = from.floor === 'web' ? 'web/ui (looks and parts) or web/words (texts)' : `a file directly in ${from.floor}/, or the floor beneath`;
  return `${from.room} and ${target.room} are neighbours and must not lean on each other. Move what both need to ${below}.`;
}

function packsOnlyDeclare(file: string, { library }: Import): string | null {
  if (!file.startsWith('packs/') || isTest(file) || library === null || packLibraries.includes(library)) return null;
  return `a pack only declares: definitions, pure rules, sample data. The engines keep tables, routes, files and screens; say what you need in a definition. Libraries a pack may use: ${packLibraries.join(', ')}.`;
}

function packsSeeDefinitions(file: string, { file: to }: Import): string | null {
  if (!file.startsWith('packs/') || isTest(file) || to === null || !/^domain\/[^/]+\/(?!define)/.test(to)) return null;
  return `a pack sees the definitions of a noun, not its engine. Import from ${to.split('/').slice(0, 2).join('/')}/define… , or let the definition take what you need.`;
}

function enginesKnowNoTopic(file: string, { file: to }: Import): string | null {
  const from = roomOf(file)?.floor;
  if (!to?.startsWith('packs/') || isTest(file) || (from !== 'protocols' && from !== 'web')) return null;
  return 'an engine knows no topic. Read what the packs declared from the noun that registered it; only cities/ and server.ts choose packs.';
}

/** Rooms that may use what makes, opens or checks: the one module; the sealing of columns; and single sign-on, whose partners know RSA and EC only. */
const cryptographers: readonly string[] = ['kernel/crypto/', 'kernel/vault/', 'protocols/oidc/'];
/** What anybody may take of node:crypto: digests that name contents, chance, and comparing in constant time. */
const harmless: readonly string[] = ['createHash', 'createHmac', 'hash', 'randomBytes', 'randomFillSync', 'randomInt', 'randomUUID', 'timingSafeEqual', 'webcrypto'];
const cryptoLibraries: readonly string[] = ['koffi', '@noble/curves', '@noble/ciphers', '@noble/hashes', 'sm-crypto', 'sm-crypto-v2', 'gm-crypto'];

function oneDoorToCryptography(file: string, { library, names, typeOnly }: Import): string | null {
  if (library === null || typeOnly || isTest(file) || isYard(file) || cryptographers.some((room) => file.startsWith(room))) return null;
  const taken = names.filter((name) => !harmless.includes(name));
  if (!cryptoLibraries.includes(library) && !(library === 'node:crypto' && (taken.length > 0 || names.length === 0))) return null;
  return `keys, ciphers and signatures have one door: kernel/crypto, so that a certified device can stand behind it. Ask house.crypto to sign or seal, or add what you need to kernel/crypto. Of node:crypto anybody may take ${harmless.join(', ')}.`;
}
