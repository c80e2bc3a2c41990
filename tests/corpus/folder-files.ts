/** The C files and headers of a folder, each with the flags that it is read with. */
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { FlagReader, readTestFlags } from "./compiler-flags.ts";
import type { FlagRefusal } from "./compiler-flags.ts";
import type { JudgedFile } from "./judged-file.ts";

/** Lists the paths of the C files and headers below a folder, in order. */
export function listFolderFiles(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() && /\.[ch]$/.test(entry.name))
    .map((entry) => resolve(entry.parentPath, entry.name))
    .toSorted();
}

/** How files of a folder are read. */
export interface FolderSettings {
  /** The compiler. */
  readonly command: string;
  /** What the compiler is given for each of them. */
  readonly flags: readonly string[];
  /** Whether flags stand in the files, as in GCC's own tests. */
  readonly readsTestFlags: boolean;
  /** Headers that are read before each. */
  readonly preincludes: readonly string[];
}

/** Describes files of a folder. */
export class FolderFiles {
  readonly #settings: FolderSettings;
  readonly #reader: FlagReader;

  constructor(settings: FolderSettings) {
    this.#settings = settings;
    this.#reader = new FlagReader(settings.command);
  }

  /** Describes a file, or tells why the compiler refuses its flags. */
  describe(path: string): JudgedFile | FlagRefusal {
    const { flags, readsTestFlags, preincludes } = this.#settings;
    const own = readsTestFlags ? readTestFlags(readFileSync(path, "latin1")) : [];
    const meaning = this.#reader.read([...flags, ...own]);
    if ("refusal" in meaning) return meaning;
    return {
      ...meaning,
      path,
      spelled: JSON.stringify(path),
      preincludes: [...preincludes, ...meaning.preincludes],
      bindsDefinitions: path.endsWith(".c"),
    };
  }
}
