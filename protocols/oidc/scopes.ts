/** What an application may be told, in words a citizen reads before agreeing. Least first; `openid` itself tells only a number made for this application. */
export const scopes = [
  { key: 'openid', optional: false, zh: { title: '一个只给这个应用用的编号', note: '换一个应用就是另一个编号，两个应用不能凭它认出是同一个人' }, en: { title: 'A number made for this application alone', note: 'another application gets another one, so two cannot find out that you are the same person' } },
  { key: 'profile', optional: false, zh: { title: '遮住一部分的姓名、身份类别、实名等级', note: '例如“张*”、个人、已核对' }, en: { title: 'Your name with a part hidden, the kind of account, and how far your identity is checked', note: 'such as “张*”, person, matched' } },
  { key: 'full_name', optional: true, zh: { title: '完整姓名', note: '不同意时应用只看到遮住的姓名' }, en: { title: 'Your full name', note: 'without it the application sees the hidden form only' } },
  { key: 'phone', optional: true, zh: { title: '验证过的手机号码', note: '不同意时应用看不到' }, en: { title: 'Your confirmed phone number', note: 'without it the application does not see it' } },
  { key: 'organ', optional: false, zh: { title: '所在部门与岗位', note: '仅工作人员帐号' }, en: { title: 'Your organ and posts', note: 'accounts of officials only' } },
  { key: 'offline_access', optional: true, zh: { title: '您退出之后继续读取以上内容', note: '不同意时，退出即结束' }, en: { title: 'Reading the above after you have signed out', note: 'without it, signing out ends it' } },
] as const;

export type Scope = (typeof scopes)[number]['key'];
export const scopeKeys: readonly string[] = scopes.map(({ key }) => key);
export const isOptional = (key: string): boolean => scopes.some((scope) => scope.key === key && scope.optional);

/** Levels of assurance as tokens name them. */
export const acrOf = (level: number): string => `urn:yiwang:acr:${level}`;
export const acrValues = [acrOf(1), acrOf(2)];
/** The level a list of asked values needs: the highest we know; 1 when none is ours. */
export const levelAsked = (values: readonly string[]): number => (values.includes(acrOf(2)) && !values.includes(acrOf(1)) ? 2 : 1);
