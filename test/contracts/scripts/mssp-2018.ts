import { sharedData } from '../../kit/shared-data.js';
import { auditRows, readRows, settleRows } from '../mssp-2018-rows.js';

const path = sharedData('contracts/mssp_settlements_2018.csv');
if (path !== null) {
  const rows = readRows(path);
  for (const rates of ['given', 'quality'] as const) {
    const result = auditRows(rows, rates);
    console.log(
      `${rows.length} settlements of 2018 from the printed ${rates === 'given' ? 'rates' : 'quality scores'}: ${result.exact} exact, ${result.withinPrintedRounding} within printed rounding, ${result.contradiction} contradict`,
    );
    if (rates === 'given')
      console.log(
        `gains ${result.gains.rows} summing ${result.gains.sum}, losses ${result.losses.rows} summing ${result.losses.sum}, zeros ${result.zeros}`,
      );
    for (const line of result.contradictions) console.log(line);
  }
  const { settled, seconds } = settleRows(rows);
  console.log(`${settled} settled with whole trace in ${seconds.toFixed(2)} s, ${((seconds * 1000) / settled).toFixed(2)} ms each`);
}
