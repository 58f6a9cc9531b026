import { subpaths } from './subpaths.js';

interface Conditions {
  readonly types: string;
  readonly default: string;
}

/** The two fields of package.json that say what can be imported; both come from one list. */
export interface ExportFields {
  readonly exports: Readonly<Record<string, string | { readonly import: Conditions; readonly require: Conditions }>>;
  readonly typesVersions: { readonly '*': Readonly<Record<string, readonly string[]>> };
  readonly main: string;
  readonly module: string;
  readonly types: string;
}

/** Makes them from the folders of `src`. */
export function exportFields(): ExportFields {
  const conditions = (format: string, path: string): Conditions => ({
    types: `./dist/${format}/${path}index.d.ts`,
    default: `./dist/${format}/${path}index.js`,
  });
  const entries = subpaths().map((name) => {
    const path = name === '' ? '' : `${name}/`;
    return [name === '' ? '.' : `./${name}`, { import: conditions('esm', path), require: conditions('cjs', path) }] as const;
  });
  return {
    main: './dist/cjs/index.js',
    module: './dist/esm/index.js',
    types: './dist/cjs/index.d.ts',
    exports: { ...Object.fromEntries(entries), './package.json': './package.json' },
    typesVersions: {
      '*': Object.fromEntries(
        subpaths()
          .filter((name) => name !== '')
          .map((name) => [name, [`./dist/cjs/${name}/index.d.ts`]]),
      ),
    },
  };
}
