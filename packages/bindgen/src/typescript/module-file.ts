/**
 * One file of a generated module while it is written: its text, and what that needs from `koine` and from the other files. Which
 * declaration goes where is `module-layout.ts`'s to say.
 */
import { CodeWriter, renderBanner } from "@koine/codegen";
import type { SpecHead } from "../spec/model.ts";
import { lineWidth, writeExports } from "./exported-value.ts";
import type { ExportedValue, TargetExports } from "./exported-value.ts";
import { ModuleImports } from "./module-imports.ts";
import type { ModuleNames } from "./module-names.ts";
import { listMentioned } from "./mentioned-names.ts";

/** Where names come from that a file does not declare: the specifier of their module by identifier. */
export type ForeignNames = ReadonlyMap<string, string>;

/** A file that is being written. */
export class ModuleFile {
  readonly writer: CodeWriter = new CodeWriter();
  /** What it uses of `koine`. */
  readonly imports: ModuleImports;
  /** Identifiers of what it exports, in order. */
  readonly declared: Set<string> = new Set();
  readonly #names: ModuleNames;
  readonly #values: ExportedValue[] = [];

  constructor(names: ModuleNames) {
    this.#names = names;
    this.imports = new ModuleImports(names);
  }

  /** Writes exports that are the same for all targets that have them, or pick what the target has that the module runs on. */
  write(exports: readonly TargetExports[]): void {
    for (const { values } of exports) {
      for (const value of values) {
        this.declared.add(value.identifier);
        this.#values.push(value);
      }
    }
    for (const value of writeExports(this.writer, exports, this.#names)) this.imports.note(value);
  }

  /**
   * Renders the file.
   *
   * @param head What the banner is made of.
   * @param remark A comment line under the banner.
   */
  render(head: SpecHead, foreign: ForeignNames = new Map(), remark?: string): string {
    const banner = renderBanner({ sources: head.headers, version: head.generator });
    const start = remark === undefined ? banner : `${banner}\n${remark}`;
    const imports = [...this.#renderImports(), ...this.#renderForeign(foreign)];
    return `${[start, ...imports].join("\n")}\n\n${this.writer.toString()}`;
  }

  #renderImports(): readonly string[] {
    const names = this.imports.render();
    return names.length === 0 ? [] : [`import { ${names.join(", ")} } from "koine";`];
  }

  /** Lists the modules whose values the file needs when it is loaded. */
  listNeeded(foreign: ForeignNames): ReadonlySet<string> {
    return new Set(this.#listForeign(foreign).flatMap(({ from, isType }) => (isType ? [] : [from])));
  }

  #listForeign(foreign: ForeignNames): readonly ForeignName[] {
    // Looking for names in all of the text takes a twentieth of the time of binding a large header.
    if (foreign.size === 0) return [];
    return listMentioned(this.#values).flatMap(({ identifier, isType }) => {
      const from = this.declared.has(identifier) ? undefined : foreign.get(identifier);
      return from === undefined ? [] : [{ identifier, from, isType }];
    });
  }

  #renderForeign(foreign: ForeignNames): readonly string[] {
    const statements = new Map<string, string[]>();
    for (const { identifier, from, isType } of this.#listForeign(foreign)) {
      const [start, end] = [isType ? "import type {" : "import {", `} from ${JSON.stringify(from)};`];
      const names = statements.get(`${start}${end}`);
      if (names === undefined) statements.set(`${start}${end}`, [start, end, identifier]);
      else names.push(identifier);
    }
    return [...statements.values()].map(([start = "", end = "", ...names]) => renderImport(start, names, end));
  }
}

/** A name that another file declares. */
interface ForeignName {
  readonly identifier: string;
  readonly from: string;
  /** Whether only types mention it. */
  readonly isType: boolean;
}

/** Long lists stand one name a line: a name more is a line more. */
function renderImport(start: string, names: readonly string[], end: string): string {
  const oneLine = `${start} ${names.join(", ")} ${end}`;
  return oneLine.length <= lineWidth ? oneLine : `${start}\n${names.map((name) => `  ${name},\n`).join("")}${end}`;
}
