import { join } from 'node:path';
import Fastify from 'fastify';
import { Live } from '#kernel/bus/live.ts';
import { readConfig } from '#kernel/config/config.ts';
import { softwareModule } from '#kernel/crypto/software-module.ts';
import { connect } from '#kernel/database/connect.ts';
import { Declared } from '#kernel/declare/declared.ts';
import { openFileStore } from '#kernel/files/open.ts';
import { systemClock } from '#kernel/time/clock.ts';
import { runImport } from '#domain/record/import/run.ts';

/** A worker of its own that runs one import, for tests that kill it: DATABASE_URL and DATA_DIR in the environment, the import as argument. */
const config = readConfig(process.env);
const db = connect(config.databaseUrl ?? '', { max: 4 });
await runImport({ config, db, log: Fastify().log, clock: systemClock, files: openFileStore(config), crypto: softwareModule(join(config.dataDir, 'keys')), declared: new Declared(), live: new Live() }, process.argv[2] ?? '');
await db.end();
