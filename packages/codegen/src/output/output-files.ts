/**
 * Generated files on disk: written all or none, or compared for `--check`. What is in them was decided before.
 */
import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { renderDifference } from "./line-difference.ts";

/** One generated file. */
export interface OutputFile {
  /** Where it goes, absolute or relative to the working directory. */
  readonly path: string;
  /** All of its text. */
  readonly text: string;
}

/** How a file on disk departs from what would be written. */
export interface OutputDifference {
  readonly path: string;
  readonly kind: "missing" | "different";
  /** Unified diff from the file on disk to the generated text; empty for a missing file. */
  readonly difference: string;
}

interface StagedFile {
  readonly destination: string;
  readonly temporary: string;
  /** What was there before; `null` when nothing was. */
  readonly previous: Buffer | null;
}

/**
 * Writes all files, or none: each is written beside its destination, flushed, and moved over it when all of them are
 * complete. A file whose text would not change is left alone, with its time stamp.
 *
 * @returns Paths of the files that changed.
 * @throws The file system's error; what had been there before is there again.
 */
export function writeOutputFiles(files: readonly OutputFile[]): readonly string[] {
  const changed = files.filter((file) => readText(file.path) !== file.text);
  const staged: StagedFile[] = [];
  try {
    for (const file of changed) staged.push(stage(file));
  } catch (error) {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    throw error;
  }
  publish(staged);
  return changed.map((file) => file.path);
}

/** Compares what would be written with what is on disk; nothing is changed. */
export function checkOutputFiles(files: readonly OutputFile[]): readonly OutputDifference[] {
  const differences: OutputDifference[] = [];
  for (const { path, text } of files) {
    const current = readText(path);
    if (current === null) differences.push({ path, kind: "missing", difference: "" });
    else if (current !== text) {
      differences.push({ path, kind: "different", difference: renderDifference(current, text, { maximumLines: 60 }) });
    }
  }
  return differences;
}

function readText(path: string): string | null {
  return readBytes(path)?.toString("utf8") ?? null;
}

function readBytes(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function stage({ path, text }: OutputFile): StagedFile {
  makeFolder(dirname(path));
  const destination = resolveLink(path);
  const previous = readBytes(destination);
  // A name that nobody else has will do, and `node:crypto` takes long to load.
  const suffix = `${process.pid}-${Math.random().toString(36).slice(2, 10)}`;
  const temporary = join(dirname(destination), `.${basename(destination)}.${suffix}.tmp`);
  // "wx" is O_CREAT | O_EXCL: never write through a file or link that somebody else put there.
  const descriptor = openSync(temporary, "wx");
  try {
    if (previous !== null) fchmodSync(descriptor, statSync(destination).mode & 0o777);
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
  return { destination, temporary, previous };
}

/** Node's own recursion never ends where a file system answers that a folder's parent is missing though it is there. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    const isThere = error instanceof Error && "code" in error && error.code === "EEXIST";
    if (!isThere) throw error;
  }
}

/** A symbolic link keeps pointing where it does; its target is what changes. */
function resolveLink(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (isAbsence(error)) return path;
    throw error;
  }
}

function publish(staged: readonly StagedFile[]): void {
  const published: StagedFile[] = [];
  try {
    for (const file of staged) {
      renameSync(file.temporary, file.destination);
      published.push(file);
    }
  } catch (error) {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    for (const { destination, previous } of published) {
      if (previous === null) rmSync(destination, { force: true });
      else writeFileSync(destination, previous);
    }
    throw error;
  }
}
