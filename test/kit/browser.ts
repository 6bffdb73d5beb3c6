import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { AxeResults, Result } from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { findChromium } from './chromium.ts';

/** The three widths everything is shown in: a citizen's phone, an official's desk, the big screen of the command hall. */
const devices = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1440, height: 900 } },
  wide: { viewport: { width: 1920, height: 1080 } },
} as const satisfies Record<string, BrowserContextOptions>;
export type Device = keyof typeof devices;

export type PageOptions = {
  /** Default desktop. */
  readonly device?: Device;
  /** false: as for a citizen whose browser runs no script. */
  readonly javaScript?: boolean;
  /** Default zh-CN; also what Accept-Language asks for. */
  readonly locale?: 'zh-CN' | 'en';
  /** true: with the cookie `elder=1` of the elder mode; needs `origin`. */
  readonly elder?: boolean;
  /** The address of the city, so that `page.goto('/matters')` works. */
  readonly origin?: string;
  /** Longitude and latitude of the person, CGCS2000 degrees: given to pages that ask where they are. */
  readonly position?: readonly [lon: number, lat: number];
};

export type TestBrowser = {
  /** A page of its own in a context of its own: no cookies of others. */
  readonly newPage: (options?: PageOptions) => Promise<Page>;
  /** Fails when any of its pages did something its content security policy forbids, whether the test looked or not. */
  readonly close: () => Promise<void>;
};

/** No sandbox because root may run the tests; software WebGL because no graphics card may be there; no address but this machine. */
const flags = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--font-render-hinting=none', '--force-color-profile=srgb', '--lang=zh-CN', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'];

const withoutScript = new WeakSet<Page>();
const troubles = new WeakMap<Page, string[]>();

/** Starts the browser (0.5 s, the very first time on a machine 3 s). Close it in `after`. */
export async function openBrowser(): Promise<TestBrowser> {
  const { executablePath, env } = await findChromium();
  // Told to end, this process ends, and the browser with it: its own handlers would only close the browser and let the process wait.
  const browser: Browser = await chromium.launch({ executablePath, args: flags, env: { ...process.env, ...env }, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false });
  const violations: string[] = [];
  afterEach(async (test) => { if ('passed' in test && !test.passed) await sayWhatIsSeen(browser); });
  return {
    newPage: (options = {}) => newPage(browser, violations, options),
    close: async () => {
      await browser.close();
      assert.deepEqual(violations, [], 'pages did what their content security policy forbids');
    },
  };
}

/** Where a test has failed: what its pages show and have met, for whoever reads the log of a machine they cannot look at. */
async function sayWhatIsSeen(browser: Browser): Promise<void> {
  for (const page of browser.contexts().flatMap((context) => context.pages())) {
    const seen = await page.locator('main, body').last().innerText({ timeout: 1000 }).catch(String);
    console.error([`at the end ${page.url()} shows:`, ...seen.split(/\s*\n\s*/).slice(0, 25), ...troublesOf(page)].join('\n  '));
  }
}

async function newPage(browser: Browser, violations: string[], { device = 'desktop', javaScript = true, locale = 'zh-CN', elder = false, origin, position }: PageOptions): Promise<Page> {
  const context = await browser.newContext({
    ...devices[device],
    javaScriptEnabled: javaScript,
    locale,
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ...(origin === undefined ? {} : { baseURL: origin }),
    ...(position ? { geolocation: { longitude: position[0], latitude: position[1] }, permissions: ['geolocation'] } : {}),
  });
  context.setDefaultTimeout(20_000);
  if (elder) {
    assert.ok(origin, 'elder mode is a cookie: newPage needs the origin it belongs to');
    await context.addCookies([{ name: 'elder', value: '1', url: origin }]);
  }
  const page = await context.newPage();
  if (!javaScript) withoutScript.add(page);
  const seen: string[] = [];
  troubles.set(page, seen);
  page.on('pageerror', (error) => seen.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    seen.push(`console: ${message.text()}`);
    if (/Content Security Policy/.test(message.text())) violations.push(`${page.url()}: ${message.text()} (${message.location().url}:${message.location().lineNumber})`);
  });
  page.on('requestfailed', (request) => {
    // A page that navigates away aborts what it was loading; that is no fault.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') seen.push(`request failed: ${request.url()} ${request.failure()?.errorText ?? ''}`);
  });
  return page;
}

/** What went wrong in the page since it was opened: script errors, errors on the console, requests that failed or left this machine. */
export const troublesOf = (page: Page): readonly string[] => troubles.get(page) ?? [];

/** Fails when the page reported any script error, console error or failed request. */
export function assertQuiet(page: Page): void {
  assert.deepEqual(troublesOf(page), [], `${page.url()} reported errors`);
}

const axeSource = readFileSync(join(dirname(fileURLToPath(import.meta.resolve('axe-core/package.json'))), 'axe.min.js'), 'utf8');

/** WCAG 2.2 AA, the level the portal promises; with `strict` also axe's best practices. */
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Where script is switched off Chromium runs no timers and no callbacks, but promises go on; axe needs its short timers to end. */
const timersByPromise = 'window.setTimeout = (act, wait = 0, ...given) => { if (wait < 50) Promise.resolve().then(() => act(...given)); return 0; }; 0';

/** What fades in is judged when it has: a colour halfway is nobody's. Motion that has no end, or takes longer than a second, is not waited for. */
const afterMotion = 'Promise.race([Promise.all(document.getAnimations().filter((each) => each.playState === "running").map((each) => each.finished.catch(() => null))), new Promise((end) => setTimeout(end, 1000))]).then(() => 0)';

/** Runs axe on the page as it is now and answers its violations. `within` limits it to one part, a CSS selector. Works on pages without script too. */
export async function axe(page: Page, { within = 'html', strict = false }: { within?: string; strict?: boolean } = {}): Promise<Result[]> {
  if (withoutScript.has(page)) await page.evaluate(timersByPromise);
  else await page.evaluate(afterMotion);
  // Evaluated through the debugger, so a strict content security policy does not stand in the way.
  if (await page.evaluate('typeof axe === "undefined"')) await page.evaluate(axeSource);
  const results: AxeResults = await page.evaluate(`axe.run(${JSON.stringify(within)}, { resultTypes: ['violations'], runOnly: ${JSON.stringify(strict ? [...levels, 'best-practice'] : levels)} })`);
  return results.violations;
}

/** Violations as sentences: rule, weight, what it asks, and every element with what to change. */
export function readableViolations(violations: readonly Result[]): string {
  return violations.map(({ id, impact, help, helpUrl, nodes }) => [
    `${id} (${impact ?? 'unknown'}): ${help}  ${helpUrl}`,
    ...nodes.map(({ target, html, failureSummary }) => `  ${target.join(' ')}\n    ${html}\n    ${(failureSummary ?? '').replaceAll('\n', '\n    ')}`),
  ].join('\n')).join('\n\n');
}

/** Fails with readable sentences when axe finds a violation of WCAG 2.2 AA. */
export async function assertAccessible(page: Page, options?: { within?: string; strict?: boolean }): Promise<void> {
  const violations = await axe(page, options);
  assert.equal(violations.length, 0, `${page.url()} is not accessible to all:\n${readableViolations(violations)}`);
}

/** Fails when the page must be scrolled sideways at its present width (WCAG 1.4.10, reflow). */
export async function assertFitsWidth(page: Page): Promise<void> {
  const [content, view] = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, document.documentElement.clientWidth]');
  assert.ok(content <= view, `${page.url()} is ${content} px wide in a window of ${view} px: it scrolls sideways`);
}

/** With SHOTS=1 writes a screenshot to test-results/shots/<name>.png for people to look at, else nothing: pictures are a third of what browser tests take. */
export async function shot(page: Page, name: string, { fullPage = true }: { fullPage?: boolean } = {}): Promise<void> {
  if (process.env['SHOTS'] !== '1') return;
  const path = join(import.meta.dirname, '..', '..', 'test-results', 'shots', `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage, animations: 'disabled' });
}
