/**
 * Finds the TypeScript examples in Markdown and TSDoc, and turns each into a module that checks its own `// →` comments.
 * Compiling and running them is `docs-examples.test.ts`; what authors need to know is in CONTRIBUTING.md.
 */
import type { SourceFile } from "./source-file.ts";
import { lineAt, scanSource } from "./source-scanner.ts";

/** How far an example is taken. */
export type ExampleMode = "run" | "no-run" | "fragment";

/** One example. */
export interface DocsExample {
  readonly path: string;
  /** 1-based line of its first line of code. */
  readonly line: number;
  readonly code: string;
  readonly mode: ExampleMode;
  /** Why it is not run; empty for those that are. */
  readonly reason: string;
}

/** Finds the examples of a Markdown file, or those in the `@example` tags of a TypeScript source. */
export function findExamples(file: SourceFile): readonly DocsExample[] {
  if (file.path.endsWith(".md")) return findFences(file.path, file.text, 1);
  return scanSource(file.text).comments.flatMap((comment) => {
    if (!comment.text.startsWith("/**") || !/^\s*\*?\s*@example\b/m.test(comment.text)) return [];
    return findFences(file.path, comment.text.replaceAll(/^[ \t]*\*(?: |$)/gm, ""), lineAt(file.text, comment.offset));
  });
}

function findFences(path: string, text: string, firstLine: number): DocsExample[] {
  const fences = [...text.matchAll(/^([ \t]*)```(?:ts|typescript)\b([^\n]*)\n([\s\S]*?)^\1```/gm)];
  return fences.map((fence) => {
    const information = /^\s*(no-run|fragment)?(?:\s*:?\s+(.*))?$/.exec(fence[2] ?? "");
    const indentation = new RegExp(`^${fence[1] ?? ""}`, "gm");
    return {
      path,
      line: firstLine + lineAt(text, fence.index),
      code: (fence[3] ?? "").replaceAll(indentation, ""),
      mode: (information?.[1] as ExampleMode | undefined) ?? "run",
      reason: information?.[2]?.trim() ?? "",
    };
  });
}

/** The name of the module that generated examples import their checks from. */
export const checksModule = "./example-checks.ts";

/** A generated module, and what is wrong with the example it was made from. */
export interface RenderedExample {
  readonly text: string;
  readonly problems: readonly string[];
}

/**
 * Renders an example as a module. Lines keep their numbers, so that a compiler's message points into the document; the line
 * before the code, where the fence is, takes the import of the checks.
 */
export function renderExample(example: DocsExample): RenderedExample {
  const problems: string[] = [];
  const lines = example.code.split("\n").map((line, index) => {
    const promise = /^(\s*)(.*?)\s*\/\/ → (.+)$/.exec(line);
    if (promise === null) return line;
    const [, indentation = "", statement = "", expected = ""] = promise;
    const place = `${example.path}:${String(example.line + index)}`;
    const rendered = renderPromise(statement, expected, place);
    if (rendered === undefined)
      problems.push(`${place}: "// →" must follow one statement that is complete on its line`);
    return indentation + (rendered ?? statement);
  });
  const head = `${"\n".repeat(Math.max(example.line - 2, 0))}import * as exampleChecks from "${checksModule}";\n`;
  return { text: `${head}${lines.join("\n")}\nvoid exampleChecks;\nexport {};\n`, problems };
}

/** Tells whether every bracket that a line opens is closed on it, and none other. */
function isBalanced(statement: string): boolean {
  let depth = 0;
  for (const character of scanSource(statement).code) {
    if ("([{".includes(character)) depth += 1;
    if (")]}".includes(character)) depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

function renderPromise(statement: string, expected: string, place: string): string | undefined {
  if (!isBalanced(statement)) return undefined;
  const declaration = /^(?:export )?(?:const|let) (\w+)(?:: [^=]+)? = .+;$/.exec(statement);
  const expression =
    declaration === null
      ? /^(?!(?:const|let|using|return|import|export|throw)\b)(.+);$/.exec(statement)?.[1]
      : undefined;
  const where = JSON.stringify(place);
  const code = /^throws (\w+)$/.exec(expected)?.[1];
  if (code !== undefined) {
    if (expression === undefined) return undefined;
    return `await exampleChecks.expectThrow(async () => ${expression}, ${JSON.stringify(code)}, ${where});`;
  }
  if (declaration !== null)
    return `${statement} exampleChecks.expectValue(${declaration[1] ?? ""}, (${expected}), ${where});`;
  return expression === undefined ? undefined : `exampleChecks.expectValue(${expression}, (${expected}), ${where});`;
}

/** The source of the module that generated examples import. */
export const checksModuleText = `
import assert from "node:assert/strict";

export function expectValue(actual: unknown, expected: unknown, place: string): void {
  try {
    assert.deepEqual(actual, expected);
  } catch (error) {
    throw new Error(place + ": " + (error as Error).message);
  }
}

export async function expectThrow(work: () => unknown, code: string, place: string): Promise<void> {
  try {
    await work();
  } catch (error) {
    const found = error as { code?: unknown; name?: unknown };
    if (found.code === code || found.name === code) return;
    throw new Error(place + ": threw something else than " + code, { cause: error });
  }
  throw new Error(place + ": did not throw " + code);
}
`;
