import { no, tidy, type Outcome } from './outcome.ts';

/** Why a text is no device or user id of a video network. */
export type VideoDeviceIdReason = 'VIDEO_ID_LENGTH' | 'VIDEO_ID_CHARACTERS' | 'VIDEO_ID_TYPE';

export type VideoDeviceIdFacts = {
  /** Division of the centre, 6 digits. */
  readonly divisionCode: string;
  /** Unit below the division, 2 digits; 00 is the centre itself. */
  readonly baseUnit: string;
  readonly industry: string;
  /** Three digits, 111 and up. */
  readonly type: string;
  readonly kind: VideoDeviceKind;
  readonly network: string;
  readonly sequence: string;
};
export type VideoDeviceKind = 'recorder' | 'camera' | 'alarmInput' | 'alarmOutput' | 'voice' | 'mobile' | 'device' | 'server' | 'group' | 'user' | 'extension';

/** Checks a 20-digit id of GB/T 28181: centre 8, industry 2, type 3, network 1, sequence 6. */
export function checkVideoDeviceId(text: string): Outcome<VideoDeviceIdFacts, VideoDeviceIdReason> {
  const value = tidy(text);
  if (value.length !== 20) return no('VIDEO_ID_LENGTH');
  if (!/^\d{20}$/.test(value)) return no('VIDEO_ID_CHARACTERS');
  const type = value.slice(10, 13);
  const kind = kindOf(Number(type));
  if (kind === null) return no('VIDEO_ID_TYPE');
  return {
    ok: true,
    value,
    kind,
    type,
    divisionCode: value.slice(0, 6),
    baseUnit: value.slice(6, 8),
    industry: value.slice(8, 10),
    network: value.slice(13, 14),
    sequence: value.slice(14),
  };
}

const known: Readonly<Record<number, VideoDeviceKind>> = {
  111: 'recorder',
  118: 'recorder',
  131: 'camera',
  132: 'camera',
  134: 'alarmInput',
  135: 'alarmOutput',
  136: 'voice',
  137: 'voice',
  138: 'mobile',
  215: 'group',
  216: 'group',
};
const ranges: readonly (readonly [from: number, kind: VideoDeviceKind])[] = [
  [500, 'extension'],
  [300, 'user'],
  [200, 'server'],
  [111, 'device'],
];

function kindOf(type: number): VideoDeviceKind | null {
  return known[type] ?? ranges.find(([from]) => type >= from)?.[1] ?? null;
}
