/**
 * How sure the city is that somebody is who they say (实名等级), one scale for accounts and for persons of the registry:
 * 0 as they said themselves; 1 an organ answers for it; 2 agrees with the registry; 3 proven by the person: to the national
 * identity service, or with papers shown at a window. It only ever rises by proof of its own.
 */
export type RealName = 0 | 1 | 2 | 3;

export const realName = { declared: 0, vouched: 1, matched: 2, proven: 3 } as const satisfies Record<string, RealName>;
