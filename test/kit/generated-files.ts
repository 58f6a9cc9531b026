import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { conformancePage } from '../conformance/page.js';
import { codePages } from '../docs/code-pages.js';
import { exportFields } from '../package/exports-map.js';

const camel = (name: string): string => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The formatter's. Unit: characters. */
const LINE_WIDTH = 150;

/** A file that joins the lists of all areas. */
function registry(o: {
  readonly folder: string;
  readonly list: string;
  readonly type: string;
  readonly from: string;
  readonly says: string;
}): string {
  const folder = `${o.folder}/${o.list}`;
  const areas = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.ts'))
        .map((name) => name.replace(/\.ts$/, ''))
        .sort()
    : [];
  const spread = areas.map((area) => `...${camel(area)}`);
  const declared = `export const ${o.list}: readonly ${o.type}[] =`;
  const short = `${declared} [${spread.join(', ')}];`;
  return [
    '// Made by `npm run generate` from the files beside it.',
    `import type { ${o.type} } from './${o.from}.js';`,
    ...areas.map((area) => `import { ${o.list} as ${camel(area)} } from './${o.list}/${area}.js';`),
    '',
    `/** ${o.says} */`,
    ...(short.length <= LINE_WIDTH ? [short] : [`${declared} [`, ...spread.map((each) => `  ${each},`), '];']),
    '',
  ].join('\n');
}

function manifest(): string {
  const now: Readonly<Record<string, unknown>> = JSON.parse(readFileSync('package.json', 'utf8'));
  return `${JSON.stringify({ ...now, ...exportFields() }, null, 2)}\n`;
}

/** Every file that follows from the sources, with the text it should have. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['package.json', manifest()],
    [
      'test/conformance/registry.ts',
      registry({
        folder: 'test/conformance',
        list: 'operations',
        type: 'Operation',
        from: 'operation',
        says: 'Every operation that a case may name.',
      }),
    ],
    [
      'test/laws/registry.ts',
      registry({
        folder: 'test/laws',
        list: 'subjects',
        type: 'LawSubject',
        from: 'law-subject',
        says: 'Every aggregate of the library, for the shared laws.',
      }),
    ],
    ['docs/reference/conformance.md', conformancePage()],
    ['docs/reference/codes.md', codePages()],
  ]);
}
