import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchPath, searchWith } from './path.ts';

test('A path fits its pattern part by part, and its names are read', () => {
  assert.deepEqual(matchPath('/office/matters/:id', '/office/matters/20261122-0000001-0'), { id: '20261122-0000001-0' });
  assert.deepEqual(matchPath('/hub/packs/:area/:name', '/hub/packs/environment/%E7%A9%BA'), { area: 'environment', name: '空' });
  assert.equal(matchPath('/office/matters/:id', '/office/matters'), null);
  assert.equal(matchPath('/office', '/office/plans'), null);
});

test('An address nobody can decode is kept as it is written, not a crash', () => assert.deepEqual(matchPath('/x/:id', '/x/%E0%A4%A'), { id: '%E0%A4%A' }));

test('Changing part of a query keeps the rest', () => {
  assert.equal(searchWith(new URLSearchParams('queue=all&q=路灯'), { q: null, open: 'true' }), '?queue=all&open=true');
  assert.equal(searchWith(new URLSearchParams('q=1'), { q: '' }), '');
});
