import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { checkFloors } from '../floors.ts';

/** Builds a house of the given files, checks it, and tears it down. */
function faultsIn(files: Readonly<Record<string, string>>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'house-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    return checkFloors(root).faults;
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** One broken house for each rule, with the sentence its builder must read. */
const brokenHouses: readonly { why: string; files: Record<string, string>; says: string }[] = [
  {
    why: 'The kernel may not know a noun',
    files: { 'kernel/audit/log.ts': "import {\n  openMatter,\n} from '#domain/matter/store.ts';\n", 'domain/matter/store.ts': 'export const openMatter = 1;' },
    says: 'kernel/audit/log.ts:1 imports "#domain/matter/store.ts": kernel lies beneath domain/matter, and a floor may use only what lies beneath it. The kernel knows no government: take the value or the function as a parameter.',
  },
  {
    why: 'A place may not call a matter, not even for its type',
    files: { 'domain/place/rules.ts': "import type { Matter } from '../matter/define.ts';", 'domain/matter/define.ts': 'export type Matter = string;' },
    says: 'domain/place/rules.ts:1 imports "../matter/define.ts": domain/place lies beneath domain/matter, and a floor may use only what lies beneath it. Publish an event that domain/matter listens to, take the value as a parameter, or move this code up to domain/matter.',
  },
  {
    why: 'A type written as import() counts as an import',
    files: { 'domain/place/rules.ts': "export type M = import('#domain/matter/define.ts').Matter;", 'domain/matter/define.ts': 'export type Matter = string;' },
    says: 'domain/place/rules.ts:1 imports "#domain/matter/define.ts": domain/place lies beneath domain/matter, and a floor may use only what lies beneath it. Publish an event that domain/matter listens to, take the value as a parameter, or move this code up to domain/matter.',
  },
  {
    why: 'Two protocols may not lean on each other',
    files: { 'protocols/mqtt/accept.ts': "export { read } from '#protocols/open311/read.ts';", 'protocols/open311/read.ts': 'export const read = 1;' },
    says: 'protocols/mqtt/accept.ts:1 imports "#protocols/open311/read.ts": protocols/mqtt and protocols/open311 are neighbours and must not lean on each other. Move what both need to a file directly in protocols/, or the floor beneath.',
  },
  {
    why: 'The office may not borrow from the portal',
    files: { 'web/office/page.ts': "import '#web/portal/page.ts';", 'web/portal/page.ts': '' },
    says: 'web/office/page.ts:1 imports "#web/portal/page.ts": web/office and web/portal are neighbours and must not lean on each other. Move what both need to web/ui (looks and parts) or web/words (texts).',
  },
  {
    why: 'A pack may not open the database',
    files: { 'packs/service/bus/pack.ts': "import postgres from 'postgres';\nexport default postgres;" },
    says: 'packs/service/bus/pack.ts:1 imports "postgres": a pack only declares: definitions, pure rules, sample data. The engines keep tables, routes, files and screens; say what you need in a definition. Libraries a pack may use: typebox.',
  },
  {
    why: 'A pack may not read files',
    files: { 'packs/service/bus/sample.ts': "import { readFileSync } from 'fs';\nreadFileSync('x');" },
    says: 'packs/service/bus/sample.ts:1 imports "fs": a pack only declares: definitions, pure rules, sample data. The engines keep tables, routes, files and screens; say what you need in a definition. Libraries a pack may use: typebox.',
  },
  {
    why: 'A pack may not reach into an engine',
    files: { 'packs/service/bus/pack.ts': "import { insertMatter } from '#domain/matter/store.ts';", 'domain/matter/store.ts': 'export const insertMatter = 1;' },
    says: 'packs/service/bus/pack.ts:1 imports "#domain/matter/store.ts": a pack sees the definitions of a noun, not its engine. Import from domain/matter/define… , or let the definition take what you need.',
  },
  {
    why: 'A definition may not drag the database into a pack',
    files: {
      'packs/service/bus/pack.ts': "import { defineMatter } from '#domain/matter/define.ts';",
      'domain/matter/define.ts': "import { connect } from '#kernel/database/connect.ts';\nexport const defineMatter = connect;",
      'kernel/database/connect.ts': "import postgres from 'postgres';\nexport const connect = postgres;",
    },
    says: 'kernel/database/connect.ts:1 imports "postgres": a pack loads this (packs/service/bus/pack.ts → domain/matter/define.ts → kernel/database/connect.ts → postgres), and loading a definition must not start machinery. Keep definitions in a file of their own, without what runs them.',
  },
  {
    why: 'A face may not name a topic',
    files: { 'web/office/queue.ts': "import air from '#packs/environment/air/pack.ts';", 'packs/environment/air/pack.ts': 'export default 1;' },
    says: 'web/office/queue.ts:1 imports "#packs/environment/air/pack.ts": an engine knows no topic. Read what the packs declared from the noun that registered it; only cities/ and server.ts choose packs.',
  },
  {
    why: 'A floor may not cipher by itself',
    files: { 'domain/place/secret.ts': "import { createHash, createCipheriv } from 'node:crypto';\nexport const x = [createHash, createCipheriv];" },
    says: 'domain/place/secret.ts:1 imports "node:crypto": keys, ciphers and signatures have one door: kernel/crypto, so that a certified device can stand behind it. Ask house.crypto to sign or seal, or add what you need to kernel/crypto. Of node:crypto anybody may take createHash, createHmac, hash, randomBytes, randomFillSync, randomInt, randomUUID, timingSafeEqual, webcrypto.',
  },
  {
    why: 'The running city may not lean on its tests',
    files: { 'kernel/clock/clock.ts': "import { frozen } from '#test/kit/clock.ts';", 'test/kit/clock.ts': 'export const frozen = 1;' },
    says: 'kernel/clock/clock.ts:1 imports "#test/kit/clock.ts": test/ and bench/ are not part of the running city. Move what both need into the room that owns it.',
  },
  {
    why: 'There is no ninth noun',
    files: { 'domain/weather/define.ts': 'export const rain = 1;' },
    says: 'domain/weather/define.ts: this file stands on no floor. The floors are kernel, domain/place, domain/subject, domain/record, domain/thing, domain/proof, domain/policy, domain/matter, domain/signal, domain, packs, protocols, web, cities, server.ts; domain has one folder for each of the eight nouns.',
  },
  {
    why: 'Files may not import each other in a circle',
    files: { 'kernel/bus/a.ts': "import './b.ts';", 'kernel/bus/b.ts': "await import('./c.ts');", 'kernel/bus/c.ts': "import './a.ts';" },
    says: 'kernel/bus/a.ts → kernel/bus/b.ts → kernel/bus/c.ts → kernel/bus/a.ts: these files import each other in a circle. Move what they share into a file that imports none of them, or pass it in.',
  },
  {
    why: 'Types may not make a circle across folders',
    files: { 'kernel/bus/a.ts': "import type { L } from '../log/l.ts';\nexport type A = L;", 'kernel/log/l.ts': "import type { A } from '../bus/a.ts';\nexport type L = A;" },
    says: 'kernel/bus/a.ts → kernel/log/l.ts → kernel/bus/a.ts: these files import each other in a circle. Move what they share into a file that imports none of them, or pass it in.',
  },
  {
    why: 'Server code may not travel to the browser',
    files: {
      'web/office/index.html': '<script type="module" src="./main.ts"></script>',
      'web/office/main.ts': "import { show } from './show.ts';\nshow();",
      'web/office/show.ts': "import { words } from '#kernel/errors/catalogue.ts';\nexport const show = () => words;",
      'kernel/errors/catalogue.ts': 'export const words = 1;',
    },
    says: 'web/office/show.ts:1 imports "#kernel/errors/catalogue.ts": this file runs in the browser (web/office/main.ts → web/office/show.ts), and server code would be sent to every reader. Use import type for shapes, ask the API for values, or keep shared pure code in web/ui.',
  },
  {
    why: 'A file that is no TypeScript is named, and does not hide other faults',
    files: { 'kernel/log/log.ts': 'export const = 1;' },
    says: 'kernel/log/log.ts: cannot be read as TypeScript (Unexpected token). Mend it first; the checks that follow need it.',
  },
];

for (const { why, files, says } of brokenHouses) {
  test(why, () => assert.deepEqual(faultsIn(files), [says]));
}

test('All faults are told at once', () => {
  const faults = faultsIn(Object.assign({}, ...brokenHouses.slice(0, 2).map(({ files }) => files), { 'web/ui/x.ts': "import './y.ts';", 'web/ui/y.ts': "import './x.ts';" }));
  assert.equal(faults.length, 3);
});

test('A house in order has no faults', () => {
  assert.deepEqual(faultsIn({
    'server.ts': "import city from '#cities/maoming/city.ts';\nimport '#protocols/mqtt/accept.ts';\nexport default city;",
    'cities/maoming/city.ts': "import air from '#packs/environment/air/pack.ts';\nexport default air;",
    'packs/environment/air/pack.ts': "import { Type } from 'typebox';\nimport { defineThing } from '#domain/thing/define.ts';\nimport { licence } from '../../common/licence/proof.ts';\nexport default { Type, defineThing, licence };",
    'packs/environment/air/aqi.test.ts': "import { test } from 'node:test';\nimport { aCity } from '#test/kit/city.ts';\ntest('x', () => aCity);",
    'packs/common/licence/proof.ts': 'export const licence = 1;',
    'domain/thing/define.ts': "import type { Thing } from './types.ts';\nexport const defineThing = (thing: Thing) => thing;\nexport type Definition = typeof defineThing;",
    'domain/thing/types.ts': "import type { Definition } from './define.ts';\nexport type Thing = { d: Definition };",
    'domain/thing/routes.ts': "import postgres from 'postgres';\nexport const routes = postgres;",
    'protocols/mqtt/accept.ts': "import { routes } from '#domain/thing/routes.ts';\nimport '../topics.ts';\nexport default routes;",
    'protocols/topics.ts': '',
    'web/office/main.tsx': "import type { Thing } from '#domain/thing/types.ts';\nimport { Button } from '../ui/button.tsx';\nimport './look.css';\nexport const page = (thing: Thing) => [thing, Button];",
    'web/ui/button.tsx': "import { useState } from 'react';\nexport const Button = () => useState(0);",
    'test/kit/city.ts': "export { default as aCity } from '../../server.ts';",
    'node_modules/x/y.ts': 'export const = 1;',
  }), []);
});
