import { availableParallelism } from 'node:os';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import { literal, macros } from './sql.ts';

/** A value as it leaves the lake; days and times were made text by the query (see shown in sql.ts). */
export type LakeValue = string | number | boolean | null | LakeValue[] | { [key: string]: LakeValue };
export type LakeRow = Record<string, LakeValue>;

/**
 * The public-data lake: Parquet files under one folder, asked through one DuckDB inside this process.
 * The engine starts at the first question, holds a bounded share of memory, and can open no file outside the folder.
 */
export class Lake {
  readonly folder: string;
  #engine: Promise<DuckDBInstance> | null = null;

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'lake');
  }

  /** All rows of a question. For answers of bounded size. */
  async rows(sql: string): Promise<LakeRow[]> {
    return this.#with(async (connection) => {
      const reader = await connection.runAndReadAll(sql);
      const names = reader.columnNames();
      return reader.getRows().map((row) => Object.fromEntries(row.map((value, index) => [names[index]!, plain(value)])));
    });
  }

  /** The one row of a question that has exactly one. */
  async row(sql: string): Promise<LakeRow> {
    const [row] = await this.rows(sql);
    if (!row) throw new Error(`The lake answered no row to: ${sql.slice(0, 200)}`);
    return row;
  }

  /** Does something that answers nothing, such as writing a file. */
  async run(sql: string): Promise<void> {
    await this.#with(async (connection) => void (await connection.run(sql)));
  }

  /** The rows of a question in pieces of some thousands, as arrays in the order of the columns asked for. */
  async *pieces(sql: string): AsyncGenerator<LakeValue[][]> {
    const connection = await (await this.#open()).connect();
    try {
      const result = await connection.stream(sql);
      for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
        yield chunk.getRows().map((row) => row.map(plain));
      }
    } finally {
      connection.closeSync();
    }
  }

  async #with<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await (await this.#open()).connect();
    try {
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  }

  #open(): Promise<DuckDBInstance> {
    return (this.#engine ??= this.#start().catch((error: unknown) => {
      this.#engine = null;
      throw error;
    }));
  }

  async #start(): Promise<DuckDBInstance> {
    mkdirSync(join(this.folder, 'spill'), { recursive: true });
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const engine = await DuckDBInstance.create(':memory:', {
      memory_limit: '1GB',
      threads: String(Math.min(4, availableParallelism())),
      temp_directory: join(this.folder, 'spill'),
      preserve_insertion_order: 'true',
    });
    const connection = await engine.connect();
    try {
      for (const macro of macros) await connection.run(macro);
      await connection.run(`set global TimeZone = 'Asia/Shanghai'`);
      await connection.run(`set global allowed_directories = [${literal(this.folder)}]`);
      await connection.run(`set global enable_external_access = false`);
      await connection.run(`set global lock_configuration = true`);
    } finally {
      connection.closeSync();
    }
    return engine;
  }
}

const lakes = new Map<string, Lake>();
/** The lake of a data folder; one engine per process however often it is asked for. */
export function lakeOf({ config }: { readonly config: { readonly dataDir: string } }): Lake {
  const known = lakes.get(config.dataDir) ?? new Lake(config.dataDir);
  lakes.set(config.dataDir, known);
  return known;
}

/** Numbers stay numbers as long as they are exact; what has no JSON form becomes text. */
function plain(value: DuckDBValue): LakeValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if ('items' in value && Array.isArray(value.items)) return value.items.map(plain);
  if ('entries' in value && !Array.isArray(value.entries)) return Object.fromEntries(Object.entries(value.entries as Record<string, DuckDBValue>).map(([key, item]) => [key, plain(item)]));
  return String(value);
}
