import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCity } from '#test/kit/city.ts';

type Operation = { readonly parameters?: readonly { readonly name: string; readonly in: string }[] };
type OpenApi = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

const city = await testCity();
const { paths } = (await city.guest.get('/api/openapi.json')).body as OpenApi;
const operations = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })));
const ask = (method: string, path: string, headers: Record<string, string> = {}) => fetch(`${city.url}${path.replaceAll(/\{[^}]+\}/g, '01900000-0000-7000-8000-000000000000')}`, {
  method, redirect: 'manual', headers: { ...headers, ...(method === 'GET' || method === 'DELETE' ? {} : { 'content-type': 'application/json' }) }, ...(method === 'GET' || method === 'DELETE' ? {} : { body: '{}' }),
});

/** What anybody may ask without signing in. A new line here is a decision: it must not tell of a person, and must stand being asked by everybody at once. */
const openToStrangers: readonly string[] = [
  // who may sign in, and doing so
  'GET /api/v1/demo/accounts',
  'POST /api/v1/first-administrator',
  'POST /api/v1/password-links',
  'POST /api/v1/session',
  'POST /api/v1/session/passkey',
  'POST /api/v1/session/passkey/challenge',
  'POST /api/v1/session/phone',
  'POST /api/v1/session/phone/challenge',
  'POST /api/v1/session/phone/holders',
  // the catalogue of data: what there is, and rows only of datasets that were opened to everybody
  'GET /api/v1/code-key',
  'GET /api/v1/code-scenes',
  'GET /api/v1/dataset-terms',
  'GET /api/v1/datasets',
  'GET /api/v1/datasets/{id}',
  'GET /api/v1/datasets/{id}/preview',
  'GET /api/v1/datasets/{id}/quality',
  // shared data: the gateway asks for the key of the grant itself
  'GET /api/v1/shared/{grant}/rows',
  // the directory of the city: places, organs, what can be applied for
  'GET /api/v1/grids',
  'GET /api/v1/grids/{code}',
  'GET /api/v1/matter-types',
  'GET /api/v1/matter-types/{key}',
  'GET /api/v1/organs',
  'GET /api/v1/places',
  'GET /api/v1/places/at',
  'GET /api/v1/regions',
  'GET /api/v1/regions/{code}',
  'GET /api/v1/regions/{code}/shape',
  'GET /api/v1/service-items',
  'GET /tiles/grids/{z}/{x}/{y}.mvt',
  'GET /tiles/regions/{z}/{x}/{y}.mvt',
  'POST /api/v1/matter-types/{key}/needs',
  // evidence: hashes and their proofs, nothing about anybody
  'GET /api/v1/evidence/nodes',
  'GET /api/v1/evidence/threads/{thread}',
  'GET /api/v1/evidence/{id}/receipt',
  // Devices at gates have a key of their own and no account.
  'POST /api/v1/code-scans',
  'POST /api/v1/code-scans/late',
  'POST /api/v1/evidence/verify',
  // checking a licence somebody shows
  'GET /api/v1/proof-key',
  'GET /api/v1/proofs/{identifier}',
  // signed heads of the log of acts, for others to keep: hashes only
  'GET /.well-known/yiwang-audit-anchors',
  'GET /api/v1/audit/anchor-key',
  'GET /api/v1/audit/anchors',
  'GET /api/v1/audit/consistency',
  // files that were published; all others are answered as if they did not exist
  'GET /api/v1/files/{id}',
  // telling the city, also as Open311 wants it
  'GET /api/v1/neighbours',
  'GET /open311/v2/discovery.json',
  'GET /open311/v2/discovery.xml',
  'GET /open311/v2/requests.json',
  'GET /open311/v2/requests.xml',
  'GET /open311/v2/requests/{id}.json',
  'GET /open311/v2/requests/{id}.xml',
  'GET /open311/v2/servicerequestupdates.json',
  'GET /open311/v2/servicerequestupdates.xml',
  'GET /open311/v2/services.json',
  'GET /open311/v2/services.xml',
  'GET /open311/v2/services/{code}.json',
  'GET /open311/v2/services/{code}.xml',
  'GET /open311/v2/tokens/{token}.json',
  'GET /open311/v2/tokens/{token}.xml',
  'POST /open311/v2/requests.json',
  'POST /open311/v2/requests.xml',
];

test('A stranger is answered at exactly the addresses that were opened to strangers', async () => {
  const answered: string[] = [];
  for (const { method, path } of operations) if ((await ask(method, path)).status !== 401) answered.push(`${method} ${path}`);
  assert.ok(operations.length > 50, `only ${operations.length} operations are described`);
  assert.deepEqual(answered.toSorted(), openToStrangers.toSorted());
});

test('No address answers an empty or senseless request with an error of ours, whoever asks', async () => {
  for (const reader of [city.guest, ...(await Promise.all(['citizen', 'window', 'data', 'admin'].map(city.as)))]) {
    const headers: Record<string, string> = reader.token ? { authorization: `Bearer ${reader.token}` } : {};
    for (const { method, path } of operations) {
      if (path.endsWith('/live')) continue;
      const { status } = await ask(method, path, headers);
      assert.ok(status < 500, `${method} ${path} answered ${status}`);
    }
  }
});
