/** Why a reading was not accepted. Permanent codes; the words are for the owner of the device. */
export const reasons = {
  'unknown-device': { zh: '没有登记这个设备', en: 'no such device is registered' },
  'wrong-key': { zh: '设备密钥不对', en: 'the device key is wrong' },
  'wrong-topic': { zh: '主题不是本设备的上报主题', en: 'the topic is not this device’s own' },
  retired: { zh: '设备已退役', en: 'the device is retired' },
  unreadable: { zh: '内容不是有效的 JSON 读数', en: 'the content is not JSON readings' },
  'too-large': { zh: '一条消息太大或读数太多', en: 'the message is too large or has too many readings' },
  empty: { zh: '没有任何读数', en: 'there is no reading in it' },
  'wrong-time': { zh: '时间应为带时区的 RFC 3339 或毫秒数', en: 'the time must be RFC 3339 with offset, or milliseconds' },
  future: { zh: '时间在未来（超过 5 分钟）', en: 'the time is more than 5 minutes in the future' },
  'too-old': { zh: '时间太早，超过可补报的期限', en: 'the time is older than this type may report late' },
  'unknown-quantity': { zh: '这种设备不上报这项指标', en: 'this type of device does not report this quantity' },
  'not-a-number': { zh: '值不是数字', en: 'the value is not a number' },
  'out-of-range': { zh: '值超出可能的范围', en: 'the value is outside what is possible' },
  'wrong-quality': { zh: '质量标记应为 good、suspect 或 invalid', en: 'the quality must be good, suspect or invalid' },
} as const satisfies Record<string, { readonly zh: string; readonly en: string }>;

export type Reason = keyof typeof reasons;

/** A reading that was not accepted, as it is kept. `pointer` says where in the message. */
export type Rejection = {
  readonly thingId: string | null;
  readonly code: string;
  readonly quantity: string | null;
  readonly reason: Reason;
  readonly reportedAt: string | null;
  readonly value: string | null;
  readonly source: IntakeSource;
  readonly address: string | null;
  readonly traceId: string;
  readonly pointer: string;
};

export type IntakeSource = 'mqtt' | 'http' | 'file';

/** The beginning of what was sent, short enough to keep; NUL, which PostgreSQL cannot hold, made visible. */
export const shortened = (value: unknown, length = 120): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.slice(0, length).replaceAll('\0', '␀');
};
