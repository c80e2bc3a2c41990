/** Renders what makes the generated modules a package: manifest, compiler options, README, entry point. */
import { CodeWriter } from "@koine/codegen";
import type { ApiPlan, ModulePlan } from "../../plan/plan-model.ts";
import { moduleFile, toCamelCase } from "./names.ts";
import { toImportedPackage } from "./package-names.ts";
import type { PackageNames } from "./package-names.ts";

/** Renders `package.json`. */
export function renderManifest({ api, imports }: ApiPlan, { packageName }: PackageNames, koineVersion: string): string {
  const { version, description, license, authors, homepage, repository } = api.package;
  const others = imports.map((one) => [toImportedPackage(one), `^${one.plan.api.package.version}`] as const);
  const manifest = {
    name: packageName,
    version,
    ...(description === undefined ? {} : { description }),
    ...(license === undefined ? {} : { license }),
    ...(authors.length === 0 ? {} : { contributors: authors }),
    ...(homepage === undefined ? {} : { homepage }),
    ...(repository === undefined ? {} : { repository }),
    type: "module",
    sideEffects: false,
    files: ["dist", "src"],
    exports: {
      ".": { types: "./dist/index.d.ts", bun: "./src/index.ts", default: "./dist/index.js" },
      // What packages of documents that import this one need.
      "./internal/*.js": { types: "./dist/*.d.ts", bun: "./src/*.ts", default: "./dist/*.js" },
      "./package.json": "./package.json",
    },
    engines: { node: ">=20.12" },
    scripts: { build: "tsc", prepack: "tsc" },
    // Types of descriptors are of `@koine/ctypes`, and the declarations of this package name them.
    dependencies: { koine: `^${koineVersion}`, "@koine/ctypes": `^${koineVersion}`, ...Object.fromEntries(others) },
    devDependencies: { typescript: ">=5.9" },
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** Renders `tsconfig.json`. */
export function renderCompilerOptions(): string {
  const options = {
    compilerOptions: {
      target: "es2023",
      lib: ["es2023", "esnext.disposable", "dom"],
      module: "nodenext",
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: true,
      erasableSyntaxOnly: true,
      allowImportingTsExtensions: true,
      rewriteRelativeImportExtensions: true,
      declaration: true,
      sourceMap: true,
      stripInternal: true,
      skipLibCheck: true,
      types: [],
      rootDir: "src",
      outDir: "dist",
    },
    include: ["src"],
  };
  return `${JSON.stringify(options, undefined, 2)}\n`;
}

/** Renders `src/index.ts`: a single module as it is, several under their names. */
export function renderIndex({ api, modules }: ApiPlan): string {
  const writer = new CodeWriter();
  writer.doc(api.package.description ?? `${api.package.name}: a native library.`);
  const [only] = modules;
  if (only !== undefined && modules.length === 1) writer.line(`export * from "./${moduleFile(only)}.ts";`);
  else for (const module of modules) writer.line(exportModule(module));
  writer.line('export { ApiError } from "./support/errors.ts";');
  writer.line('export type { CancelOptions } from "./support/asynchronous.ts";');
  writer.line('export type { NativeIterator, NativeStream } from "./support/iteration.ts";');
  writer.line('export { NativeObject } from "./support/native-object.ts";');
  writer.line('export { Subscription } from "./support/subscription.ts";');
  return writer.toString();
}

/** Renders `README.md`. */
export function renderReadme({ api }: ApiPlan, { packageName, libraryName, variable }: PackageNames): string {
  return `# ${packageName}

${api.package.description ?? `TypeScript for the native library \`${libraryName}\`.`} For Node, Bun and Deno.

\`\`\`sh
npm install ${packageName}
\`\`\`

The library is found as the system finds \`${libraryName}\` (\`lib${libraryName}.so\`, \`${libraryName}.dll\`, \`lib${libraryName}.dylib\`); the
environment variable \`${variable}\` names its file instead.

- Objects of the library end with \`using\`, or with \`[Symbol.dispose]()\`; the garbage collector ends what is forgotten.
- 64-bit integers are bigints; where one is given, a safe integer may stand for it.
- What the library reports is thrown: \`ApiError\`, or the class of the module's errors, with \`code\` and \`kind\`.
- A library that was built from another document is refused with \`FFI_STALE_BINDING\`, which names every difference.
`;
}

function exportModule(module: ModulePlan): string {
  return `export * as ${toCamelCase(module.declaration.name)} from "./${moduleFile(module)}.ts";`;
}
