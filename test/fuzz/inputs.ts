import { brokenBodies, hostileHeaders, hostileText, hostileValue } from './hostile.ts';
import type { Random } from './random.ts';

type Schema = { readonly type?: string | readonly string[]; readonly properties?: Readonly<Record<string, Schema>>; readonly required?: readonly string[]; readonly items?: Schema; readonly enum?: readonly unknown[]; readonly const?: unknown; readonly format?: string; readonly pattern?: string; readonly anyOf?: readonly Schema[]; readonly minimum?: number; readonly maximum?: number; readonly minItems?: number; readonly default?: unknown };
type Parameter = { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema?: Schema };
type Operation = { readonly parameters?: readonly Parameter[]; readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> } };
export type OpenApi = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

/** One request as it will be sent. */
export type Input = { readonly method: string; readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body: string | undefined };

/** Left out: what never ends, and what would take the tokens away that the run asks with. */
const leftOut = (method: string, path: string) => path.endsWith('/live') || (/session/.test(path) && method !== 'get') || /\/(close|password-link)$/.test(path) || path.includes('/sign-in-methods') || path.startsWith('/oidc');

/** Makes requests from the description of the API: mostly right, with something wrong in them. */
export class Inputs {
  readonly #random: Random;
  readonly #operations: readonly { readonly method: string; readonly path: string; readonly operation: Operation }[];
  readonly #ids: readonly string[];

  constructor(api: OpenApi, random: Random, ids: readonly string[]) {
    this.#random = random;
    this.#ids = ids;
    this.#operations = Object.entries(api.paths).flatMap(([path, methods]) => Object.entries(methods).filter(([method]) => !leftOut(method, path)).map(([method, operation]) => ({ method, path, operation })));
  }

  next(): Input {
    const random = this.#random;
    const { method, path, operation } = random.one(this.#operations);
    const parameters = operation.parameters ?? [];
    const filled = path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => this.#pathPart(parameters.find((each) => each.name === name)?.schema ?? {}));
    const query = parameters.filter((each) => each.in === 'query' && (each.required || random.chance(0.4))).map(({ name, schema }) => `${encodeURIComponent(name)}=${this.#queryPart(schema ?? {})}`);
    if (random.chance(0.05)) query.push(`${encodeURIComponent(hostileText(random).slice(0, 100).toWellFormed())}=${random.one(['1', '', '%', '%zz', '%00'])}`);
    const schema = operation.requestBody?.content?.['application/json']?.schema;
    const takesBody = method !== 'get' && method !== 'delete' && method !== 'head';
    const body = !takesBody ? undefined : random.chance(0.12) ? random.one(brokenBodies) : random.chance(0.05) ? multipart(random) : stringified(random.chance(0.06) ? hostileValue(random) : this.#value(schema ?? { type: 'object' }, random.one([0, 0.1, 0.3])));
    return {
      method: method.toUpperCase(), path: `${filled}${query.length > 0 ? `?${query.join('&')}` : ''}`.slice(0, 8000), body,
      headers: { ...(body === undefined ? {} : { 'content-type': body.startsWith('--x') ? 'multipart/form-data; boundary=x' : 'application/json' }), 'x-forwarded-for': `10.${random.below(256)}.${random.below(256)}.${random.below(256)}`, ...hostileHeaders(random) },
    };
  }

  #pathPart(schema: Schema): string {
    const random = this.#random;
    if (random.chance(0.6)) return encodeURIComponent(random.one(this.#ids));
    if (random.chance(0.15)) return random.one(['%', '%zz', '%00', '%c0%ae', '..', '.', '%2e%2e%2f', 'a%2fb']);
    return encodeURIComponent(random.chance(0.3) ? String(this.#plain(schema)).toWellFormed() : hostileText(random).slice(0, 200).toWellFormed()) || 'x';
  }

  #queryPart(schema: Schema): string {
    const random = this.#random;
    return encodeURIComponent(random.chance(0.6) ? String(this.#plain(schema)).toWellFormed() : hostileText(random).slice(0, 2000).toWellFormed());
  }

  /** A value of a schema, each part replaced by something hostile with a certain chance. */
  #value(schema: Schema, wrong: number): unknown {
    const random = this.#random;
    if (random.chance(wrong)) return hostileValue(random);
    if (schema.anyOf) return this.#value(random.one(schema.anyOf), wrong);
    if (schema.type === 'object' || schema.properties) {
      const wanted = Object.entries(schema.properties ?? {}).filter(([name]) => (schema.required?.includes(name) ? !random.chance(wrong / 2) : random.chance(0.5)));
      const made: [string, unknown][] = wanted.map(([name, each]) => [name, this.#value(each, wrong)]);
      if (random.chance(wrong / 2)) made.push([random.one(['__proto__', 'extra', 'id', 'constructor', hostileText(random).slice(0, 80)]), hostileValue(random)]);
      return Object.fromEntries(made);
    }
    if (schema.type === 'array') return Array.from({ length: (schema.minItems ?? 0) + random.below(3) }, () => this.#value(schema.items ?? {}, wrong));
    return this.#plain(schema);
  }

  /** What the schema asks for, as far as it says. */
  #plain(schema: Schema): unknown {
    const random = this.#random;
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return random.one(schema.enum);
    if (schema.anyOf) return this.#plain(random.one(schema.anyOf));
    const type = typeof schema.type === 'string' ? schema.type : 'string';
    if (type === 'integer' || type === 'number') return (schema.minimum ?? 0) + random.below(Math.min(1000, (schema.maximum ?? 1000) - (schema.minimum ?? 0) + 1));
    if (type === 'boolean') return random.chance(0.5);
    if (type === 'null') return null;
    if (schema.format === 'uuid') return random.one(this.#ids.filter((id) => id.includes('-') && id.length === 36));
    if (schema.format === 'date') return '2026-11-21';
    if (schema.format === 'date-time') return '2026-11-21T10:00:00+08:00';
    if (schema.pattern?.includes('12')) return random.one(['440902000000', '440900000000', '440981000000']);
    return random.one(['路灯不亮', 'a', 'city-report', '演示', ...this.#ids.slice(0, 20)]);
  }
}

const stringified = (value: unknown): string => JSON.stringify(value) ?? 'null';

const multipart = (random: Random): string => random.one([
  '--x\r\n', '--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n\u0089PNG', '--x\r\ncontent-disposition: form-data\r\n\r\nz\r\n--x--', `--x\r\ncontent-disposition: form-data; name="file"; filename="${'../'.repeat(50)}x"\r\ncontent-type: text/html\r\n\r\n<script>\r\n--x--\r\n`, '--x--', `--x\r\n${'a: b\r\n'.repeat(3000)}\r\n`,
]);
