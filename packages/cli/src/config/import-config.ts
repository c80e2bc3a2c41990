/**
 * Runs a configuration on every runtime. Node reads TypeScript itself since 22.18; before that the types are removed here, with
 * what there is: Node's own function, or esbuild or TypeScript of the project. A configuration without types needs none.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Gives the default export of a configuration.
 *
 * @throws {Error} What the configuration throws; a `SyntaxError` when it cannot be read.
 */
export async function importConfig(
  path: string,
  importModule: (url: string) => Promise<unknown> = (url) => import(url),
): Promise<unknown> {
  if (extname(path) === ".json") return JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, ""));
  const url = pathToFileURL(path).href;
  const isTypeScript = /\.[cm]?ts$/.test(path);
  if (isTypeScript && !canReadTypes()) provideSource(url, removeTypes(readFileSync(path, "utf8"), path));
  const module = (await importModule(url)) as { readonly default?: unknown };
  return module.default;
}

/** Tells whether the runtime reads TypeScript: Bun, Deno and Node by what it says of itself. */
export function canReadTypes(): boolean {
  const { features, versions } = process as NodeJS.Process & { readonly features: { readonly typescript?: unknown } };
  return versions["bun"] !== undefined || versions["deno"] !== undefined || Boolean(features.typescript);
}

/** A project's tools, as far as they are needed; TypeScript 7 has no such function. */
interface Transpilers {
  readonly stripTypeScriptTypes?: (text: string) => string;
  readonly transformSync?: (text: string, options: object) => { readonly code: string };
  readonly transpileModule?: (text: string, options: object) => Transpiled;
}

/** Gives a configuration without its types where this Node removes them, which leaves everything else in its place. */
export function plainSource(text: string): string {
  try {
    return (findNodeModule() as Transpilers).stripTypeScriptTypes?.(text) ?? text;
  } catch {
    return text;
  }
}

interface Transpiled {
  readonly outputText: string;
  readonly diagnostics?: readonly {
    readonly start?: number;
    readonly length?: number;
    readonly messageText: unknown;
  }[];
}

function removeTypes(text: string, path: string): string {
  // Node has it since 22.13.
  const { stripTypeScriptTypes } = findNodeModule() as Transpilers;
  if (stripTypeScriptTypes !== undefined) return stripTypeScriptTypes(text);
  const esbuild = requireFrom(path, "esbuild");
  if (esbuild?.transformSync !== undefined) return esbuild.transformSync(text, { loader: "ts" }).code;
  const typescript = requireFrom(path, "typescript");
  if (typescript?.transpileModule === undefined) return text;
  const compilerOptions = { module: "esnext", target: "es2022", verbatimModuleSyntax: true };
  const { outputText, diagnostics = [] } = typescript.transpileModule(text, {
    compilerOptions,
    reportDiagnostics: true,
  });
  const [first] = diagnostics;
  if (first === undefined) return outputText;
  const lines = text.slice(0, first.start).split("\n");
  const position = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, length: first.length };
  throw Object.assign(new SyntaxError(messageOf(first.messageText)), { position });
}

/** TypeScript has a text, or the first of a chain of them. */
function messageOf(said: unknown): string {
  return typeof said === "string" ? said : String((said as { readonly messageText?: unknown }).messageText);
}

/** As it is in this Node: a bundle has functions in its place, also of what is not there. */
function findNodeModule(): typeof import("node:module") {
  return createRequire(import.meta.url)("node:module") as typeof import("node:module");
}

function requireFrom(path: string, name: string): Transpilers | undefined {
  try {
    return createRequire(path)(name) as Transpilers;
  } catch {
    return undefined;
  }
}

/** Gives Node the text of one module. What that imports is found as if it were the file. */
function provideSource(url: string, source: string): void {
  const hooks = `
    const module = ${JSON.stringify({ format: "module", source, shortCircuit: true })};
    export const load = (url, context, next) => (url === ${JSON.stringify(url)} ? module : next(url, context));
  `;
  // What replaces it is not in Node 20, which alone has no other way.
  // oxlint-disable-next-line typescript/no-deprecated
  findNodeModule().register(`data:text/javascript,${encodeURIComponent(hooks)}`);
}
