/**
 * Which file of a module a declaration goes to: all to one, or, in a large module, types to one and everything else to one per folder
 * of headers. V8 reads many small modules in less time than one with as many exports, and so do editors.
 */
import type { SpecDeclaration } from "../spec/model.ts";
import { ModuleFile } from "./module-file.ts";
import type { ModuleNames } from "./module-names.ts";
import { commonParts } from "./module-parts.ts";

/** The files of a module. */
export interface ModuleLayout {
  /** Where types are declared: one file, because they name each other. */
  readonly types: ModuleFile;
  /** Where the libraries are declared. */
  readonly library: ModuleFile;
  /** Whether constants of an enum stand apart from it. */
  readonly isDivided: boolean;
  /** Gives the file of a function, variable, macro or constant, or of the constants of an enum. */
  fileOf(declaration: Pick<SpecDeclaration, "file">): ModuleFile;
}

/** Everything in one file. */
export function layOutWhole(names: ModuleNames): ModuleLayout {
  const file = new ModuleFile(names);
  return { types: file, library: file, isDivided: false, fileOf: () => file };
}

/** A file for each folder of headers. */
export class DividedLayout implements ModuleLayout {
  readonly isDivided = true;
  /** The files by name, those that all have first. */
  readonly files: Map<string, ModuleFile>;
  readonly types: ModuleFile;
  readonly library: ModuleFile;
  readonly #names: ModuleNames;

  constructor(names: ModuleNames) {
    this.#names = names;
    this.types = new ModuleFile(names);
    this.library = new ModuleFile(names);
    this.files = new Map([
      [commonParts.library, this.library],
      [commonParts.types, this.types],
    ]);
  }

  fileOf({ file: header }: Pick<SpecDeclaration, "file">): ModuleFile {
    const name = partName(header);
    let file = this.files.get(name);
    if (file === undefined) this.files.set(name, (file = new ModuleFile(this.#names)));
    return file;
  }
}

/** The first folder of the header's name, or the header's where it has none; in small letters, as some file systems have but those. */
function partName(header: string): string {
  const [first = ""] = header.replace(/^(?:\.*\/)+/, "").split("/");
  const name = first
    .replace(/\.\w+$/, "")
    .toLowerCase()
    .replaceAll(/[^\w-]+/g, "-");
  const isTaken = name === "" || Object.values<string>(commonParts).includes(name);
  return isTaken ? `${name}-headers` : name;
}
