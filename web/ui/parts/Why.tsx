import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { sharedWords } from '../../words/shared.ts';
import { read } from '../api/client.ts';
import { sayer } from '../words.ts';

const say = sayer(sharedWords);

/** What a page is about, by its address: what one may ask the reason of. */
const objects: readonly (readonly [RegExp, string])[] = [[/^\/office\/matters\/([^/]+)/, 'matter'], [/^\/hub\/datasets\/([^/]+)/, 'dataset'], [/^\/office\/plans\/([^/]+)/, 'plan']];

/** Beside a refusal: why one may not, in words; nothing where the page is about nothing one could ask of. */
export function Why({ status }: { status: number }): ReactNode {
  const [asked, ask] = useState(false);
  const found = objects.map(([shape, object]) => ({ object, id: shape.exec(location.pathname)?.[1] })).find(({ id }) => id !== undefined);
  const why = useQuery({ queryKey: ['rights', 'why', location.pathname], queryFn: () => read<{ words: string }>('/api/v1/rights/why', { object: found?.object, id: decodeURIComponent(found?.id ?? ''), right: `${found?.object ?? ''}.read` }), enabled: asked && found !== undefined, retry: false });
  if (!found || (status !== 403 && status !== 404)) return null;
  if (why.data) return <p>{why.data.words}</p>;
  return <button type="button" className="button plain" disabled={why.isFetching} onClick={() => ask(true)}>{say('why')}</button>;
}
