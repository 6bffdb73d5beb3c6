import type { Problem } from '#kernel/http/edge.ts';
import { csrfHeader } from './client.ts';
import { noAnswer, ProblemError } from './problem.ts';

/** A file the server has taken; forms refer to it by id. */
export type StoredFile = { readonly id: string; readonly name: string; readonly type: string; readonly size: number };

/** Uploads one file and tells how far it is, a share of one. XMLHttpRequest because fetch cannot say how much has been sent. */
export function upload<T = StoredFile>(file: Blob & { readonly name?: string }, told: (share: number) => void = () => undefined, { to = '/api/v1/files', fields = {}, key }: { to?: string; fields?: Record<string, string>; key?: string } = {}): Promise<T> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file, file.name ?? 'file');
  return new Promise<T>((done, failed) => {
    const request = new XMLHttpRequest();
    request.open('POST', to);
    for (const [name, value] of Object.entries({ ...csrfHeader(), accept: 'application/json', ...(key ? { 'idempotency-key': key } : {}) })) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', (event) => { if (event.lengthComputable) told(event.loaded / event.total); });
    request.addEventListener('error', () => failed(new ProblemError(noAnswer())));
    request.addEventListener('load', () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300 && body !== null) done(body as T);
      else failed(new ProblemError(isProblem(body) ? body : { ...noAnswer(), status: request.status }));
    });
    request.send(form);
  });
}

const isProblem = (body: unknown): body is Problem => typeof body === 'object' && body !== null && 'code' in body && 'title' in body;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
