import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { at } from '../../src/reference/dated.js';
import { mipsEpisodeMeans } from '../../src/reference/mips-episode-means.js';
import { sharedData } from '../kit/shared-data.js';

describe('Medicare episode means', () => {
  it('are those that CMS published for 2025, and refuse other years', () => {
    const wanted = {
      'knee-arthroplasty': '16748.11',
      'hip-arthroplasty': '17579.87',
      'lumbar-fusion': '39936.97',
      cabg: '49539.77',
      'outpatient-pci': '12160.66',
      'colorectal-resection': '27804.97',
      'lumpectomy-mastectomy': '6855.12',
      cataract: '3393.10',
    };
    for (const [measure, value] of Object.entries(wanted)) expect(at(mipsEpisodeMeans(measure), '2025-06-30').value, measure).toBe(value);
    expect(at(mipsEpisodeMeans('knee-arthroplasty'), '2023-06-30').value).toBe('17101.96');
    expect(() => at(mipsEpisodeMeans('knee-arthroplasty'), '2022-06-30')).toThrow(expect.objectContaining({ code: 'reference/out-of-range' }));
    expect(() => mipsEpisodeMeans('brain')).toThrow(expect.objectContaining({ code: 'reference/out-of-range' }));
  });
  it('agree with the files by year', () => {
    for (const year of [2023, 2024, 2025]) {
      const path = sharedData(`coe/cost-national-averages-${year}.json`);
      if (path === null) return;
      const published: readonly { readonly measureId: string; readonly groupNationalAverage: number }[] = JSON.parse(readFileSync(path, 'utf8'));
      for (const measure of [
        'knee-arthroplasty',
        'hip-arthroplasty',
        'lumbar-fusion',
        'cabg',
        'outpatient-pci',
        'colorectal-resection',
        'lumpectomy-mastectomy',
        'cataract',
      ]) {
        const row = mipsEpisodeMeans(measure).rows.find((each) => each.from.startsWith(String(year)));
        const id = row?.citation.locator.split(', ').at(-1);
        expect(Number(row?.value ?? Number.NaN), `${measure} ${year}`).toBe(
          published.find((each) => each.measureId === id)?.groupNationalAverage ?? Number.NaN,
        );
      }
    }
  });
});
