import ts from 'typescript';

/** The whole project as the compiler sees it. */
export function projectProgram(): ts.Program {
  const read = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path));
  const parsed = ts.parseJsonConfigFileContent(read.config, ts.sys, '.');
  return ts.createProgram(parsed.fileNames, parsed.options);
}
