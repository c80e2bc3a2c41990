/**
 * Finds and reads included files. The order is that of compilers: beside the including file (for `"…"`), the quote
 * directories, the given directories, the headers of this package, the system directories.
 */
import type { CommentPolicy } from "../lex/lexer.ts";
import type { IncludeName } from "./include-name.ts";
import type { IsSameFile } from "./once-files.ts";
import { makeSourceFile } from "./source-file.ts";
import type { FilePlace, SourceFile } from "./source-file.ts";

/** Where to look for headers. */
export interface IncludeOptions {
  /** Reads a file; `undefined` if there is none. */
  readonly readFile: (path: string) => string | undefined;
  /** Reads the bytes of a file, for `#embed`; those of its text when absent. */
  readonly readBytes?: ((path: string) => Uint8Array | undefined) | undefined;
  /** Tells whether two paths lead to one file, as links do; different paths are different files when absent. */
  readonly isSameFile?: IsSameFile | undefined;
  /** Directories for `#embed` (`--embed-dir`). */
  readonly embedDirectories?: readonly string[] | undefined;
  /** Directories for `#include "…"` only (`-iquote`). */
  readonly quoteIncludeDirectories?: readonly string[] | undefined;
  /** Directories searched before those of the system (`-I`). */
  readonly includeDirectories?: readonly string[] | undefined;
  readonly systemIncludeDirectories?: readonly string[] | undefined;
  /** How many of the system directories are searched before the compiler's own headers, as those of musl are; none when absent. */
  readonly directoriesBeforeBuiltIns?: number | undefined;
  /** Which comments document declarations; doc comments when absent. */
  readonly comments?: CommentPolicy | undefined;
  /** Whether trigraphs are replaced, `??=` by `#`. */
  readonly hasTrigraphs?: boolean | undefined;
  /** The compiler's own headers by name, such as `stddef.h`. */
  readonly findBuiltInHeader: (name: string) => string | undefined;
}

/** An `#include` as it is written. */
export interface IncludeRequest extends IncludeName {
  /** `#include_next`: only the directories behind the one where the including file was found. */
  readonly isNext: boolean;
  readonly from: FoundFile | undefined;
}

/** A file, and where it was found this time: one that is read again may be found elsewhere. */
export interface FoundFile {
  readonly file: SourceFile;
  /** Index of the directory; -1 beside the including file, `undefined` for a file that is named by its path. */
  readonly directoryIndex: number | undefined;
}

interface Directory {
  readonly path: string;
  readonly isSystem: boolean;
  readonly isBuiltIn: boolean;
}

/** Directory under which the headers of this package appear. */
export const builtInDirectory = "<built-in>";

/** The include path of one translation unit, and the files it was found to hold. */
export class IncludeSearch {
  readonly #options: IncludeOptions;
  readonly #directories: readonly Directory[];
  readonly #firstAngleDirectory: number;
  readonly #files = new Map<string, SourceFile | undefined>();
  readonly #found = new Map<string, FoundFile | undefined>();

  constructor(options: IncludeOptions) {
    this.#options = options;
    const quote = options.quoteIncludeDirectories ?? [];
    const toDirectory = (path: string, isSystem: boolean): Directory => ({ path, isSystem, isBuiltIn: false });
    const system = (options.systemIncludeDirectories ?? []).map((path) => toDirectory(path, true));
    const countBefore = options.directoriesBeforeBuiltIns ?? 0;
    this.#firstAngleDirectory = quote.length;
    this.#directories = [
      ...quote.map((path) => toDirectory(path, false)),
      ...(options.includeDirectories ?? []).map((path) => toDirectory(path, false)),
      ...system.slice(0, countBefore),
      { path: builtInDirectory, isSystem: true, isBuiltIn: true },
      ...system.slice(countBefore),
    ];
  }

  /** All files that were read, in order. */
  get files(): SourceFile[] {
    return [...this.#files.values()].filter((file) => file !== undefined);
  }

  /** Finds what an `#include` means. */
  find(request: IncludeRequest): FoundFile | undefined {
    const { from } = request;
    const path = from?.file.path;
    const place = request.isNext ? `${from?.directoryIndex} ${path}` : request.isQuoted ? path : "";
    const key = `${request.isQuoted ? '"' : "<"}${place} ${request.name}`;
    if (this.#found.has(key)) return this.#found.get(key);
    const found = this.#search(request);
    this.#found.set(key, found);
    return found;
  }

  /** Reads the file at a path. */
  read(place: FilePlace): SourceFile | undefined {
    if (this.#files.has(place.path)) return this.#files.get(place.path);
    const text = this.#options.readFile(place.path);
    const file = text === undefined ? undefined : makeSourceFile(place, text, this.#options);
    this.#files.set(place.path, file);
    return file;
  }

  /** Finds the bytes that an `#embed` means; only `"…"` is looked for beside the file. */
  findBytes(request: IncludeName, from: SourceFile | undefined): Uint8Array | undefined {
    for (const path of this.listEmbedPlaces(request, from)) {
      const bytes = this.#readBytes(path);
      if (bytes !== undefined) return bytes;
    }
    return undefined;
  }

  /** Lists the paths at which an `#embed` is looked for, in order. */
  listEmbedPlaces({ name, isQuoted }: IncludeName, from: SourceFile | undefined): readonly string[] {
    if (isAbsolute(name)) return [name];
    const directories = this.#options.embedDirectories ?? [];
    const paths = directories.map((directory) => joinPath(`${directory}/`, name));
    return isQuoted && from !== undefined ? [pathBeside(from, name), ...paths] : paths;
  }

  #readBytes(path: string): Uint8Array | undefined {
    const { readBytes, readFile } = this.#options;
    if (readBytes !== undefined) return readBytes(path);
    const text = readFile(path);
    return text === undefined ? undefined : new TextEncoder().encode(text);
  }

  /** Lists the paths at which an `#include` is looked for, in order; without the headers of this package. */
  listPlaces(request: IncludeRequest): readonly string[] {
    const { name, from } = request;
    if (isAbsolute(name)) return [name];
    const directories = this.#directories.slice(this.#firstIndex(request)).filter(({ isBuiltIn }) => !isBuiltIn);
    const paths = directories.map(({ path }) => joinPath(`${path}/`, name));
    return from !== undefined && isBeside(request) ? [pathBeside(from.file, name), ...paths] : paths;
  }

  #search(request: IncludeRequest): FoundFile | undefined {
    const { name, from, isNext } = request;
    if (isAbsolute(name)) {
      const file = this.read({ path: name, isSystem: from?.file.isSystem ?? false });
      return file && { file, directoryIndex: undefined };
    }
    // Behind a file that was named by its path, all places are searched; but compilers would find that very file again, without an end.
    const isBehindItself = isNext && from?.directoryIndex === undefined;
    if (isBeside(request) && from !== undefined) {
      const file = this.read({ path: pathBeside(from.file, name), isSystem: from.file.isSystem });
      // It stands in no directory to compilers, but in front of the first one.
      if (file !== undefined && !(isBehindItself && file === from?.file)) return { file, directoryIndex: -1 };
    }
    for (let index = this.#firstIndex(request); index < this.#directories.length; index++) {
      const file = this.#readIn(index, name);
      if (file !== undefined && !(isBehindItself && file === from?.file)) return { file, directoryIndex: index };
    }
    return undefined;
  }

  #firstIndex({ isQuoted, isNext, from }: IncludeRequest): number {
    if (isNext && from?.directoryIndex !== undefined) return from.directoryIndex + 1;
    return isQuoted ? 0 : this.#firstAngleDirectory;
  }

  #readIn(directoryIndex: number, name: string): SourceFile | undefined {
    const directory = this.#directories[directoryIndex];
    if (directory === undefined) return undefined;
    const path = joinPath(`${directory.path}/`, name);
    const place = { path, isSystem: directory.isSystem };
    if (!directory.isBuiltIn) return this.read(place);
    if (this.#files.has(path)) return this.#files.get(path);
    const text = this.#options.findBuiltInHeader(name);
    if (text === undefined) return undefined;
    const file = makeSourceFile(place, text);
    this.#files.set(path, file);
    return file;
  }
}

/** Whether the directory of the including file comes first. */
function isBeside({ isQuoted, isNext, from }: IncludeRequest): boolean {
  return isQuoted && !(isNext && from?.directoryIndex !== undefined);
}

function pathBeside(file: SourceFile, name: string): string {
  return joinPath(file.path.slice(0, file.path.search(/[^/\\]*$/)), name);
}

function isAbsolute(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path);
}

function joinPath(directory: string, name: string): string {
  return directory.endsWith("//") ? directory.slice(0, -1) + name : directory + name;
}
