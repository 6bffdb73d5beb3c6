import { lazy, Suspense, useState, type ReactNode } from 'react';
import { officeWords } from '../../words/office.ts';
import { useMatterType, type MatterFile } from '../../ui/api/matters.ts';
import { useReveal } from '../../ui/api/reveal.ts';
import { sayTime } from '../../ui/format/time.ts';
import { FieldList } from '../../ui/form/FieldList.tsx';
import { FileLink } from '../../ui/form/files-kind.tsx';
import { RegionName } from '../../ui/form/place-kinds.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Busy } from '../../ui/parts/Busy.tsx';
import { Link } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { sharedWords } from '../../words/shared.ts';
import { Reveal } from '../Reveal.tsx';

const say = sayer(officeWords);
const sayShared = sayer(sharedWords);
/** The map is large; it is fetched when somebody asks to see it. */
const SmallMap = lazy(() => import('../../ui/map/SmallMap.tsx'));

/** What is known of a matter: where, what was filled in, what came with it, how it was rated. */
export function Facts({ matter }: { matter: MatterFile }): ReactNode {
  const [seen, setSeen] = useState<Readonly<Record<string, unknown>>>({});
  const reveal = useReveal('matters', matter.id);
  const masked = matter.masked.filter((name) => !(name in seen)).map((name) => ({ name, title: String(matter.schema.properties?.[name]?.title ?? name) }));
  return (
    <div className="fact-groups">
      <Place matter={matter} />
      <section>
        <h3>{say('formTitle')}</h3>
        <FieldList schema={matter.schema} value={{ ...matter.form, ...seen }} without={matter.point ? ['point'] : []} />
        <Reveal masked={masked} reveal={reveal} show={(values) => setSeen((before) => ({ ...before, ...values }))} />
      </section>
      <Situation matter={matter} />
      <Materials matter={matter} />
      {matter.rating && <section><h3>{say('ratingTitle')}</h3><p>{[sayShared('rating1'), sayShared('rating2'), sayShared('rating3'), sayShared('rating4'), sayShared('rating5')][matter.rating.level - 1]}{matter.rating.words && `：${matter.rating.words}`}</p></section>}
      {matter.stops.length > 0 && <section><h3>{say('stops')}</h3><ul>{matter.stops.map((stop) => <li key={stop.from}>{say('stopRange', { from: sayTime(stop.from), until: stop.until ? sayTime(stop.until) : say('stopOpen'), why: stop.why })}</li>)}</ul></section>}
      <p className="links"><a href={`/command/trace/${matter.traceId}`}><Icon name="trace" /> {say('trace')}</a>{matter.parentId && <Link to={`/office/matters/${matter.parentId}`}><Icon name="link" /> {say('linkedParent')}</Link>}</p>
    </div>
  );
}

function Place({ matter }: { matter: MatterFile }): ReactNode {
  const [shown, show] = useState(false);
  return (
    <section>
      <h3>{say('place')}</h3>
      <p>{matter.address && <>{matter.address}<br /></>}<span className="quiet"><RegionName code={matter.region} /></span></p>
      {matter.point && !shown && <button type="button" className="button" onClick={() => show(true)}><Icon name="mapPin" />{sayShared('seeMap')}</button>}
      {matter.point && shown && <Suspense fallback={<Busy />}><SmallMap point={matter.point as [number, number]} name={matter.title} /></Suspense>}
    </section>
  );
}

function Situation({ matter }: { matter: MatterFile }): ReactNode {
  const type = useMatterType(Object.keys(matter.answers).length > 0 ? matter.type : undefined).data;
  if (!type) return null;
  return (
    <section>
      <h3>{say('answersTitle')}</h3>
      <dl className="facts">{type.questions.filter(({ key }) => matter.answers[key]).map(({ key, title, options }) => <div key={key}><dt>{title}</dt><dd>{options[matter.answers[key] ?? ''] ?? matter.answers[key]}</dd></div>)}</dl>
    </section>
  );
}

function Materials({ matter }: { matter: MatterFile }): ReactNode {
  const given = Object.entries(matter.materials);
  const type = useMatterType(given.length > 0 ? matter.type : undefined).data;
  if (given.length === 0) return null;
  return (
    <section>
      <h3>{say('materials')}</h3>
      <ul className="materials">
        {given.map(([key, material]) => (
          <li key={key}>
            <span>{type?.materials.find((each) => each.key === key)?.title ?? key}</span>
            <span>
              {material.licence && <span className="tag done">{say('byLicence', { licence: material.licence })}</span>}
              {material.later && <span className="tag">{say('later')}</span>}
              {(material.files ?? []).map((file, at) => <FileLink key={file} id={file} name={String(at + 1)} />)}
              {!material.licence && !material.later && !material.files?.length && <span className="quiet">{say('notGiven')}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
