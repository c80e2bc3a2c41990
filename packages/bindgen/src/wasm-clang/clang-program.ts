/**
 * Runs Clang as WebAssembly. It has no file system but the files it is given, which stand in a directory of their own, because its
 * root has headers of WASI.
 */
import { clangFlagsFor } from "@koine/cparser";
import type { DeclarationRequest } from "@koine/cparser";
import type { Span } from "@koine/diagnostics";

/** A file tree of `@yowasp/clang`. */
interface FileTree {
  [name: string]: FileTree | string;
}

type OutputStream = (bytes: Uint8Array | null) => void;

interface ClangOptions {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Whether nothing is waited for; possible when the program is loaded. */
  readonly synchronously?: boolean;
  /** Told how much of the program is loaded; the console is, when absent. */
  readonly fetchProgress?: () => void;
}

/** The part of `@yowasp/clang` that is used. */
export interface ClangPackage {
  readonly commands: {
    readonly clang: (words: readonly string[], files: object, options: ClangOptions) => unknown;
  };
  readonly Exit: abstract new (...values: never) => Error;
}

/** What a run printed. */
export interface ClangOutput {
  readonly output: string;
  readonly errors: string;
}

const root = "/host";
const mainFile = "koine-headers.c";

/** Clang with the files of one request. */
export class ClangProgram {
  readonly #package: ClangPackage;
  readonly #request: DeclarationRequest;
  readonly #files: FileTree = {};
  /** Paths as they were asked for, by those that Clang sees. */
  readonly #paths = new Map<string, string>();

  constructor(clang: ClangPackage, request: DeclarationRequest) {
    this.#package = clang;
    this.#request = request;
    for (const path of request.files) this.#addFile(path);
  }

  /** Gives the path of a file that Clang names; `undefined` for its own. */
  pathOf(name: string | undefined): string | undefined {
    return name === undefined ? undefined : this.#paths.get(name);
  }

  /** Gives the place that a preprocessed file says of one of its own. */
  presume(span: Span): Span {
    return this.#request.presume(span);
  }

  /** Gives the text of a file. */
  textOf(path: string): string {
    return this.#request.readFile(path) ?? "";
  }

  /** Runs Clang over the headers and a text behind them. Headers that only Clang reads are given to it when it asks. */
  run(flags: readonly string[], text: string): ClangOutput {
    for (;;) {
      const result = this.#runOnce(flags, text);
      const missing = /fatal error: '([^'\n]+)' file not found/.exec(result.errors)?.[1];
      if (missing === undefined || !this.#findMissing(missing)) return result;
    }
  }

  #runOnce(flags: readonly string[], text: string): ClangOutput {
    const includes = this.#request.entries.map((entry) => `#include "${toVirtualPath(entry)}"\n`);
    this.#files[mainFile] = `${includes.join("")}${text}`;
    const output = new TextSink();
    const errors = new TextSink();
    const words = [...commandLine(this.#request), ...flags, mainFile];
    try {
      const streams = { stdout: output.write, stderr: errors.write };
      this.#package.commands.clang(words, this.#files, { ...streams, synchronously: true });
    } catch (error) {
      // It ends so when there are errors in the headers, which it has printed.
      if (!(error instanceof this.#package.Exit)) throw error;
    }
    return { output: output.text, errors: errors.text };
  }

  #findMissing(name: string): boolean {
    const { includeDirectories, systemIncludeDirectories } = this.#request;
    return [...includeDirectories, ...systemIncludeDirectories].some((directory) => {
      const path = `${directory}/${name}`;
      return !this.#paths.has(toVirtualPath(path)) && this.#addFile(path);
    });
  }

  #addFile(path: string): boolean {
    const text = this.#request.readFile(path);
    if (text === undefined) return false;
    const virtual = toVirtualPath(path);
    this.#paths.set(virtual, path);
    const names = virtual.split("/").filter((name) => name !== "");
    const name = names.pop() ?? "";
    let folder = this.#files;
    for (const part of names) folder = (folder[part] ??= {}) as FileTree;
    folder[name] = text;
    return true;
  }
}

/** Collects what a stream writes. */
class TextSink {
  text = "";
  readonly #decoder = new TextDecoder();
  readonly write: OutputStream = (bytes) => {
    if (bytes !== null) this.text += this.#decoder.decode(bytes, { stream: true });
  };
}

function toVirtualPath(path: string): string {
  const parts: string[] = [];
  for (const part of path
    .replaceAll("\\", "/")
    .replace(/^([A-Za-z]):/, "$1")
    .split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `${root}/${parts.join("/")}`;
}

function commandLine(request: DeclarationRequest): readonly string[] {
  return [
    ...clangFlagsFor(request.target, request.standard),
    "-fsyntax-only",
    ...request.includeDirectories.map((directory) => `-I${toVirtualPath(directory)}`),
    ...request.systemIncludeDirectories.flatMap((directory) => ["-isystem", toVirtualPath(directory)]),
    ...request.undefines.map((name) => `-U${name}`),
    ...request.defines.map((define) => `-D${define}`),
  ];
}
