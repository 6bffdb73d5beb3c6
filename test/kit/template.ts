import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cityNamed } from '#cities/cities.ts';
import { connect } from '#kernel/database/connect.ts';
import { startYiwang } from '../../server.ts';
import { testConfig, withoutFaces } from './city.ts';

const name = 'yiwang_template';

/** Makes the database every story copies: migrated, and seeded with the demonstration city. Returns its name. */
export async function makeTemplate(serverUrl: string): Promise<string> {
  const admin = connect(serverUrl, { max: 1, name: 'tests' });
  await admin.unsafe(`drop database if exists ${name} with (force)`);
  await admin.unsafe(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const dataDir = mkdtempSync(join(tmpdir(), 'yiwang-template-'));
  const { stop } = await startYiwang(testConfig(url.href, dataDir), cityNamed('maoming'), { floors: withoutFaces });
  await stop();
  // What is sealed in the template opens only with the keys it was sealed with: every city that is a copy of it takes them too.
  process.env['TEST_TEMPLATE_KEYS'] = join(dataDir, 'keys');
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  await admin.end();
  return name;
}
