import type { House } from '../house.ts';
import type { ChainLog } from './log.ts';
import { batch, seal } from './seal.ts';

const pause = 1000;

/** Seals a log about once a second until the returned function is called. Several processes may run it: one works, the others pass. */
export function startSealer(house: House, log: ChainLog): () => Promise<void> {
  let stopped = false;
  let wake = (): void => undefined;
  const turn = async () => {
    while (!stopped) {
      const sealed = await seal(house.db, log, house.clock.now()).catch((error: unknown) => {
        if (!stopped) house.log.error({ err: error, chain: log.key }, 'sealing failed; it goes on');
        return 0;
      });
      if (sealed > 0 || stopped) await new Promise<void>((go) => setImmediate(go));
      if (sealed < 1000 && !stopped) await new Promise<void>((go) => { wake = go; setTimeout(go, pause).unref(); });
    }
  };
  const running = turn();
  return async () => {
    stopped = true;
    wake();
    await running;
  };
}

/** Seals everything that is committed by now, however much it is; what comes meanwhile does not keep it from ending. */
export async function sealAll(house: Pick<House, 'db' | 'clock'>, log: ChainLog): Promise<void> {
  while ((await seal(house.db, log, house.clock.now(), { wait: true })) === batch);
}
