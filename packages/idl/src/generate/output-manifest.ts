/**
 * The list of generated files with a hash of each, kept in the output folder: by it a hand-edited file is noticed before it is
 * overwritten, and one that is no longer generated is removed. There is one list per document.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** The folder of the lists, below the output folder. */
export const manifestFolder = ".koine";

const manifestFormat = 1;

/** Hashes by path below the output folder, with `/`. */
export type OutputHashes = ReadonlyMap<string, string>;

/** Hashes the text of a file. */
export function hashOutput(text: string | Uint8Array): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

/** Gives the path of a document's list, below the output folder. */
export function manifestPath(document: string): string {
  return `${manifestFolder}/${basename(document)}.json`;
}

/** Renders a list, sorted by path. */
export function renderManifest(document: string, hashes: OutputHashes): string {
  const files = Object.fromEntries([...hashes].toSorted(([left], [right]) => (left < right ? -1 : 1)));
  return `${JSON.stringify({ format: manifestFormat, document: basename(document), files }, null, 2)}\n`;
}

/** What an output folder remembers of earlier runs. */
export interface KnownOutputs {
  /** What this document generated. */
  readonly own: OutputHashes;
  /** Files of other documents: path to document. */
  readonly others: ReadonlyMap<string, string>;
}

/** Reads the lists of an output folder; one that cannot be read counts as absent. */
export function readKnownOutputs(directory: string, document: string): KnownOutputs {
  const own = new Map<string, string>();
  const others = new Map<string, string>();
  for (const name of listManifests(join(directory, manifestFolder))) {
    const manifest = readManifest(join(directory, manifestFolder, name));
    const isOwn = `${manifestFolder}/${name}` === manifestPath(document);
    for (const [path, hash] of Object.entries(manifest.files)) {
      if (isOwn) own.set(path, hash);
      else others.set(path, manifest.document);
    }
  }
  return { own, others };
}

function listManifests(directory: string): readonly string[] {
  try {
    return readdirSync(directory).filter((name) => name.endsWith(".json"));
  } catch {
    return [];
  }
}

interface Manifest {
  readonly document: string;
  readonly files: Readonly<Record<string, string>>;
}

function readManifest(path: string): Manifest {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (isManifest(value)) return value;
  } catch {
    // Not a list of ours: every file then counts as somebody else's, which is refused unless forced.
  }
  return { document: basename(path), files: {} };
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== "object" || value === null) return false;
  const { format, document, files } = value as Readonly<Record<string, unknown>>;
  if (format !== manifestFormat || typeof document !== "string") return false;
  if (typeof files !== "object" || files === null) return false;
  return Object.values(files).every((hash) => typeof hash === "string");
}
