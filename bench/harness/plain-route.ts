import Fastify, { type FastifyInstance } from 'fastify';

/**
 * The route floor: a plain Fastify server without rights, audit or events, in the process that calls this.
 * Prints its address as the first line, as `ground.server` expects, and ends on SIGTERM.
 */
export async function servePlainly(register: (app: FastifyInstance) => void | Promise<void>): Promise<void> {
  const app = Fastify({ logger: false });
  await register(app);
  await app.listen({ port: 0, host: '127.0.0.1' });
  console.log(app.listeningOrigin);
  process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
}
