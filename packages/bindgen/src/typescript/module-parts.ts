/** A module of several files as it lies on disk: what its parts are called, and the file beside their folder that exports them. */

/** A file of a module that has several. */
export interface ModulePart {
  /** The name of the file, without its extension. */
  readonly name: string;
  readonly text: string;
}

/** The part that declares the libraries; all others import it, and programs do not. */
export const libraryPart = "library";

/** What each part says of itself, under the banner. */
export const partRemark = "// A part of the module that has the name of this folder and exports what all parts export.";

/** Tells whether a file was written as a part of a module; one that is no part any more is left from before. */
export function isModulePart(text: string): boolean {
  return text.split(/\r?\n/, 2)[1] === partRemark;
}

/**
 * Renders the file beside the folder, which stands for the whole module.
 *
 * @param folder The folder's name.
 */
export function renderPartIndex(parts: readonly ModulePart[], folder: string): string {
  // All parts begin with the same banner.
  const [banner = ""] = parts[0]?.text.split("\n", 1) ?? [];
  // What only exports other parts is for programs: here it would be one file more to load.
  const names = parts.flatMap(({ name, text }) => (name === libraryPart || isEntrance(text) ? [] : [name]));
  const lines = names.map((name) => `export * from ${JSON.stringify(`./${folder}/${name}.ts`)};`);
  return [
    banner,
    "// A program that imports the parts that it uses instead of this file starts sooner.",
    "",
    ...lines,
    "",
  ].join("\n");
}

function isEntrance(text: string): boolean {
  return /^export \* from /m.test(text);
}
