import { noAnswer, problemIn, ProblemError } from './problem.ts';

/** Given by the session; sent with every change so that no other site can make it. */
let csrf: string | null = null;
export const keepCsrf = (token: string | null): void => void (csrf = token);
export const csrfHeader = (): Record<string, string> => (csrf ? { 'x-csrf-token': csrf } : {});

const signOutHearers = new Set<() => void>();
/** Calls back whenever the API says that nobody is signed in. */
export const onSignedOut = (hearer: () => void): (() => void) => {
  signOutHearers.add(hearer);
  return () => void signOutHearers.delete(hearer);
};

/** An answer with the version it was read in. */
export type Versioned<T> = { readonly value: T; readonly etag: string | null };

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** An address with its query; empty values are left out. */
export function withQuery(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '').map(([name, value]) => [name, String(value)]);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/** Reads. Throws a ProblemError in words the reader can act on. */
export const read = async <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> => bodyOf<T>(await send(withQuery(path, query), signal ? { signal } : {}));

/** Reads a text that is no JSON. */
export const readText = async (path: string): Promise<string> => (await send(path, { headers: { accept: '*/*' } })).text();

/** Reads one thing together with its version, to be given back to `change`. */
export async function readVersioned<T>(path: string, signal?: AbortSignal): Promise<Versioned<T>> {
  const response = await send(path, signal ? { signal } : {});
  return { etag: response.headers.get('etag'), value: await bodyOf<T>(response) };
}

/** Keys of creations whose answer never came: the same content sent again carries the same key and is done once. */
const unanswered = new Map<string, string>();

/** Creates, or does an act. Safe to repeat after a lost connection. `etag` refuses it when the thing has changed meanwhile. */
export async function create<T>(path: string, body: unknown, { etag, key }: { etag?: string | null; key?: string } = {}): Promise<T> {
  const content = JSON.stringify(body);
  const intent = `${path}\n${content}`;
  const intentKey = key ?? unanswered.get(intent) ?? crypto.randomUUID();
  unanswered.set(intent, intentKey);
  try {
    const answer = await bodyOf<T>(await send(path, { method: 'POST', body: content, headers: { 'content-type': 'application/json', 'idempotency-key': intentKey, ...ifMatch(etag) } }));
    unanswered.delete(intent);
    return answer;
  } catch (error) {
    if (!(error instanceof ProblemError && error.passing)) unanswered.delete(intent);
    throw error;
  }
}

/** Changes a thing read before with `readVersioned`. */
export const change = async <T>(path: string, body: unknown, etag?: string | null, method: 'PUT' | 'PATCH' = 'PATCH'): Promise<T> =>
  bodyOf<T>(await send(path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...ifMatch(etag) } }));

export const remove = async (path: string, etag?: string | null): Promise<void> => void (await send(path, { method: 'DELETE', headers: ifMatch(etag) }));

const ifMatch = (etag: string | null | undefined): Record<string, string> => (etag ? { 'if-match': etag } : {});

async function send(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, { credentials: 'same-origin', ...init, headers: { accept: 'application/json', ...(init.method ? csrfHeader() : {}), ...init.headers } })
    .catch((error: unknown) => { throw isAbort(error) ? error : new ProblemError(noAnswer()); });
  if (response.ok) return response;
  const problem = await problemIn(response);
  if (problem.status === 401 && problem.code === 'SIGN_IN_NEEDED') for (const hear of signOutHearers) hear();
  throw new ProblemError(problem);
}

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

const bodyOf = async <T>(response: Response): Promise<T> => (response.status === 204 || response.headers.get('content-length') === '0' ? (undefined as T) : ((await response.json()) as T));
