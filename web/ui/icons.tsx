import type { ReactNode } from 'react';

/** Line drawings on a 24 grid, all of one weight. A name that is not here does not compile. */
const drawings = {
  add: <path d="M12 5v14M5 12h14" />,
  alert: <><path d="M12 4 2.8 19.5h18.4z" /><path d="M12 10v4.5M12 17v.2" /></>,
  arrowDown: <path d="m6 9 6 6 6-6" />,
  arrowLeft: <path d="M19 12H5m6-6-6 6 6 6" />,
  arrowRight: <path d="M5 12h14m-6-6 6 6-6 6" />,
  arrowUp: <path d="m6 15 6-6 6 6" />,
  bell: <path d="M6 16V11a6 6 0 1 1 12 0v5l1.5 2h-15zM10 20.5h4" />,
  book: <path d="M4 5.5c3-1 5.5-.5 8 1.5 2.5-2 5-2.5 8-1.5v13c-3-1-5.5-.5-8 1.5-2.5-2-5-2.5-8-1.5zM12 7v13" />,
  camera: <><path d="M3 8h4l1.5-2.5h7L17 8h4v11H3z" /><circle cx="12" cy="13" r="3.5" /></>,
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  clock: <><circle cx="12" cy="12" r="8.5" /><path d="M12 7v5l3.5 2" /></>,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  data: <><ellipse cx="12" cy="6" rx="7.5" ry="2.8" /><path d="M4.5 6v12c0 1.5 3.4 2.8 7.5 2.8s7.5-1.3 7.5-2.8V6M4.5 12c0 1.5 3.4 2.8 7.5 2.8s7.5-1.3 7.5-2.8" /></>,
  file: <path d="M6 3h8l4.5 4.5V21H6zM14 3v5h4.5" />,
  filter: <path d="M4 5h16l-6.5 7.5V19l-3-1.5v-5z" />,
  grid: <path d="M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z" />,
  history: <path d="M4 12a8 8 0 1 0 2.5-5.8M4 4v4h4M12 8v4.5l3 1.5" />,
  inbox: <path d="M4 13 6.5 5h11L20 13v6H4zM4 13h4.5l1.5 2.5h4l1.5-2.5H20" />,
  key: <><circle cx="8" cy="14" r="4" /><path d="m11 11 8.5-8M16 6.5l2.5 2.5" /></>,
  layers: <path d="m12 4 9 4.5-9 4.5-9-4.5zM4 13l8 4 8-4M4 17l8 4 8-4" />,
  link: <path d="M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1" />,
  list: <path d="M8 6h12M8 12h12M8 18h12M4 6h.1M4 12h.1M4 18h.1" />,
  lock: <path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3" />,
  mapPin: <><path d="M12 21s6.5-6 6.5-11a6.5 6.5 0 1 0-13 0c0 5 6.5 11 6.5 11z" /><circle cx="12" cy="10" r="2.3" /></>,
  menu: <path d="M4 7h16M4 12h16M4 17h16" />,
  minus: <path d="M5 12h14" />,
  pack: <path d="m12 3 8.5 4.5v9L12 21l-8.5-4.5v-9zM3.5 7.5 12 12l8.5-4.5M12 12v9" />,
  person: <><circle cx="12" cy="8" r="4" /><path d="M4 20.5c1-4 4-5.5 8-5.5s7 1.5 8 5.5" /></>,
  plan: <path d="M5 4h14v16H5zM8.5 8.5h7M8.5 12h7M8.5 15.5h4" />,
  qr: <path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM14 19h1M19 14h1" />,
  scale: <path d="M12 4v16M7 20h10M5 7h14M5 7l-2.5 6h5zM19 7l-2.5 6h5z" />,
  search: <><circle cx="11" cy="11" r="6.5" /><path d="m16 16 4.5 4.5" /></>,
  send: <path d="m3.5 11 17-7.5L14 20.5l-3-6.5zM11 14l9.5-10.5" />,
  shield: <path d="M12 3.5 5 6v6c0 4.5 3 7 7 8.5 4-1.5 7-4 7-8.5V6z" />,
  table: <path d="M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14" />,
  trace: <><circle cx="5" cy="6" r="2" /><circle cx="12" cy="13" r="2" /><circle cx="19" cy="18" r="2" /><path d="m6.5 7.5 4 4M13.7 14.2l3.7 2.6" /></>,
  trendDown: <path d="m4 7 6 6 4-4 6 7M15 16h5v-5" />,
  trendUp: <path d="m4 17 6-6 4 4 6-7M15 8h5v5" />,
  upload: <path d="M12 16V5M7 9.5 12 4.5l5 5M4.5 19.5h15" />,
} as const satisfies Record<string, ReactNode>;
export type IconName = keyof typeof drawings;

/** A decorative drawing; the words beside it carry the meaning. */
export const Icon = ({ name }: { name: IconName }): ReactNode => <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{drawings[name]}</svg>;

/** The mark of the house: a net of fine lines, and one node where somebody must act. */
export const Mark = ({ size = 24 }: { size?: number }): ReactNode => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path d="M6 7h20v18H6zM6 16h20M16 7v18" fill="none" stroke="currentColor" strokeWidth="1.6" />
    {[[6, 7], [16, 7], [26, 7], [6, 16], [26, 16], [6, 25], [16, 25], [26, 25]].map(([x, y]) => <circle key={`${x} ${y}`} cx={x} cy={y} r="1.9" fill="currentColor" />)}
    <circle cx="16" cy="16" r="4.4" fill="var(--vermilion)" />
  </svg>
);
