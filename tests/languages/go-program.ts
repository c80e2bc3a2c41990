/** Builds programs that use a generated Go package, in a module of their own beside it. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderBinding } from "./binding.ts";
import { goEnvironment } from "./producer.ts";

/** Renders the package of a feature, which is `example.com/bindings/{feature}`; gives its folder. */
export function renderGoBinding(feature: string, folder: string, edit?: (document: string) => string): string {
  const options = (name: string) => ({ module_path: `example.com/bindings/${name}` });
  return renderBinding({ feature, target: "go", folder, options, ...(edit === undefined ? {} : { edit }) });
}

/** Writes a module that uses the package of a feature; gives its folder. */
export function writeGoModule(
  feature: string,
  scratch: string,
  sources: Readonly<Record<string, string>>,
  imports: readonly string[] = [],
): string {
  const folder = join(scratch, "application");
  mkdirSync(folder);
  for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, name), text);
  const lines = [[feature, "../go"] as const, ...imports.map((name) => [name, `../${name}/go`] as const)].map(
    ([name, place]) => {
      const binding = `example.com/bindings/${name}`;
      return `require ${binding} v1.0.0\n\nreplace ${binding} => ${place}\n`;
    },
  );
  writeFileSync(join(folder, "go.mod"), `module example.com/consumer\n\ngo 1.23\n\n${lines.join("\n")}`);
  return folder;
}

/** gcc's own variable for folders of libraries: `CGO_LDFLAGS` would compile the standard library anew for each of them. */
export function toGoEnvironment({ libraries }: { readonly libraries: string }): NodeJS.ProcessEnv {
  return { ...goEnvironment(), LIBRARY_PATH: libraries };
}
