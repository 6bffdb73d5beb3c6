import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import { softwareModule } from '#kernel/crypto/software-module.ts';
import { verifyConsistency } from '#kernel/crypto/merkle.ts';
import { sm2Verify } from '#kernel/crypto/sm2.ts';
import { sm2Fingerprint, sm2PublicKeyFromPem, sm2PublicKeyToPem } from '#kernel/crypto/sm2-keys.ts';

/**
 * A witness of somebody's chain of evidence, run by another organ on another machine: it signs each head that grows out of the head
 * it signed before, and refuses any other. It keeps one head and its own key, and trusts the first key it is shown.
 *   node deploy/witness.ts --port 8090 --data /var/lib/yiwang-witness
 */
type Kept = { readonly size: number; readonly root: string; readonly log: string; readonly statement: string };
type Shown = { readonly statement: string; readonly signature: string; readonly key: string; readonly from: number; readonly path: readonly string[] };

export async function startWitness({ port, data, host = '127.0.0.1' }: { port: number; data: string; host?: string }): Promise<Server> {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const file = join(data, 'head.json');
  const signer = await softwareModule(join(data, 'keys')).signer('witness');
  const key = sm2PublicKeyToPem(signer.publicKey);
  let kept: Kept | null = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : null;

  /** Why this head is not signed; null when it may be. */
  const objection = (shown: Shown, said: Kept): string | null => {
    if (!sm2Verify(sm2PublicKeyFromPem(shown.key), Buffer.from(shown.statement, 'utf8'), Buffer.from(shown.signature, 'base64'))) return 'The head is not signed with the key it comes with.';
    if (!kept) return null;
    if (said.log !== kept.log) return 'This is a head of another log, or signed by another key, than the one I keep.';
    if (said.size < kept.size) return `I have signed ${kept.size} entries, this head has only ${said.size}.`;
    if (said.size === kept.size) return said.root === kept.root ? null : `For ${kept.size} entries I have signed another root.`;
    const grows = shown.from === kept.size && verifyConsistency(kept.size, Buffer.from(kept.root, 'hex'), said.size, Buffer.from(said.root, 'hex'), shown.path.map((hash) => Buffer.from(hash, 'hex')));
    return grows ? null : `The ${kept.size} entries I have signed are not the beginning of this head.`;
  };

  const sign = async (shown: Shown): Promise<{ status: number; body: unknown }> => {
    const { size, root, log } = JSON.parse(shown.statement) as { size: number; root: string; log: string };
    const said: Kept = { size, root, log: `${log} ${sm2Fingerprint(sm2PublicKeyFromPem(shown.key))}`, statement: shown.statement };
    const why = objection(shown, said);
    if (why !== null) return { status: 409, body: { why } };
    const aside = `${file}.${randomUUID()}`;
    writeFileSync(aside, JSON.stringify(said), { mode: 0o600 });
    renameSync(aside, file);
    kept = said;
    return { status: 200, body: { key, signature: (await signer.sign(Buffer.from(shown.statement, 'utf8'))).toString('base64') } };
  };

  const server = createServer((request, response) => {
    const send = (status: number, body: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.method === 'GET' && request.url === '/') return send(200, { size: kept?.size ?? 0, root: kept?.root ?? null, key });
    if (request.method !== 'POST' || request.url !== '/heads') return send(404, { why: 'GET / and POST /heads are all there is.' });
    readBody(request).then((text) => sign(JSON.parse(text) as Shown)).then(({ status, body }) => send(status, body), () => send(400, { why: 'This is no head.' }));
  });
  await new Promise<void>((done) => server.listen(port, host, done));
  return server;
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) {
    text += String(piece);
    if (text.length > 64_000) throw new Error('too long');
  }
  return text;
}

if (import.meta.main) {
  const option = (name: string, fallback: string) => (process.argv.includes(`--${name}`) ? (process.argv[process.argv.indexOf(`--${name}`) + 1] ?? fallback) : fallback);
  const server = await startWitness({ port: Number(option('port', '8090')), data: option('data', '.yiwang-witness'), host: option('host', '127.0.0.1') });
  process.stdout.write(`witness ${JSON.stringify(server.address())}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close(() => process.exit(0)));
}
