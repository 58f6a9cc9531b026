import { measured } from '../child.js';
import { connectDuck } from '../duck.js';
import { exposureText, spansASecond, spansCsv } from '../exposure.js';

const COUNT = `
  with months as (select unnest(generate_series(date '2024-01-01', date '2025-12-01', interval 1 month))::date as day)
  select strftime(day, '%Y-%m'), employer_id, count(distinct person_id)::int, count(distinct subscriber_id)::int
  from spans join months on enrollment_start_date <= day and (enrollment_end_date is null or enrollment_end_date >= day)
  group by all`;

await measured({
  prepare: async ({ lines }) => {
    const run = await connectDuck();
    await run([
      `create table spans as select person_id, subscriber_id, employer_id, enrollment_start_date, enrollment_end_date
       from read_csv('${spansCsv(lines)}', types = {'enrollment_start_date': 'DATE', 'enrollment_end_date': 'DATE'})`,
    ]);
    return run;
  },
  run: async (run, { lines }) => {
    const before = process.cpuUsage();
    const rows = await run([COUNT]);
    const speed = spansASecond(lines, process.cpuUsage(before));
    return {
      result: exposureText(
        rows.map(([month = '', employer = '', members = '', employees = '']) => [month, employer, Number(members), Number(employees)]),
      ),
      notes: { 'spans a second of a core': speed },
    };
  },
});
