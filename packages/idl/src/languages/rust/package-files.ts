/** Renders the files of the crate around its modules: manifest, build script, root, README. */
import { CodeWriter } from "@koine/codegen";
import type { ApiPlan } from "../../plan/plan-model.ts";
import { renderText } from "./constants.ts";
import { toImportedNames } from "./crate-names.ts";
import type { CrateNames } from "./crate-names.ts";
import type { CrateScope } from "./names.ts";

/** Renders `Cargo.toml`. */
export function renderManifest({ api, imports }: ApiPlan, { crateName }: CrateNames): string {
  const { version, description, license, authors, homepage, repository } = api.package;
  const text = (key: string, value: string | undefined) =>
    value === undefined ? [] : [`${key} = ${JSON.stringify(value)}`];
  const lines = [
    "[package]",
    ...text("name", crateName),
    ...text("version", version),
    ...text("edition", "2021"),
    ...text("rust-version", "1.80"),
    ...text("description", description),
    ...text("license", license),
    ...(authors.length === 0 ? [] : [`authors = ${JSON.stringify(authors)}`]),
    ...text("homepage", homepage),
    ...text("repository", repository),
    ...text("links", crateName),
    "",
    "[dependencies]",
    ...imports.flatMap((one) => text(toImportedNames(one).crateName, one.plan.api.package.version)),
  ];
  return `${lines.join("\n")}\n`;
}

/** Renders `build.rs`, which says which library is linked and where it is. */
export function renderBuildScript({ libraryName, variable }: CrateNames): string {
  const writer = new CodeWriter({ indentation: "    " });
  writer
    .line(`//! Links the native library; \`${variable}\` names its folder where the linker does not find it.`)
    .blank();
  const body = () => {
    writer.line(`println!("cargo:rerun-if-env-changed=${variable}");`);
    const search = () => writer.line('println!("cargo:rustc-link-search=native={folder}");');
    writer.block(`if let Ok(folder) = std::env::var(${renderText(variable)}) {`, search, "}");
    writer.line(`println!("cargo:rustc-link-lib=dylib=${libraryName}");`);
  };
  return writer.block("fn main() {", body, "}").toString();
}

/** Renders `src/lib.rs`. */
export function renderRoot({ api, modules, imports }: ApiPlan, scope: CrateScope): string {
  const writer = new CodeWriter({ indentation: "    " });
  const about = (api.package.description ?? `Rust for the native library \`${api.package.name}\`.`).trim().split("\n");
  writer.lines(about.map((line) => `//! ${line}`)).blank();
  writer.line("#![deny(unsafe_op_in_unsafe_fn)]");
  writer.line(
    "// What is deprecated for callers is still passed on, and what a document does not use stays unused here.",
  );
  writer.line("#![allow(deprecated, dead_code, unused_imports, unused_macros)]");
  writer.line("// Names, counts of parameters and shapes of types are those of the document.");
  const lints =
    "enum_variant_names, should_implement_trait, too_many_arguments, type_complexity, wrong_self_convention";
  const list = lints.split(", ").map((lint) => `clippy::${lint}`);
  writer.block("#![allow(", () => writer.line(list.join(",\n")), ")]").blank();
  const own = imports.length === 0 ? ["ffi", "support"] : ["ffi", "imported", "support"];
  const names = [...own, ...modules.map(({ declaration }) => scope.findModule(declaration.id).join("::"))];
  for (const name of names.toSorted()) {
    if (name === "ffi") writer.line("#[allow(non_camel_case_types, non_snake_case)]");
    writer.line(name === "support" || name === "imported" ? `mod ${name};` : `pub mod ${name};`);
  }
  writer.blank();
  writer.line("// What crates of documents that import this one need.");
  writer.line("#[doc(hidden)]").line("pub use support::{check_contract, Callback};");
  writer.line("pub use support::{Call, Error, FromFailure, Handle, Items, Lent, Stream, Subscription};");
  return writer.toString();
}

/** Renders `README.md`. */
export function renderReadme({ api }: ApiPlan, { crateName, libraryName, variable }: CrateNames): string {
  return `# ${crateName}

${api.package.description ?? `Rust for the native library \`${libraryName}\`.`}

\`\`\`sh
${variable}=/where/the/library/is cargo build
\`\`\`

- Objects of the library are freed when they are dropped. They can go to other threads, and are used by one at a time.
- Every call gives a \`Result\`: with \`Error\`, or with the enum of the module's errors, whose \`Other\` holds an \`Error\`.
- Async functions begin at once and give a \`Call\`, a future for any runtime. Dropping it cancels where the library can.
- A \`Stream\` gives its items with \`next().await\` (or \`poll_next\`); \`Items\` is an iterator of results.
- What a callback panics with goes on in the caller. What a listener panics with is reported, and ends there.
- A library that was built from another document is refused at the first call, with every difference.
`;
}
