import type { Config } from '../config/config.ts';
import { S3Store } from './s3.ts';
import { DiskStore, type FileStore } from './store.ts';

/** The file store the configuration asks for: S3-compatible where S3_URL is set, else this machine's disk. */
export const openFileStore = (config: Pick<Config, 's3' | 'dataDir'>): FileStore => (config.s3 ? new S3Store(config.s3, config.dataDir) : new DiskStore(config.dataDir));
