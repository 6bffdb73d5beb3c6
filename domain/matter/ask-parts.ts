import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { stateDue } from './clock.ts';
import type { MatterType } from './define.ts';
import type { Matter } from './matter.ts';
import { turnOf } from './people.ts';

/** Asks the organs of a state that reviews in parallel. A second round asks all of them anew. */
export async function askParts(tx: Db, house: House, type: MatterType, matter: Matter, now: Date): Promise<void> {
  const state = type.lifecycle[matter.state];
  if (!state?.parts) return;
  for (const [part, { by, within }] of Object.entries(state.parts)) {
    const turn = await turnOf(house, type, by, matter);
    const due = within ? stateDue({ within }, now) : matter.dueAt;
    await tx`insert into matter_parts (matter_id, part, organ, due_at) values (${matter.id}, ${part}, ${turn?.organ ?? matter.organ}, ${due})
      on conflict (matter_id, part) do update set answer = null, opinion = null, account_id = null, answered_at = null, due_at = excluded.due_at, organ = excluded.organ`;
  }
}
