import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { root } from '../run/command.ts';
import { describedApi } from './openapi.ts';

type Operation = { readonly summary?: string; readonly tags?: readonly string[]; readonly operationId?: string; readonly 'x-permission'?: string; readonly security?: readonly object[]; readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: { readonly default?: unknown } }[] };
const described = (await describedApi()) as { readonly openapi: string; readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
const operations = Object.entries(described.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ at: `${method} ${path}`, path, operation })));

test('The description is OpenAPI 3.1 by the rules of a validator we did not write', async () => {
  assert.match(described.openapi, /^3\.1/);
  const config = await createConfig({ rules: { struct: 'error', 'no-unresolved-refs': 'error', 'path-parameters-defined': 'error', 'no-identical-paths': 'error', 'operation-operationId-unique': 'error', 'operation-summary': 'error', 'security-defined': 'error', 'operation-4xx-response': 'error' } });
  const problems = await lintFromString({ source: JSON.stringify(described), config });
  assert.deepEqual(problems.map((problem) => `${problem.ruleId} ${problem.location[0]?.pointer}: ${problem.message}`), []);
});

test('Every route says in both languages what it does, under which heading it stands, and who may call it', () => {
  assert.ok(operations.length > 80);
  for (const { at, path, operation } of operations) {
    assert.ok((operation.tags ?? []).length > 0, `${at} has no tag`);
    assert.match(operation['x-permission'] ?? '', /^(public|signed-in|[a-z]+\.[a-z]+)$/, at);
    if (!path.startsWith('/open311')) assert.match(operation.summary ?? '', /\p{Script=Han}.*[A-Za-z]/u, at);
    assert.equal(operation['x-permission'] === 'public', operation.security?.length === 0, `${at}: public means without a session`);
  }
});

test('A parameter with a default need not be sent', () => {
  for (const { at, operation } of operations) for (const parameter of operation.parameters ?? []) if (parameter.in === 'query' && parameter.schema.default !== undefined) assert.equal(parameter.required, false, `${at} ${parameter.name}`);
});

test('The committed description is that of the program', () => {
  assert.deepEqual(JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8')), JSON.parse(JSON.stringify(described)), 'run npm run generate');
});
