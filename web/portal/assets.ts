import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '#kernel/http/app.ts';

type Asset = { readonly path: string; readonly type: string; readonly content: string };

const read = (...path: string[]) => readFileSync(join(import.meta.dirname, ...path), 'utf8');

const tokens = read('..', 'ui', 'tokens.css');
/** The value of a token on paper, for pictures that are drawn outside of a page. */
export const token = (name: string): string => new RegExp(`--${name}: ([^;]+);`).exec(tokens)?.[1] ?? '#000';

/** Comments and needless space of a style sheet left out: what travels is what is needed. */
const tightCss = (css: string) => css.replace(/\/\*[^]*?\*\//g, '').replace(/\s+/g, ' ').replace(/ ?([{};,>]) ?/g, '$1').replace(/: /g, ':').trim();
/** Comments on lines of their own left out; the rest stays readable to whoever looks. */
const tightScript = (script: string) => script.replace(/^\s*(\/\/.*|\/\*\*?[^]*?\*\/)\n/gm, '').replace(/^\s+/gm, '');

function asset(name: string, type: string, content: string): Asset {
  const digest = createHash('sha256').update(content).digest('base64url').slice(0, 10);
  return { path: `/portal/${digest}-${name}`, type, content };
}

const style = asset('portal.css', 'text/css; charset=utf-8', tightCss([tokens, ...['base', 'form', 'parts'].map((part) => read('look', `${part}.css`))].join('\n')));
const scriptOf = (name: string) => asset(name, 'text/javascript; charset=utf-8', tightScript(read('client', name)));
const [script, keep, report, code, passkey] = [scriptOf('portal.js'), scriptOf('keep.js'), scriptOf('report.js'), scriptOf('code.js'), scriptOf('passkey.js')];
const icon = asset('icon.svg', 'image/svg+xml', `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="3" fill="${token('paper')}"/><path d="M5 2v20M12 2v20M19 2v20M2 5h20M2 12h20M2 19h20" stroke="${token('ink')}" stroke-width="1.4" fill="none"/><circle cx="12" cy="12" r="3.4"/></svg>`);

/** The addresses of what pages load; they change with the content, so browsers may keep each for ever. */
export const assetPaths = { style: style.path, script: script.path, keep: keep.path, report: report.path, code: code.path, passkey: passkey.path, icon: icon.path } as const;

export function assetRoutes(app: App): void {
  for (const { path, type, content } of [style, script, keep, report, code, passkey, icon]) {
    app.get(path, { config: { permission: 'public' }, schema: { hide: true } }, (_request, reply) =>
      reply.header('content-type', type).header('cache-control', 'public, max-age=31536000, immutable').send(content));
  }
}
