import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { exportFields } from '../package/exports-map.js';

const areasIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.ts'))
        .map((name) => name.replace(/\.ts$/, ''))
        .sort()
    : [];

const camel = (name: string): string => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** A file that joins the lists of all areas. */
function registry(folder: string, list: string, type: string, from: string, says: string): string {
  const areas = areasIn(`${folder}/${list === 'operations' ? 'operations' : 'subjects'}`);
  const sub = list === 'operations' ? 'operations' : 'subjects';
  const imports = areas.map((area) => `import { ${list} as ${camel(area)} } from './${sub}/${area}.js';`);
  return [
    '// Made by `npm run generate` from the files beside it.',
    `import type { ${type} } from './${from}.js';`,
    ...imports,
    '',
    `/** ${says} */`,
    `export const ${list}: readonly ${type}[] = [${areas.map((area) => `...${camel(area)}`).join(', ')}];`,
    '',
  ].join('\n');
}

writeFileSync('test/conformance/registry.ts', registry('test/conformance', 'operations', 'Operation', 'operation', 'Every operation that a case may name.'));
writeFileSync('test/laws/registry.ts', registry('test/laws', 'subjects', 'LawSubject', 'law-subject', 'Every aggregate of the library, for the shared laws.'));

const manifest: Readonly<Record<string, unknown>> = JSON.parse(readFileSync('package.json', 'utf8'));
writeFileSync('package.json', `${JSON.stringify({ ...manifest, ...exportFields() }, null, 2)}\n`);

const { conformancePage } = await import('../conformance/page.js');
mkdirSync('docs/reference', { recursive: true });
writeFileSync('docs/reference/conformance.md', conformancePage());

const { codePages } = await import('../docs/code-pages.js');
writeFileSync('docs/reference/codes.md', codePages());
console.log('package.json, registries, docs/reference: made from the sources');
