/** A category of care in the bench data. All figures are *assumed*; codes are invented patterns. */
export interface BenchCategory {
  readonly name: string;
  /** How often, beside the others. */
  readonly weight: number;
  /** Logarithm of the allowed dollars. Unit: thousandths. */
  readonly mean: number;
  /** Unit: thousandths. */
  readonly spread: number;
  /** Logarithm of the days from service to payment. Unit: thousandths. */
  readonly lag: number;
  readonly claimType: 'institutional' | 'professional';
  readonly placeOfService: string;
  readonly revenueCode: string;
  /** First two characters of invented procedure codes. */
  readonly codes: string;
}

/** The twelve categories. */
export const BENCH_CATEGORIES: readonly BenchCategory[] = [
  {
    name: 'inpatient',
    weight: 14,
    mean: 8200,
    spread: 1100,
    lag: 3700,
    claimType: 'institutional',
    placeOfService: '',
    revenueCode: '0120',
    codes: '',
  },
  {
    name: 'outpatient_surgery',
    weight: 30,
    mean: 7100,
    spread: 900,
    lag: 3500,
    claimType: 'institutional',
    placeOfService: '',
    revenueCode: '0360',
    codes: 'Z1',
  },
  {
    name: 'emergency',
    weight: 38,
    mean: 6500,
    spread: 800,
    lag: 3400,
    claimType: 'institutional',
    placeOfService: '',
    revenueCode: '0450',
    codes: 'Z2',
  },
  {
    name: 'imaging',
    weight: 70,
    mean: 5300,
    spread: 900,
    lag: 3300,
    claimType: 'institutional',
    placeOfService: '',
    revenueCode: '0320',
    codes: 'Z3',
  },
  { name: 'office', weight: 300, mean: 4600, spread: 500, lag: 3000, claimType: 'professional', placeOfService: '11', revenueCode: '', codes: 'Z4' },
  {
    name: 'specialist',
    weight: 150,
    mean: 5000,
    spread: 700,
    lag: 3100,
    claimType: 'professional',
    placeOfService: '11',
    revenueCode: '',
    codes: 'Z5',
  },
  {
    name: 'laboratory',
    weight: 190,
    mean: 3500,
    spread: 900,
    lag: 3000,
    claimType: 'professional',
    placeOfService: '81',
    revenueCode: '',
    codes: 'Z6',
  },
  {
    name: 'behavioral',
    weight: 60,
    mean: 4700,
    spread: 500,
    lag: 3200,
    claimType: 'professional',
    placeOfService: '10',
    revenueCode: '',
    codes: 'Z7',
  },
  { name: 'therapy', weight: 60, mean: 4300, spread: 500, lag: 3300, claimType: 'professional', placeOfService: '11', revenueCode: '', codes: 'Z8' },
  {
    name: 'home_health',
    weight: 12,
    mean: 5100,
    spread: 600,
    lag: 3600,
    claimType: 'professional',
    placeOfService: '12',
    revenueCode: '',
    codes: 'Z9',
  },
  {
    name: 'injection',
    weight: 36,
    mean: 5800,
    spread: 1300,
    lag: 3300,
    claimType: 'professional',
    placeOfService: '11',
    revenueCode: '',
    codes: 'Y1',
  },
  {
    name: 'equipment',
    weight: 40,
    mean: 4400,
    spread: 800,
    lag: 3400,
    claimType: 'professional',
    placeOfService: '12',
    revenueCode: '',
    codes: 'Y2',
  },
];

/** Care by calendar month beside the mean. *Assumed.* Unit: thousandths. */
export const BENCH_SEASON: readonly number[] = [1060, 980, 1030, 1000, 990, 970, 940, 960, 980, 1030, 1010, 1050];
