/**
 * `bindHeaders` behind a cache. Nothing of the front end is loaded when the cache has the answer: that is what makes the second
 * run of `koine bind` quick.
 */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { BindOptions } from "../bind-options.ts";
import type { BindOutput } from "../bind-result.ts";
import { hashContent, HeaderFiles, standardInput } from "../header/header-files.ts";
import { BindCache } from "./bind-cache.ts";
import { CacheDirectory } from "./cache-directory.ts";
import { computeCacheKey } from "./cache-key.ts";
import { recordDependencies } from "./dependencies.ts";
import { CompilerAnswers } from "../compiler/compiler-answers.ts";
import { allTexts, limitTexts } from "./wanted-texts.ts";
import type { OutputText } from "./wanted-texts.ts";

/** Where bindings are kept, and how much of them. */
export interface BindCacheOptions {
  /** Created if it is not there. */
  readonly directory: string;
  /** Bound on all files together; what was not used for longest goes first. 64 MiB when absent. */
  readonly maximumBytes?: number | undefined;
  /** Whether the headers are read whatever was kept, and nothing of them is kept. What compilers say of themselves is. */
  readonly isBypassed?: boolean | undefined;
  /** What will be read of the binding; all when absent. Nothing else is rendered, and what reads it throws an `Error`. */
  readonly texts?: readonly OutputText[] | undefined;
  /** Is called when the front end is loaded and headers are about to be read, which is when the cache has no answer. */
  readonly beforeReading?: (() => void) | undefined;
}

/** Whether a header is no file: what a pipe has is there once, and to look whether it has changed would take it away. */
function readsStream({ headers, preincludes = [], workingDirectory = process.cwd() }: BindOptions): boolean {
  return [...preincludes, ...headers].some((header) => {
    if (header === standardInput) return true;
    try {
      const facts = statSync(resolve(workingDirectory, header), { throwIfNoEntry: false });
      return facts !== undefined && !facts.isFile();
    } catch {
      // It is reported where it is read.
      return false;
    }
  });
}

/**
 * Binds C headers like `bindHeaders`, or gives what that gave before, if everything that it read is unchanged: the content of
 * all files, and that there is still nothing in the places that were searched before them.
 *
 * What another front end reads, a compiler says or a pipe had is not kept: nobody knows what it depends on. A cache that is damaged or cannot
 * be written costs time and nothing else.
 *
 * @param cache None to keep nothing at all.
 */
export async function bindHeadersCached(
  options: BindOptions,
  cache: BindCacheOptions | undefined,
): Promise<BindOutput> {
  const { reader, probe } = options;
  if (cache === undefined) return (await import("../front-end.ts")).bindHeaders(options);
  const directory = new CacheDirectory(cache.directory, cache.maximumBytes ?? 64 * 2 ** 20);
  const { texts = allTexts } = cache;
  const bind = async (files: HeaderFiles): Promise<BindOutput> => {
    const { bindHeadersFrom } = await import("../front-end.ts");
    cache.beforeReading?.();
    return limitTexts(bindHeadersFrom(options, files, new CompilerAnswers(process.env, cache.directory)), texts);
  };
  const isForOnce = cache.isBypassed === true || reader !== undefined || probe !== undefined || readsStream(options);
  if (isForOnce) return bind(new HeaderFiles());
  const kept = new BindCache(directory);
  const key = computeCacheKey(options, texts);
  const found = kept.find(key);
  if (found !== undefined) return limitTexts(found, texts);
  // Headers will be hashed. Node compiles what it loads for that from its source when `beforeReading` has set V8's flags.
  hashContent("");
  const startedMs = Date.now();
  const files = new HeaderFiles();
  const output = await bind(files);
  if (output.isBound) kept.store(key, { output, texts }, recordDependencies(files.trace(), startedMs));
  return output;
}
