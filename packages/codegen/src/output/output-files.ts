/**
 * Generated files on disk: written all or none, or compared for `--check`. What is in them was decided before.
 */
import {
  closeSync,
  fchmodSync,
  fsync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { renderDifference } from "./line-difference.ts";
import { makeFolder } from "./make-folder.ts";

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

/** What is on disk before anything is moved to its place. */
interface Staging {
  /** What is written to where it is, because no file may take its place. */
  readonly streams: readonly OutputFile[];
  readonly files: StagedFile[];
  /** Folders that were made, parents first. */
  readonly folders: string[];
}

interface StagedFile {
  readonly destination: string;
  readonly temporary: string;
  /** What was there before; `null` when nothing was. */
  readonly previous: Buffer | null;
  /** Of the temporary file, until it is flushed. */
  descriptor: number | undefined;
}

/**
 * Writes all files, or none: each is written beside its destination, flushed, and moved over it when all of them are
 * complete. A file whose text would not change is left alone, with its time stamp. What is no file, as `/dev/null`, is written to
 * when all files have their place.
 *
 * @returns Paths of the files that changed.
 * @throws The file system's error; what had been there before is there again, and nothing else.
 */
export function writeOutputFiles(files: readonly OutputFile[]): readonly string[] {
  const changed = findChanged(files);
  const staging = openStaging(changed);
  try {
    for (const file of changed) if (!staging.streams.includes(file)) flush(stage(file, staging));
  } catch (error) {
    discard(staging);
    throw error;
  }
  publish(staging);
  return changed.map((file) => file.path);
}

/** How many files are written. */
export interface WriteOptions {
  /** How many are flushed at once, and are open. */
  readonly concurrency?: number;
  /** Whether they are on the disk before they are moved, so that also a machine that loses power leaves all or none. */
  readonly isFlushed?: boolean;
}

/**
 * Writes all files, or none, as {@link writeOutputFiles} does, and lets the disk take several at once.
 *
 * @returns Paths of the files that changed, in the order of the files.
 * @throws The file system's error; what had been there before is there again, and nothing else.
 */
export async function writeManyOutputFiles(
  files: readonly OutputFile[],
  { concurrency = 16, isFlushed = true }: WriteOptions = {},
): Promise<readonly string[]> {
  const changed = findChanged(files);
  const staging = openStaging(changed);
  const regular = changed.filter((file) => !staging.streams.includes(file));
  try {
    for (let first = 0; first < regular.length; first += concurrency) {
      for (const file of regular.slice(first, first + concurrency)) stage(file, staging);
      // All of them have ended before anything is thrown: nothing uses a file that is discarded.
      const flushed = await Promise.allSettled(staging.files.slice(first).map((file) => flushBeside(file, isFlushed)));
      const failure = flushed.find(({ status }) => status === "rejected");
      if (failure?.status === "rejected") throw failure.reason;
    }
  } catch (error) {
    discard(staging);
    throw error;
  }
  publish(staging);
  return changed.map((file) => file.path);
}

function findChanged(files: readonly OutputFile[]): readonly OutputFile[] {
  return files.filter((file) => readText(file.path) !== file.text);
}

function openStaging(files: readonly OutputFile[]): Staging {
  return { streams: files.filter(({ path }) => isStream(path)), files: [], folders: [] };
}

/** Whether there is something that is neither a file nor a folder: a device, a pipe. Nothing may take its place. */
function isStream(path: string): boolean {
  const facts = statSync(path, { throwIfNoEntry: false });
  return facts !== undefined && !facts.isFile() && !facts.isDirectory();
}

/** Compares what would be written with what is on disk; nothing is changed. */
export function checkOutputFiles(files: readonly OutputFile[]): readonly OutputDifference[] {
  const differences: OutputDifference[] = [];
  for (const { path, text } of files) {
    const current = readText(path);
    if (current === null) differences.push({ path, kind: "missing", difference: "" });
    else if (current !== text) {
      differences.push({ path, kind: "different", difference: describeDifference(current, text) });
    }
  }
  return differences;
}

function describeDifference(current: string, text: string): string {
  if (current.replaceAll("\r\n", "\n") !== text) return renderDifference(current, text, { maximumLines: 60 });
  return "only the ends of lines differ: git keeps them with * text eol=lf in .gitattributes\n";
}

function readText(path: string): string | null {
  return readBytes(path)?.toString("utf8") ?? null;
}

function readBytes(path: string): Buffer | null {
  // A pipe would wait for somebody who writes.
  if (isStream(path)) return null;
  try {
    return readFileSync(path);
  } catch (error) {
    if (isAbsence(error)) return null;
    throw withPath(error, path);
  }
}

/** The system's errors about reading and writing do not say of which file. */
function withPath(error: unknown, path: string): unknown {
  if (!(error instanceof Error && "syscall" in error) || "path" in error) return error;
  const { syscall } = error;
  const code = "code" in error ? error.code : undefined;
  const reason = code === "EISDIR" ? "there is a directory" : error.message;
  return Object.assign(new Error(`${reason}: ${path}`, { cause: error }), { code, syscall, path });
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function stage({ path, text }: OutputFile, { files, folders }: Staging): StagedFile {
  makeFolder(dirname(path), folders);
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
  } catch (error) {
    closeSync(descriptor);
    rmSync(temporary, { force: true });
    throw withPath(error, path);
  }
  const staged = { destination, temporary, previous, descriptor };
  files.push(staged);
  return staged;
}

function flush(file: StagedFile): void {
  if (file.descriptor !== undefined) fsyncSync(file.descriptor);
  close(file);
}

async function flushBeside(file: StagedFile, isFlushed: boolean): Promise<void> {
  if (isFlushed && file.descriptor !== undefined) await promisify(fsync)(file.descriptor);
  close(file);
}

function close(file: StagedFile): void {
  if (file.descriptor === undefined) return;
  const { descriptor } = file;
  file.descriptor = undefined;
  closeSync(descriptor);
}

function discard({ files, folders }: Staging): void {
  for (const file of files) {
    close(file);
    rmSync(file.temporary, { force: true });
  }
  removeFolders(folders);
}

/** Removes folders that were made for files that are not there; what somebody else has put into one since stays. */
function removeFolders(folders: readonly string[]): void {
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      // It is not empty, and neither are those that it lies in.
    }
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

function writeStream(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw withPath(error, path);
  }
}

function publish({ streams, files, folders }: Staging): void {
  const published: StagedFile[] = [];
  try {
    for (const file of files) {
      renameSync(file.temporary, file.destination);
      published.push(file);
    }
    for (const { path, text } of streams) writeStream(path, text);
  } catch (error) {
    for (const { temporary } of files) rmSync(temporary, { force: true });
    for (const { destination, previous } of published) {
      if (previous === null) rmSync(destination, { force: true });
      else writeFileSync(destination, previous);
    }
    removeFolders(folders);
    throw error;
  }
}
