import { setTimeout as pause } from 'node:timers/promises';
import type { House } from '#kernel/house.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import { KnownThings } from '../known.ts';
import { keepPartitions } from '../keep.ts';
import type { Message } from './read-message.ts';
import type { Rejection } from './reasons.ts';
import { writeBatch } from './write-batch.ts';

type Waiting = { readonly message: Message; readonly done: () => void; readonly fail: (error: unknown) => void };

/** A batch is closed at so many readings, and the queue is full at so many batches. */
const batchPoints = 20_000;
const queuePoints = 200_000;
/** How long the first message of a batch waits for company. */
const company = 4;
/** Messages of one thing always take the same lane, so that two lanes never touch the same rows. */
const laneCount = 2;

/** Takes messages and resolves each when it is durable: many messages, one commit. One for each process (`intakeOf`). */
export class Intake {
  readonly things: KnownThings;
  readonly #house: House;
  readonly #lanes: Lane[];

  constructor(house: House) {
    this.#house = house;
    this.things = new KnownThings(house);
    this.#lanes = Array.from({ length: laneCount }, () => new Lane(house));
  }

  /** Stores a checked message. Resolves after the commit. Refuses (BUSY) when more comes in than the database takes. */
  take(message: Message): Promise<void> {
    const lane = this.#lanes[laneOf(message)] ?? this.#lanes[0];
    return lane ? lane.take(message) : Promise.reject(new Error('The intake has no lane.'));
  }

  /** Keeps a rejection that belongs to no known thing. */
  async keepRejection(rejection: Rejection): Promise<void> {
    await writeBatch(this.#house, [], [rejection]);
  }

  /** Resolves when everything taken so far is written. */
  async drain(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.drain()));
  }
}

const laneOf = ({ thing }: Message) => (Number.parseInt(thing.id.slice(-4), 16) || 0) % laneCount;

class Lane {
  readonly #house: House;
  #waiting: Waiting[] = [];
  #points = 0;
  #running: Promise<void> | null = null;

  constructor(house: House) {
    this.#house = house;
  }

  take(message: Message): Promise<void> {
    if (this.#points > queuePoints) return Promise.reject(refuseCommon('BUSY'));
    return new Promise((done, fail) => {
      this.#waiting.push({ message, done, fail });
      this.#points += message.points.length + message.rejections.length;
      this.#running ??= this.#run();
    });
  }

  async drain(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /** Ends in the same breath in which nothing waits: a message that comes a moment later finds nobody running, and starts anew. */
  async #run(): Promise<void> {
    await pause(company);
    while (this.#waiting.length > 0) await this.#writeOne();
    this.#running = null;
  }

  async #writeOne(): Promise<void> {
    const batch = this.#next();
    const messages = batch.map(({ message }) => message);
    try {
      await writeSafely(this.#house, messages, messages.flatMap(({ rejections }) => rejections));
      for (const { done } of batch) done();
    } catch (error) {
      this.#house.log.error({ err: error }, 'A batch of readings could not be written; its senders were not acknowledged.');
      for (const { fail } of batch) fail(refuseCommon('BUSY'));
    }
  }

  #next(): Waiting[] {
    let points = 0;
    let count = 0;
    while (count < this.#waiting.length && (count === 0 || points < batchPoints)) {
      const message = this.#waiting[count]?.message;
      points += (message?.points.length ?? 0) + (message?.rejections.length ?? 0);
      count++;
    }
    this.#points -= points;
    return this.#waiting.splice(0, count);
  }
}

/** Tries again what another writer or a missing partition stopped; anything else is for the sender to repeat. */
async function writeSafely(house: House, messages: readonly Message[], rejections: readonly Rejection[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await writeBatch(house, messages, rejections);
      return;
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (attempt >= 4 || !['40P01', '40001', '23514'].includes(code)) throw error;
      if (code === '23514') await keepPartitions(house);
      else await pause(attempt * 20);
    }
  }
}

const intakes = new WeakMap<House, Intake>();

/** The intake of this process, shared by MQTT, HTTP and files. */
export function intakeOf(house: House): Intake {
  let intake = intakes.get(house);
  if (!intake) intakes.set(house, (intake = new Intake(house)));
  return intake;
}
