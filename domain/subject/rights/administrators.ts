/** The three administrators (三员) of protection level 3: none of them can do the work of another, and nobody may be two of them. */
export const administrators = ['system', 'security', 'audit'] as const;
export type Administrator = (typeof administrators)[number];

export const administratorNames: Readonly<Record<Administrator, { readonly zh: string; readonly en: string }>> = {
  system: { zh: '系统管理员', en: 'system administrator' },
  security: { zh: '安全管理员', en: 'security administrator' },
  audit: { zh: '审计管理员', en: 'auditor' },
};

/** Whose alone a right is: accounts are the system administrator's, rights and keys the security administrator's, the log the auditor's. */
export function administratorOf(right: string): Administrator | null {
  if (right === 'account.manage' || right === 'house.manage') return 'system';
  if (right.startsWith('right.') || right === 'key.manage') return 'security';
  return right.startsWith('audit.') ? 'audit' : null;
}

/**
 * Rights over what is the whole city's and lies in no organ: accounts, roles, keys, the log, the watch over use, the rules of signals.
 * Only a role that reaches the whole city gives them: in another it would look bounded and hold everywhere.
 */
export const isCityWide = (right: string): boolean => /^(account|audit|guard|house|key|pack|right)\.|^signal\.manage$/.test(right);

/** Which administrators somebody with these rights would be; more than one may not be. */
export const administratorsIn = (rights: Iterable<string>): Administrator[] => {
  const found = new Set([...rights].map(administratorOf));
  return administrators.filter((each) => found.has(each));
};
