/**
 * The files that say `#pragma once`. One file may be found by several paths, such as through a link: it is read once all the same.
 */
import type { SourceFile } from "./source-file.ts";

/** Tells whether two paths lead to one file. */
export type IsSameFile = (path: string, other: string) => boolean;

/** Files that are not to be read again. */
export class OnceFiles {
  readonly #isSameFile: IsSameFile;
  /** By the length of their texts: files that differ in it are different, and need no look at the file system. */
  readonly #files = new Map<number, SourceFile[]>();

  constructor(isSameFile: IsSameFile | undefined) {
    this.#isSameFile = isSameFile ?? (() => false);
  }

  add(file: SourceFile): void {
    if (this.has(file)) return;
    const { length } = file.source.text;
    const files = this.#files.get(length);
    if (files === undefined) this.#files.set(length, [file]);
    else files.push(file);
  }

  has(file: SourceFile): boolean {
    const files = this.#files.get(file.source.text.length);
    return files?.some((other) => other === file || this.#isOther(file, other)) ?? false;
  }

  #isOther(file: SourceFile, other: SourceFile): boolean {
    return file.source.text === other.source.text && this.#isSameFile(file.path, other.path);
  }
}
