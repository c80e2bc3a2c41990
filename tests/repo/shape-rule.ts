/** The rules on the shape of files: size, header comment, names. What stands in the lines is `content-rule.ts`. */
import { isOwnSource, isTestFile, parsePackageSource } from "./source-file.ts";
import type { SourceFile, Violation } from "./source-file.ts";

const hardLimit = 500;
const medianLimit = 120;

/** Files that may be longer, each with its reason. */
const longFiles: readonly { readonly path: string; readonly reason: string }[] = [];

/** Counts lines as editors do: a final line break does not start a line. */
function countLines(text: string): number {
  return text.replace(/\n$/, "").split("\n").length;
}

/** Tells whether a file is code that generated packages bring along, in whatever language. */
function isSupportCode({ path }: SourceFile): boolean {
  return /^packages\/[a-z]+\/support\//.test(path);
}

/** Checks that no file is over the hard limit, and that the median of the packages' sources is small. */
export function checkFileSizes(files: readonly SourceFile[]): Violation[] {
  const own = files.filter(isOwnSource);
  const long = files
    .filter((file) => isOwnSource(file) || isSupportCode(file))
    .filter((file) => countLines(file.text) > hardLimit && !longFiles.some(({ path }) => path === file.path))
    .map((file) => `${file.path}: ${String(countLines(file.text))} lines, more than ${String(hardLimit)}`);
  const sizes = own
    .filter((file) => parsePackageSource(file.path) !== undefined && !isTestFile(file.path))
    .map((file) => countLines(file.text))
    .sort((a, b) => a - b);
  const median = sizes[Math.floor(sizes.length / 2)] ?? 0;
  return median > medianLimit
    ? [...long, `packages: the median file has ${String(median)} lines, more than ${String(medianLimit)}`]
    : long;
}

/** Checks that every source says at its top what it owns. A test beside its subject need not: the subject does. */
export function checkHeaderComments(files: readonly SourceFile[]): Violation[] {
  const paths = new Set(files.map((file) => file.path));
  const isBesideSubject = (path: string): boolean =>
    isTestFile(path) && paths.has(path.replace(/\.(test|test-d)(?=\.(ts|mjs)$)/, ""));
  return files
    .filter((file) => (isOwnSource(file) && !isBesideSubject(file.path)) || isSupportCode(file))
    .filter((file) => countHeaderWords(file.text) === 0)
    .map((file) => `${file.path}:1: has no header comment that says what it owns`);
}

function countHeaderWords(text: string): number {
  const start = text.replace(/^#![^\n]*\n/, "");
  const header = /^(?:\/\*([\s\S]*?)\*\/|((?:\/\/[^\n]*\n)+)|"""([\s\S]*?)""")/.exec(start)?.slice(1).join("") ?? "";
  return header.match(/[a-z]{2,}/gi)?.length ?? 0;
}

/** `koine.config.ts` has the name that the command looks for. */
const closedSuffixes = new Set(["", ".test", ".test-d", ".case", ".bench", ".gen", ".config"]);

/** Checks that names are kebab-case, say something, and end in a known suffix. */
export function checkFileNames(files: readonly SourceFile[]): Violation[] {
  const own = files.filter((file) => isOwnSource(file) && /^(packages|scripts|tests|bench|examples)\//.test(file.path));
  return own.flatMap((file) => {
    const segments = file.path.split("/");
    const match = /^([^.]+)((?:\.[a-z-]+)?)\.(ts|mjs|c|h|cc|cpp)$/.exec(segments.at(-1) ?? "");
    const stem = match?.[1] ?? "";
    const suffix = match?.[2] ?? "";
    const problems = [];
    if (match === null || !closedSuffixes.has(suffix)) problems.push("its suffix is not one of the closed set");
    for (const segment of [...segments.slice(0, -1), stem]) {
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(segment)) problems.push(`"${segment}" is not kebab-case`);
      if (/^(utils?|helpers?|misc|common)$/.test(segment)) problems.push(`"${segment}" says nothing`);
    }
    return problems.map((problem) => `${file.path}: ${problem}`);
  });
}
