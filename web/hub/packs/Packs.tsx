import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { read, readText } from '../../ui/api/client.ts';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Link, navigate } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { Markdown } from './Markdown.tsx';

const say = sayer(hubWords);

type Pack = { readonly key: string; readonly area: string; readonly title: string; readonly lead: string; readonly serves: readonly string[]; readonly counts: Readonly<Record<string, number>> };
const usePacks = () => useQuery({ queryKey: ['packs'], queryFn: () => read<Pack[]>('/api/v1/packs'), staleTime: Infinity });

const nouns: Readonly<Record<string, string>> = { matter: say('nounMatter'), thing: say('nounThing'), signal: say('nounSignal'), record: say('nounRecord'), proof: say('nounProof'), policy: say('nounPolicy'), role: say('nounRole') };
const contents = (counts: Pack['counts']): string => Object.entries(counts).map(([noun, count]) => `${count} ${nouns[noun] ?? noun}`).join('、');

const columns: readonly Column<Pack>[] = [
  { key: 'title', title: say('pack'), show: ({ title, area, key }) => <><Link to={`/hub/packs/${area}/${key}`}>{title}</Link> <code className="quiet">{area}/{key}</code></> },
  { key: 'lead', title: say('lead'), width: '14rem', show: ({ lead }) => lead },
  { key: 'contents', title: say('contents'), wideOnly: true, show: ({ counts }) => contents(counts) },
  { key: 'serves', title: say('serves'), width: '14rem', wideOnly: true, show: ({ serves }) => <span className="quiet num">{serves.join('、')}</span> },
];

/** The topics of this city. */
export const Packs = (): ReactNode => (
  <section>
    <PageHead title={say('packs')}>{say('packsIdea')}</PageHead>
    <Answer query={usePacks()}>{(packs) => <RowTable name={say('packs')} rows={packs} columns={columns} keyOf={({ area, key }) => `${area}/${key}`} open={({ area, key }) => navigate(`/hub/packs/${area}/${key}`)} />}</Answer>
  </section>
);

/** One topic: the reference page its declaration gives. */
export function PackReference({ area, name }: { area: string; name: string }): ReactNode {
  const title = usePacks().data?.find((pack) => pack.area === area && pack.key === name)?.title ?? name;
  const page = useQuery({ queryKey: ['packs', area, name], queryFn: () => readText(`/api/v1/packs/${area}/${name}`), staleTime: Infinity });
  return (
    <section>
      <PageHead title={title} back={{ to: '/hub/packs', title: say('packs') }} />
      <div className="page-body"><Answer query={page}>{(text) => <Markdown text={text} />}</Answer></div>
    </section>
  );
}
