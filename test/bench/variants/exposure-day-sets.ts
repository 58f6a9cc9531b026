import { dayNumber } from '../../../src/time/iso-date.js';
import { firstDayOfMonth, lastDayOfMonth, monthFromIndex, monthIndex } from '../../../src/time/month.js';
import { measured } from '../child.js';
import { EXPOSURE_MONTHS, exposureText, spanRows, spansASecond } from '../exposure.js';

// The plain way: the set of covered days of each person and of each contract's employee, then a look at every month.
await measured({
  prepare: ({ lines }) => spanRows(lines),
  run: (rows, { lines }) => {
    const before = process.cpuUsage();
    const [first, last] = [monthIndex(EXPOSURE_MONTHS[0]), monthIndex(EXPOSURE_MONTHS[1])];
    const [from, to] = [firstDayOfMonth(first), lastDayOfMonth(last)];
    const persons = new Map<string, { readonly employer: string; readonly contract: string; readonly self: boolean; readonly days: Set<number> }>();
    for (const row of rows) {
      const employer = row.employer_id ?? '';
      const person = persons.get(row.person_id) ?? {
        employer,
        contract: `${employer} ${row.subscriber_id}`,
        self: row.subscriber_relation === 'self',
        days: new Set<number>(),
      };
      persons.set(row.person_id, person);
      const end = row.enrollment_end_date === null ? to : Math.min(to, dayNumber(row.enrollment_end_date ?? ''));
      for (let day = Math.max(from, dayNumber(row.enrollment_start_date)); day <= end; day += 1) person.days.add(day);
    }
    const cells = new Map<string, { members: number; employees: number }>();
    for (let month = first; month <= last; month += 1) {
      const day = firstDayOfMonth(month);
      const contracts = new Set<string>();
      for (const person of persons.values()) {
        if (!person.days.has(day)) continue;
        const key = `${monthFromIndex(month)} ${person.employer}`;
        const cell = cells.get(key) ?? { members: 0, employees: 0 };
        cells.set(key, cell);
        cell.members += 1;
        if (!contracts.has(person.contract)) cell.employees += 1;
        contracts.add(person.contract);
      }
    }
    const speed = spansASecond(lines, process.cpuUsage(before));
    return {
      result: exposureText([...cells].map(([key, cell]) => [key.slice(0, 7), key.slice(8), cell.members, cell.employees])),
      notes: { 'spans a second of a core': speed },
    };
  },
});
