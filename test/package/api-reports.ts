import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { subpaths } from './subpaths.js';

const FOLDER = 'docs/api';
const TEMP = '.cache/api';

const reportName = (subpath: string): string => (subpath === '' ? 'index' : subpath.replaceAll('/', '-'));

/** The public API of each subpath as text, from the built types. */
export function apiReports(): ReadonlyMap<string, string> {
  rmSync(TEMP, { recursive: true, force: true });
  mkdirSync(TEMP, { recursive: true });
  const reports = new Map<string, string>();
  for (const subpath of subpaths()) {
    const name = reportName(subpath);
    const config = ExtractorConfig.prepare({
      configObjectFullPath: resolve('api-extractor.json'),
      packageJsonFullPath: resolve('package.json'),
      configObject: {
        projectFolder: resolve('.'),
        mainEntryPointFilePath: resolve('dist/esm', subpath, 'index.d.ts'),
        compiler: { tsconfigFilePath: resolve('test/package/tsconfig.api.json'), skipLibCheck: true },
        apiReport: { enabled: true, reportFileName: `${name}.api.md`, reportFolder: resolve(TEMP), reportTempFolder: resolve(TEMP, 'temp') },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        tsdocMetadata: { enabled: false },
        newlineKind: 'lf',
        messages: {
          compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Warning } },
          extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
          tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        },
      },
    });
    Extractor.invoke(config, { localBuild: true, showVerboseMessages: false, messageCallback: (message) => (message.handled = true) });
    reports.set(`${name}.api.md`, readFileSync(`${TEMP}/${name}.api.md`, 'utf8'));
  }
  return reports;
}

/** Which committed reports differ from the API as it is; empty when all agree. */
export function changedReports(): readonly string[] {
  const now = apiReports();
  const committed = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
  const changed = Array.from(now).filter(([name, text]) => !committed.includes(name) || readFileSync(`${FOLDER}/${name}`, 'utf8') !== text);
  return [...changed.map(([name]) => name), ...committed.filter((name) => !now.has(name))].sort();
}

if (process.argv.includes('--write')) {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const reports = apiReports();
  for (const [name, text] of reports) writeFileSync(`${FOLDER}/${name}`, text);
  console.log(`${FOLDER}: ${reports.size} reports`);
}
