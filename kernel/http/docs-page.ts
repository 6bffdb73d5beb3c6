import { createHash } from 'node:crypto';
import type { App } from './app.ts';

type Schema = { type?: string | string[]; title?: string; description?: string; properties?: Record<string, Schema>; required?: string[]; items?: Schema; enum?: unknown[]; format?: string; anyOf?: Schema[] };
type Operation = { summary?: string; tags?: string[]; parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[]; requestBody?: { content?: Record<string, { schema?: Schema }> }; responses?: Record<string, { content?: Record<string, { schema?: Schema }> }> };
type Document = { info: { title: string; version: string; description?: string }; paths: Record<string, Record<string, Operation>> };

/** `/api/docs`: the OpenAPI document as a page people read — no script, one section per noun, every field of every call. */
export function docsPage(app: App): void {
  let page: string | null = null;
  app.get('/api/docs', { config: { permission: 'public' }, schema: { hide: true } }, async (_request, reply) =>
    reply.header('content-type', 'text/html; charset=utf-8').header('content-security-policy', `default-src 'none'; style-src 'sha256-${styleHash}'`).send((page ??= render(app.swagger() as unknown as Document))));
}

function render(document: Document): string {
  const calls = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation, tag: operation.tags?.[0] ?? '其他 other' })));
  const groups = [...Map.groupBy(calls, (call) => call.tag)].toSorted(([a], [b]) => a.localeCompare(b));
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${text(document.info.title)} 接口 API</title><style>${style}</style></head><body>
<main><h1>${text(document.info.title)} 接口 <small>${text(document.info.version)}</small></h1><p>${text(document.info.description ?? '')}</p><p><a href="/api/openapi.json">openapi.json</a>（OpenAPI 3.1）</p>
<nav aria-label="分组">${groups.map(([tag, list]) => `<a href="#${id(tag)}">${text(tag)} <small>${list.length}</small></a>`).join(' ')}</nav>
${groups.map(([tag, list]) => `<section id="${id(tag)}"><h2>${text(tag)}</h2>${list.map(({ path, method, operation }) => call(path, method, operation)).join('')}</section>`).join('')}</main></body></html>`;
}

function call(path: string, method: string, operation: Operation): string {
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  const answers = Object.entries(operation.responses ?? {}).map(([status, answer]) => ({ status, schema: Object.values(answer.content ?? {})[0]?.schema })).filter((answer) => answer.schema);
  const parameters = (operation.parameters ?? []).map(({ name, in: where, required = false, schema = {} }) => row(`${name} <small>${where}</small>`, schema, required));
  return `<details><summary><code class="${method}">${method.toUpperCase()}</code> <code>${text(path)}</code> ${text(operation.summary ?? '')}</summary>
${parameters.length > 0 ? table('参数 parameters', parameters.join('')) : ''}${body ? table('提交 body', rows(body)) : ''}${answers.map((answer) => table(`返回 ${answer.status}`, rows(answer.schema as Schema))).join('')}</details>`;
}

const table = (caption: string, body: string) => `<table><caption>${text(caption)}</caption><tbody>${body}</tbody></table>`;

/** Fields of an object, those inside indented by their path; three levels are enough to find one's way. */
function rows(schema: Schema, prefix = '', depth = 0): string {
  const object = schema.items ?? schema;
  if (!object.properties) return row(prefix || (schema.items ? '[ ]' : '—'), schema, false);
  return Object.entries(object.properties).map(([name, field]) => {
    const inside = (field.items ?? field).properties && depth < 2 ? rows(field, `${prefix}${name}${field.items ? '[]' : ''}.`, depth + 1) : '';
    return row(prefix + name, field, object.required?.includes(name) ?? false) + inside;
  }).join('');
}

const row = (name: string, schema: Schema, required: boolean) => `<tr><th scope="row"><code>${name.includes('<small>') ? name : text(name)}</code>${required ? ' <b title="必填 required">＊</b>' : ''}</th><td>${text(typeOf(schema))}</td><td>${text([schema.title, schema.description].filter(Boolean).join('：'))}</td></tr>`;

function typeOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map(String).join(' | ');
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ');
  if (schema.items) return `${typeOf(schema.items)}[]`;
  return [schema.type, schema.format].flat().filter(Boolean).join(' ') || 'any';
}

const text = (value: string) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const id = (tag: string) => encodeURIComponent(tag.replaceAll(' ', '-'));

const style = `:root{font:16px/1.6 system-ui,"PingFang SC","Noto Sans SC",sans-serif;color:#16202c}main{max-width:68rem;margin:2rem auto;padding:0 1rem}nav a{margin-right:1rem;white-space:nowrap}a{color:#0b57b5}small{color:#4a5766;font-weight:400}h2{margin-top:3rem;border-bottom:1px solid #d8dee6}details{border-bottom:1px solid #d8dee6;padding:.5rem 0}summary{cursor:pointer;padding:.25rem 0}summary code:first-child{display:inline-block;min-width:4rem;font-weight:600}.post,.put,.patch{color:#0b57b5}.delete{color:#b3261e}table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem;font-size:.9rem}caption{text-align:left;color:#4a5766}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-top:1px solid #edf0f4;font-weight:400}b{color:#b3261e}:focus-visible{outline:3px solid #0b57b5;outline-offset:2px}`;
/** The policy names the one style by its digest, so that no other is ever applied. */
const styleHash = createHash('sha256').update(style).digest('base64');
