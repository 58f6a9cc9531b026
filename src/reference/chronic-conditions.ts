import type { Citation } from './citation.js';

/** Where the chronic conditions come from. */
export const chronicConditionCitation: Citation = {
  publisher: 'Agency for Healthcare Research and Quality (AHRQ)',
  title: 'CCSR for ICD-10-CM v2022.1 and Chronic Condition Indicator v2021.1 (beta)',
  locator: 'a code counts when one of its categories is in the list of the condition and the indicator says chronic',
  url: null,
  retrieved: '2026-11-24',
  lastVerified: null,
  status: 'derived',
  licence: 'US government work (public domain); this derivation CC0',
};

/** Version of the shipped conditions. */
export const CHRONIC_CONDITION_VERSION = '2022.1';

/**
 * ICD-10-CM beginnings of 44 chronic conditions: separated by semicolons, the name, then its prefixes without dots.
 *
 * Limits: the indicator is a beta with odd calls (K75.81 isn't flagged); newer codes match by prefix. Load another list in the same
 * shape to replace it.
 *
 * @source AHRQ CCSR v2022.1, chronic indicator v2021.1 (beta)
 * @testedBy coe/conditions.test.ts: against the published derivation
 */
export const chronicConditionText = `
hypertension: H35031 H35032 H35033 I10 I11 I12 I13 I15 I16 I674 O10 O11 O16; ischaemic-heart-disease: I20 I21 I22 I240 I248 I249 I251 I252 I255 I256 I257 I258 I259; heart-failure:
I0981 I110 I130 I132 I50 I9713 Z95811 Z95812; cardiac-arrhythmia: I47 I48 I491 I492 I493 I494 I495 I498 I499; stroke-and-sequelae: G436 I60 I61 I62 I63 I69;
peripheral-vascular-disease: I70 I711 I712 I713 I714 I715 I716 I718 I719 I72 I73 I790 K551 Z95820; diabetes: E08 E09 E10 E11 E13 E891 O240 O241 O243 O248 O249; obesity: E660 E661
E662 E668 E669 O9921 Z683 Z684; lipid-disorder: E780 E781 E782 E783 E784 E785; thyroid-disorder: E00 E01 E02 E030 E031 E032 E033 E038 E039 E04 E05 E06 E071 E890; cystic-fibrosis:
E84; asthma: J45; copd: J41 J42 J43 J44 J47; chronic-kidney-disease: D631 E0822 E0922 E1022 E1122 E1322 I12 I13 N18 Z49; inflammatory-bowel-disease: K50 K51; chronic-liver-disease:
B180 B181 B182 B251 K700 K701 K702 K703 K709 K710 K7110 K717 K718 K719 K74 K7589 K759 K760 K761 K763 K764 K765 K766 K767 K768 K769 K77; rheumatoid-and-autoimmune-arthritis: M029
M05 M06 M07 M08 M45 M488; lupus-and-connective-tissue: L93 M30 M31 M32 M33 M34 M350 M351 M353 M355 M3581 M3589 M359 M360 M368; osteoarthritis: M15 M16 M17 M18 M19; osteoporosis:
M81; low-back-and-spine: L4053 M081 M438X9 M45 M460 M461 M463 M464 M465 M468 M469 M47 M481 M482 M483 M488 M489 M49 M500 M502 M503 M508 M509 M510 M512 M513 M514 M518 M519 M961;
gout: M10 M1A; depression: F320 F321 F322 F323 F324 F328 F329 F32A F330 F331 F332 F333 F3341 F338 F339 F341; bipolar: F301 F302 F303 F308 F309 F310 F311 F312 F313 F314 F315 F316
F3171 F3173 F3175 F3177 F318 F319 F340; anxiety: F10180 F10280 F12180 F12280 F13180 F13280 F14180 F14280 F15180 F15280 F16180 F16280 F18180 F18280 F19180 F19280 F40 F41 F930 F940;
schizophrenia-spectrum: F060 F061 F1015 F1025 F1115 F1125 F1215 F1225 F1315 F1325 F1415 F1425 F1515 F1525 F1615 F1625 F1815 F1825 F1915 F1925 F20 F21 F22 F24 F25 F28 F29;
neurodevelopmental: F70 F71 F72 F73 F78 F79 F80 F81 F82 F84 F88 F89 F90 F948 F949 F95 F984 F985 F988; alcohol-related: F1010 F1012 F1013 F1014 F1015 F1018 F1019 F1020 F1022 F1023
F1024 F1025 F1026 F1027 F1028 F1029 G312 G621 I426 K292 K70; opioid-related: F1110 F1112 F1113 F1114 F1115 F1118 F1119 F1120 F1122 F1123 F1124 F1125 F1128 F1129;
multiple-sclerosis: G35; epilepsy: G40; migraine-and-headache: G43 G4400 G4401 G4402 G4403 G4404 G44209 G4421 G4422 G4432 G4451 G4452; parkinson: G20; dementia: F01 F02 F03 F04 F05
F078 F1917 F1927 F482 G30 G310 G311 G3181 G3183 G3184 G319; hiv: B20 Z21; sickle-cell: D57; haemophilia-and-coagulation: D473 D65 D66 D67 D68 D691 D693 D694 D696 D7582 M362;
breast-cancer: C50 D05; colorectal-cancer: C18 C19 C20 C260 C49A4 C49A5 D010 D011 D012 D0140; lung-cancer: C33 C34 C384 C39 D021 D022 D023 D024; prostate-cancer: C61 D075;
blood-cancer: C81 C82 C83 C84 C85 C86 C88 C90 C91 C920 C921 C922 C924 C925 C926 C929 C92A C92Z C93 C940 C942 C943 C9441 C948 C95 C960 C9620 C9621 C9629 C965 C966 C969 C96Z;
metastatic-cancer: C77 C78 C79; other-cancer: C00 C01 C02 C03 C04 C05 C06 C07 C08 C09 C10 C11 C12 C13 C14 C15 C16 C17 C21 C22 C23 C24 C25 C261 C269 C30 C31 C32 C37 C380 C381 C382
C383 C388 C40 C41 C43 C45 C46 C47 C48 C490 C491 C492 C493 C494 C495 C496 C498 C499 C49A0 C49A1 C49A2 C49A3 C49A9 C51 C52 C53 C54 C55 C56 C57 C58 C60 C62 C63 C64 C65 C66 C67 C68 C69
C70 C71 C72 C73 C74 C75 C76 C7A C7B C80 C923 C9622 C964 C96A D00 D013 D0149 D015 D017 D019 D020 D03 D070 D071 D072 D073 D074 D076 D09 E3122 E3123
`;
