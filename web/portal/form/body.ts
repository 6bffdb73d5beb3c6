import type { FastifyRequest } from 'fastify';
import { refuse } from '#kernel/errors/common.ts';
import { Refusal, wordsOf } from '#kernel/errors/refusal.ts';
import { refuse as refuseFile } from '#kernel/files/errors.ts';
import { receiveFile } from '#kernel/files/receive.ts';
import type { House } from '#kernel/house.ts';
import { refuse as refuseGuest } from '#domain/subject/errors.ts';
import type { Typed } from './kind.ts';

/** A form as the browser sent it. Files are already kept, their ids standing under the name of their control. */
export type Sent = { readonly typed: Typed; /** Files that could not be taken, with the reason, by name of control. */ readonly refused: ReadonlyMap<string, string> };

/** How much text one form may carry beside its files. */
const mostFields = 400;
/** The largest file a form takes, in bytes; each kind of file has its own limit beneath it. */
const largest = 200 * 1024 * 1024;
/** A file that is too large is told beside its box and does not end the reading. */
const reading = { limits: { fields: mostFields, fieldSize: 256 * 1024, fileSize: largest, files: 20 }, throwFileSizeLimit: false };

/** Reads a form, urlencoded or multipart. A file that is refused does not lose the rest of the form. */
export async function readSent(house: Pick<House, 'db' | 'files'>, request: FastifyRequest): Promise<Sent> {
  if (!request.isMultipart()) return { typed: typedOf((request.body ?? {}) as Record<string, unknown>), refused: new Map() };
  const typed: Record<string, string[]> = {};
  const refused = new Map<string, string>();
  const add = (name: string, value: string) => (typed[name] ??= []).push(value);
  for await (const part of request.parts(reading)) {
    if (part.type === 'field') add(part.fieldname, String(part.value ?? ''));
    else if (part.filename === '') part.file.resume();
    else if (request.reader.accountId === null) {
      // Nobody fills the city's store without a name.
      part.file.resume();
      refused.set(part.fieldname, wordsOf(refuseGuest('SIGN_IN_NEEDED'), request.locale).title);
    } else {
      try {
        const { id } = await receiveFile(house, part.file, { name: part.filename, ownerId: request.reader.accountId });
        // What came after the limit was cut off: half a file is none.
        if (part.file.truncated) throw refuseFile('FILE_TOO_LARGE', { limit: `${largest / 1024 / 1024} MB` });
        add(part.fieldname, id);
      } catch (error) {
        if (!(error instanceof Refusal) || error.entry.status >= 500) throw error;
        const words = wordsOf(error, request.locale);
        // An empty file box still sends a part without content; that is no fault of the reader.
        if (error.code !== 'FILE_MISSING') refused.set(part.fieldname, `${part.filename}：${words.title}。${words.detail}${words.next}`);
      }
    }
  }
  return { typed, refused };
}

function typedOf(body: Record<string, unknown>): Typed {
  if (typeof body !== 'object' || Object.keys(body).length > mostFields) throw refuse('INPUT_INVALID', { count: 1 });
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, (Array.isArray(value) ? value : [value]).map((each) => String(each ?? ''))]));
}
