import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../http/app.ts';
import { isId } from '../database/id.ts';
import type { House } from '../house.ts';
import { refuse } from './errors.ts';
import { receiveFile } from './receive.ts';
import { findFile, linksOf, type FileLink, type StoredFile } from './table.ts';

/** What the kernel cannot know about who asks: their account, and whether a link's right opens the file to them. */
export type FileRights = {
  readonly accountOf: (request: FastifyRequest) => string | null;
  readonly opens: (request: FastifyRequest, link: FileLink) => boolean;
};

const StoredFileShape = Type.Object({ id: Type.String(), name: Type.String(), type: Type.String(), size: Type.Integer(), sha256: Type.String() });

/** `POST /api/v1/files` takes one file in; `GET /api/v1/files/:id` gives it to its uploader and to those a link opens it for. */
export function fileRoutes(app: App, house: House, rights: FileRights): void {
  app.post('/api/v1/files', {
    config: { permission: 'signed-in' },
    schema: { summary: '上传文件 Upload a file (multipart, field “file”)', tags: ['files'], consumes: ['multipart/form-data'], response: { 201: StoredFileShape } },
  }, async (request, reply) => {
    try {
      const part = await request.file();
      if (part?.fieldname !== 'file') throw refuse('FILE_MISSING');
      const file = await receiveFile(house, part.file, { name: part.filename, ownerId: rights.accountOf(request) });
      return await reply.code(201).header('location', `/api/v1/files/${file.id}`).send(file);
    } catch (error) {
      // The rest of a refused upload is read away, so that the sender hears the answer and can use the connection again.
      request.raw.unpipe().resume();
      throw error;
    }
  });

  app.get('/api/v1/files/:id', {
    config: { permission: 'public', compress: false },
    schema: { summary: '下载文件 Download a file', tags: ['files'], params: Type.Object({ id: Type.String() }) },
  }, async (request, reply) => {
    const { id } = request.params as { id: string };
    const file = isId(id) ? await findFile(house.db, id) : null;
    if (!file || !(await mayOpen(house, request, file, rights))) throw refuse('FILE_NOT_FOUND');
    return sendFile(house, reply, file);
  });
}

async function mayOpen(house: House, request: FastifyRequest, file: StoredFile, rights: FileRights): Promise<boolean> {
  const account = rights.accountOf(request);
  if (account !== null && account === file.ownerId) return true;
  return (await linksOf(house.db, file.id)).some((link) => link.may === 'public' || rights.opens(request, link));
}

/** Types a browser may show by itself; anything else is only saved. */
const shown = /^(image\/(jpeg|png|gif|webp)|application\/pdf|video\/mp4|audio\/(mpeg|wav)|text\/plain)$/;

/** The page a browser itself wraps around what it shows sets style attributes of its own; nothing from the file gets there. */
const alone = "default-src 'none'; style-src-attr 'unsafe-inline'";

/**
 * What a file shown by the browser may do: nothing but be seen. Films and sounds are asked for once more by their own page,
 * with the cookie, so it stays of this site, still without script. Chrome opens no PDF in a sandbox; its viewer is an origin
 * of its own, so what a PDF holds cannot reach this site.
 */
function policyOf(type: string): string {
  if (type === 'application/pdf') return "frame-ancestors 'none'";
  return /^(audio|video)\//.test(type) ? `sandbox allow-same-origin; ${alone}; media-src 'self'` : `sandbox; ${alone}; img-src 'self'`;
}

/** Sends a file the reader has been found to be allowed. It cannot act as a page of this site, whatever is in it. */
export async function sendFile(house: Pick<House, 'files'>, reply: FastifyReply, file: StoredFile): Promise<FastifyReply> {
  const bytes = await house.files.get(file.sha256);
  const way = shown.test(file.type) ? 'inline' : 'attachment';
  return reply
    .header('content-type', file.type.startsWith('text/') ? 'text/plain; charset=utf-8' : file.type)
    .header('content-length', file.size)
    .header('content-disposition', `${way}; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`)
    .header('content-security-policy', policyOf(file.type))
    .header('cache-control', 'private, max-age=3600, immutable')
    .header('etag', `"${file.sha256}"`)
    .send(bytes);
}
