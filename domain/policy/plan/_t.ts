import {importPlan} from './plan.ts';
import fs from 'node:fs';
for(const f of fs.readdirSync('/work/shared/plans')){console.time(f);const r=await importPlan(fs.readFileSync('/work/shared/plans/'+f));console.timeEnd(f);
console.log(r.title,'|',r.issuer,'|',r.documentNumber,'|',r.day,'|',r.place,'|',r.tasks.length);
if(process.argv[2]&&f.startsWith(process.argv[2]))for(const t of r.tasks)console.log(t.ordinal,t.number,t.kind,t.title,'|L',t.lead.map(u=>u.name+(u.recognised?'':'??')).join('+'),'|R',t.responsible.map(u=>u.name+(u.recognised?'':'??')+(u.cooperating?'~':'')).join('+'),'|D',t.deadlines.map(d=>d.words+'='+d.day).join(';'),'|F',t.figures.map(d=>d.words+'='+d.bound+d.value+d.unit+' '+d.measures+(d.role=='target'?'!':'')).join(';'));
console.log(r.doubts.filter(d=>!['year-inferred','title-from-text'].includes(d.code)).map(d=>d.zh+(d.task??'')).join('\n'))}
