import { useMutation } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { roleWords } from '../../words/roles.ts';
import { create } from '../../ui/api/client.ts';
import { useSession } from '../../ui/api/session.ts';
import { OrganPicker } from '../../ui/form/OrganPicker.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { sayer } from '../../ui/words.ts';
import { useRightTitle, type Design, type PreviewedList } from './roles.ts';

const say = sayer(roleWords);

/** What somebody with this role would see, in one organ or region: how many, and the first few of each list. */
export function Preview({ may, reach }: Pick<Design, 'may' | 'reach'>): ReactNode {
  const [organ, choose] = useState<string | undefined>();
  const own = useSession().data?.reader.region ?? '';
  const [region, type] = useState(own);
  const preview = useMutation({ mutationFn: () => create<{ lists: PreviewedList[] }>('/api/v1/roles/preview', { may, reach, ...(reach === 'organ' && organ ? { organ } : {}), ...(reach === 'region' ? { region } : {}) }, { key: crypto.randomUUID() }) });
  const titleOf = useRightTitle();
  const ready = reach === 'city' || (reach === 'organ' ? organ !== undefined : /^\d{12}$/.test(region));
  return (
    <section aria-label={say('preview')}>
      <h3>{say('preview')}</h3>
      <p className="quiet">{say('previewIdea')}</p>
      <p className="form-acts">
        {reach === 'organ' && <OrganPicker name={say('inOrgan')} value={organ} change={choose} />}
        {reach === 'region' && <Input aria-label={say('inRegion')} style={{ inlineSize: '14rem' }} maxLength={12} value={region} onChange={(event) => type(event.target.value)} />}
        <button type="button" className="button" disabled={!ready || may.length === 0 || preview.isPending} onClick={() => preview.mutate()}>{say('show')}</button>
      </p>
      <ErrorBanner error={preview.error} />
      {preview.data && (preview.data.lists.length === 0 ? <p>{say('nothingSeen')}</p> : (
        <ul className="previewed" aria-live="polite">
          {preview.data.lists.map(({ route, title, right, count, exact, items }) => (
            <li key={route}>
              <p><span className="strong">{title}</span> <span className="tag" title={right}>{titleOf(right)}</span></p>
              <p className="num">{say(exact ? 'seen' : 'seenMore', { count })}</p>
              {items.length === 0 ? <p className="quiet">{say('emptyList')}</p> : <ul>{items.map((item, index) => <li key={index}>{[item['number'] ?? item['code'], item['title'] ?? item['name'], item['organName']].filter(Boolean).join(' · ')}</li>)}</ul>}
            </li>
          ))}
        </ul>
      ))}
    </section>
  );
}
