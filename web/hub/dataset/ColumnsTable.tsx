import type { ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { fullNumber, percent, shortNumber } from '../../ui/format/number.ts';
import { sayer } from '../../ui/words.ts';
import type { Column, ColumnProfile, VersionColumn } from '../api.ts';

const say = sayer(hubWords);

export const typeNames: Record<Column['type'], string> = { text: say('typeText'), integer: say('typeInteger'), number: say('typeNumber'), date: say('typeDate'), time: say('typeTime'), yesNo: say('typeYesNo'), code: say('typeCode'), idNumber: say('typeIdNumber'), uscc: say('typeUscc'), phone: say('typePhone'), region: say('typeRegion'), longitude: say('typeLongitude'), latitude: say('typeLatitude') };
export const classNames: Record<Column['class'], string> = { public: say('classPublic'), internal: say('classInternal'), personal: say('classPersonal'), sensitive: say('classSensitive') };

/** What every column is and what stands in it: type, class, how full, how many do not fit, which values. */
export const ColumnsTable = ({ columns, profile }: { columns: readonly VersionColumn[]; profile: readonly ColumnProfile[] }): ReactNode => (
  <table className="rows" aria-label={say('tabColumns')}>
    <thead><tr><th>{say('column')}</th><th style={{ inlineSize: '8rem' }}>{say('typeOf')}</th><th className="wide-only" style={{ inlineSize: '8rem' }}>{say('classOf')}</th><th style={{ inlineSize: '8rem' }}>{say('filledShare')}</th><th className="end" style={{ inlineSize: '6rem' }}>{say('unfit')}</th><th className="end wide-only" style={{ inlineSize: '6rem' }}>{say('distinct')}</th><th className="wide-only" style={{ inlineSize: '18rem' }}>{say('valueRange')}</th><th className="wide-only" style={{ inlineSize: '9rem' }}>{say('distribution')}</th></tr></thead>
    <tbody>{columns.map((column) => <ColumnRow key={column.name} column={column} profile={profile.find(({ name }) => name === column.name)} />)}</tbody>
  </table>
);

function ColumnRow({ column, profile }: { column: VersionColumn; profile: ColumnProfile | undefined }): ReactNode {
  const isPersonal = column.class === 'personal' || column.class === 'sensitive';
  const share = profile && profile.rows > 0 ? 1 - profile.missing / profile.rows : 0;
  return (
    <tr>
      <td><span className="strong">{column.title}</span>{column.title !== column.name && <code className="quiet"> {column.name}</code>}{column.unit && <span className="quiet"> {column.unit}</span>}</td>
      <td>{typeNames[column.type]}</td>
      <td className="wide-only">{isPersonal ? <span className="tag wants">{classNames[column.class]}</span> : classNames[column.class]}</td>
      <td>{profile && <span className="filled"><progress max={1} value={share} aria-label={`${column.title} ${say('filledShare')}`} /><span className="num">{percent(share)}</span></span>}</td>
      <td className="end"><span className={`num${profile && profile.unfit > 0 ? ' uneven' : ''}`}>{profile ? shortNumber(profile.unfit) : '—'}</span></td>
      <td className="end wide-only num">{profile ? shortNumber(profile.distinct) : '—'}</td>
      <td className="wide-only">{isPersonal ? <span className="quiet">{say('hiddenValues')}</span> : profile && rangeOf(profile)}</td>
      <td className="wide-only">{profile && <Bins profile={profile} />}</td>
    </tr>
  );
}

/** Smallest and largest where they are ordered, else the commonest values. */
function rangeOf(profile: ColumnProfile): string {
  if (profile.min !== null && profile.max !== null) return `${shown(profile.min)} – ${shown(profile.max)}`;
  return profile.top.slice(0, 4).map(({ value, count }) => `${shown(value)} (${shortNumber(count)})`).join('、') || '—';
}
const shown = (value: ColumnProfile['min']): string => (typeof value === 'number' && Math.abs(value) >= 10_000 ? fullNumber(value, 4) : String(value ?? ''));

/** Twenty bins as fine bars: the shape of the values, not their numbers. */
function Bins({ profile: { bins, name } }: { profile: ColumnProfile }): ReactNode {
  if (bins.length < 2) return null;
  const most = Math.max(...bins.map(({ count }) => count));
  return <svg className="bins" viewBox="0 0 120 20" role="img" aria-label={`${name} ${say('distribution')}`}>{bins.map(({ count }, at) => <rect key={at} x={at * 6} width="5" y={20 - (20 * count) / most} height={(20 * count) / most} />)}</svg>;
}
