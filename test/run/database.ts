import { startTestServer, type TestServer } from '#test/kit/server.ts';

let started: Promise<TestServer> | undefined;
let template: Promise<void> | undefined;

type Say = (line: string) => void;

/** Starts the one PostgreSQL of this run; test processes find it in TEST_SERVER_URL. Later calls get the first. */
export function needDatabase(say: Say): Promise<TestServer> {
  started ??= startTestServer(say).then((server) => {
    process.env['TEST_SERVER_URL'] = server.url;
    return server;
  });
  return started;
}

/** Makes the migrated and seeded template database once; stories copy it in milliseconds and find its name in TEST_TEMPLATE. */
export function needTemplate(say: Say): Promise<void> {
  template ??= needDatabase(say).then(async ({ url }) => {
    const begun = performance.now();
    // Loaded only now: it brings the whole program along, which types and lint must not wait for.
    const { makeTemplate } = await import('#test/kit/template.ts');
    process.env['TEST_TEMPLATE'] = await makeTemplate(url);
    say(`The template city was made in ${((performance.now() - begun) / 1000).toFixed(1)} s.`);
  });
  return template;
}

/** Stops it, if it was started. */
export async function stopDatabase(): Promise<void> {
  await started?.then((server) => server.stop(), () => undefined);
}
