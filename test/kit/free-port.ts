import { createServer, type AddressInfo } from 'node:net';

/** A port nobody listens on now: for a server that must know its own address before it starts. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready); });
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((done) => { server.close(() => done()); });
  return port;
}
