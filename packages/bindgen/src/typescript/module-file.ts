/**
 * One file of a generated module while it is written: its text, and what that needs from `koine` and from the other files. Which
 * declaration goes where is `module-layout.ts`'s to say.
 */
import { CodeWriter, renderBanner } from "@koine/codegen";
import type { SpecHead } from "../spec/model.ts";
import { writeExports } from "./exported-value.ts";
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
  readonly imports: ModuleImports = new ModuleImports();
  /** Identifiers of what it exports, in order. */
  readonly declared: Set<string> = new Set();
  readonly #names: ModuleNames;
  readonly #values: ExportedValue[] = [];

  constructor(names: ModuleNames) {
    this.#names = names;
  }

  /** Writes exports that are the same for all targets that have them, or pick what the target has that the module runs on. */
  write(exports: readonly TargetExports[]): void {
    for (const value of exports.flatMap(({ values }) => values)) {
      this.imports.note(value, this.#names);
      this.declared.add(value.identifier);
      this.#values.push(value);
    }
    if (writeExports(this.writer, exports, this.#names.c)) this.imports.used.add("c");
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
    const names = this.imports.render(this.#names);
    return names.length === 0 ? [] : [`import { ${names.join(", ")} } from "koine";`];
  }

  #renderForeign(foreign: ForeignNames): readonly string[] {
    if (foreign.size === 0) return [];
    const used = new Map<string, Map<string, string>>();
    for (const { identifier, isType } of listMentioned(this.#values)) {
      const from = this.declared.has(identifier) ? undefined : foreign.get(identifier);
      if (from === undefined) continue;
      const names = used.get(from) ?? new Map<string, string>();
      used.set(from, names.set(identifier, isType ? `type ${identifier}` : identifier));
    }
    return [...used].map(([from, names]) => renderImport([...names.values()], from));
  }
}

/** Long lists stand one name a line: a name more is a line more. */
function renderImport(names: readonly string[], from: string): string {
  const oneLine = `import { ${names.join(", ")} } from "${from}";`;
  return oneLine.length <= 120 ? oneLine : `import {\n${names.map((name) => `  ${name},\n`).join("")}} from "${from}";`;
}
