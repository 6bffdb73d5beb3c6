import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { root } from '../run/command.ts';

type Package = { license?: string; dependencies?: Record<string, string>; devDependencies?: Record<string, string>; scripts?: Record<string, string> };
const packageOf = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as Package;
const own = packageOf('package.json');
const named = Object.keys({ ...own.dependencies, ...own.devDependencies });
const page = readFileSync(join(root, 'docs/dependencies.md'), 'utf8');
const rows = [...page.matchAll(/^\| `(.+?)` \| (.+?) \| (.+?) \| (.+?) \|$/gm)].map(([, name = '', licence = '', why = '']) => ({ name, licence, why }));

test('Every dependency has one line that says why, and every line has a dependency', () => {
  assert.deepEqual(rows.map(({ name }) => name).toSorted(), named.toSorted());
  for (const { name, why } of rows) assert.ok(why.trim().length > 3, name);
});

test('The page gives the licence each package declares', () => {
  for (const { name, licence } of rows) assert.equal(licence, packageOf(`node_modules/${name}/package.json`).license, name);
});

test('Every dependency has a licence that lets a government use and change the program', () => {
  const free = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Unlicense', 'OFL-1.1', 'MPL-2.0'];
  for (const { name, licence } of rows) for (const part of licence.split(/ (?:AND|OR) /)) assert.ok(free.includes(part), `${name}: ${licence}`);
});

test('Versions are exact', () => {
  for (const [name, version] of Object.entries({ ...own.dependencies, ...own.devDependencies })) assert.match(version, /^\d+\.\d+\.\d+(-[\w.]+)?$/, name);
});

test('npm ci works on every platform: the lock file holds each optional package that another one names, and what package.json asks for', () => {
  type Locked = { version?: string; optionalDependencies?: Record<string, string>; dependencies?: Record<string, string>; devDependencies?: Record<string, string> };
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> };
  const absent = Object.entries(packages).flatMap(([at, { optionalDependencies = {} }]) => Object.keys(optionalDependencies).filter((name) => {
    // Node looks for a package beside the one that names it, then one folder of packages higher, up to the root.
    const folders = at.split('/node_modules/').map((_, index, parts) => `${parts.slice(0, parts.length - index).join('/node_modules/')}/node_modules/`);
    return ![...folders, 'node_modules/'].some((folder) => packages[folder + name]);
  }).map((name) => `${at} → ${name}`));
  assert.deepEqual(absent, [], 'choose versions that your registry has for every platform, remove package-lock.json, npm install --package-lock-only');
  assert.deepEqual({ ...packages['']?.dependencies, ...packages['']?.devDependencies }, { ...own.dependencies, ...own.devDependencies });
  for (const [at, { version }] of Object.entries(packages)) assert.ok(at === '' || version, at);
});

const pages = globSync(['*.md', '{docs,deploy,cities,packs,domain,protocols,bench,web}/**/*.md'], { cwd: root, exclude: (path) => path.includes('node_modules') });

test('Every link and every file a page names exists', () => {
  const broken = pages.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const links = [...text.matchAll(/\]\(([^)#\s]+)(#[^)]*)?\)/g)].map(([, link = '']) => link).filter((link) => !/^[a-z]+:/.test(link)).map((link) => join(dirname(file), decodeURI(link)));
    const paths = [...text.matchAll(/`((?:kernel|domain|packs|protocols|web|cities|bench|test|docs|deploy)\/[\w./-]+\.(?:ts|tsx|md|json|sql|css|yaml))`/g)].map(([, path = '']) => path);
    return [...links, ...paths].filter((path) => !existsSync(join(root, path))).map((path) => `${file} names ${path}`);
  });
  assert.deepEqual(broken, []);
});

test('Every npm command a page names exists', () => {
  const known = new Set([...Object.keys(own.scripts ?? {}), 'start', 'test']);
  const unknown = pages.flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/npm run ([\w-]+)/g)].filter(([, name = '']) => !known.has(name)).map(([whole]) => `${file}: ${whole}`));
  assert.deepEqual(unknown, []);
});
