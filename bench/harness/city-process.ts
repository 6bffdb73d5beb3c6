import { startEmbedded } from '#kernel/database/embedded.ts';
import { readConfig } from '#kernel/config/config.ts';
import { cityNamed } from '#cities/cities.ts';
import { startYiwang } from '../../server.ts';

/** Our program as `npm start` runs it, except that it tells where its database is, so that a floor can work on the same rows. */
const config = readConfig(process.env);
const say = (line: string) => void process.stderr.write(`${line}\n`);
const database = await startEmbedded({ dataDir: config.dataDir, say });
const { address, stop } = await startYiwang({ ...config, databaseUrl: database.url, demo: true }, cityNamed(config.city), { say });
console.log(JSON.stringify({ url: address, database: database.url }));

process.once('SIGTERM', () => void stop().then(() => database.stop()).then(() => process.exit(0)));
