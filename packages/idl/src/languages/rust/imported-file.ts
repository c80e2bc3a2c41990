/** Renders `imported.rs`: what types of other crates need, so that this one passes them as it passes its own. */
import { CodeWriter } from "@koine/codegen";
import type { CNamedType } from "../../abi/c-type.ts";
import type { ApiPlan, ErrorDomainPlan, ImportPlan, RichEnumPlan } from "../../plan/plan-model.ts";
import { flattenModules } from "../plan-modules.ts";
import { toImportedCrate } from "./crate-names.ts";
import type { RustFile } from "./rust-file.ts";

/** Renders the module, without its banner. */
export function renderImportedFile({ imports }: ApiPlan, file: RustFile): string {
  const writer = new CodeWriter({ indentation: "    " });
  writer.line("//! What types of other crates need, so that this one passes them as it passes its own.").blank();
  writer.line("use std::ptr::NonNull;").blank().line("use crate::ffi;").line("use crate::support::{self, Error};");
  for (const from of imports) renderCrate(writer, from, file);
  return writer.toString();
}

function renderCrate(writer: CodeWriter, from: ImportPlan, file: RustFile): void {
  const crate = `::${toImportedCrate(from)}`;
  renderConversion(writer.blank(), `${crate}::Error`, "Error");
  renderConversion(writer.blank(), "Error", `${crate}::Error`);
  for (const module of flattenModules(from.plan.modules)) {
    const name = (id: string) => file.name(`${from.name}.${id}`);
    for (const { declaration, native } of [...module.records, ...module.interfaces]) {
      renderObject(writer.blank(), name(declaration.id), native);
    }
    for (const plan of module.richEnums) renderRichEnum(writer.blank(), name(plan.declaration.id), plan);
    if (module.errorDomain !== undefined) renderErrors(writer.blank(), module.errorDomain, { name, crate });
  }
}

/** Makes the errors that every crate has those of another. */
function renderConversion(writer: CodeWriter, from: string, to: string): void {
  const arms = () => {
    writer.line(`${from}::Native { code, message } => Self::Native { code, message },`);
    writer.line(`${from}::Argument { name, reason } => Self::Argument { name, reason },`);
    writer.line(`${from}::Library(reason) => Self::Library(reason),`);
    writer.line(`${from}::Contract(differences) => Self::Contract(differences),`);
    // What another version of that crate adds.
    if (from !== "Error") writer.line("other => Self::Library(other.to_string()),");
  };
  const body = () => writer.block("match error {", arms, "}");
  writer.block(
    `impl From<${from}> for ${to} {`,
    () => writer.block(`fn from(error: ${from}) -> Self {`, body, "}"),
    "}",
  );
}

function renderObject(writer: CodeWriter, name: string, { symbol }: CNamedType): void {
  const adopt = () => {
    writer.line("// SAFETY: the object belongs to the caller.").line("Ok(unsafe { Self::from_native(native) })");
  };
  renderAdopting(writer, { name, symbol, adopt });
}

interface Adopting {
  readonly name: string;
  readonly symbol: string;
  readonly adopt: () => void;
}

function renderAdopting(writer: CodeWriter, { name, symbol, adopt }: Adopting): void {
  const body = () => {
    writer.line(`type Native = ffi::${symbol};`).blank();
    writer.block("unsafe fn adopt(native: NonNull<Self::Native>) -> Result<Self, Error> {", adopt, "}");
  };
  writer.block(`impl support::Adopt for ${name} {`, body, "}");
}

function renderRichEnum(writer: CodeWriter, name: string, { native, destroy }: RichEnumPlan): void {
  const make = () => {
    writer.line("let native = self.to_raw()?;").line("// SAFETY: the object was made for the caller.");
    writer.line(`unsafe { support::Owned::new(native, ffi::${destroy.symbol}) }`);
  };
  const read = () => {
    writer.line("// SAFETY: the object is alive, or NULL.").line("Ok(unsafe { Self::from_native(native) }?)");
  };
  const body = () => {
    writer.line(`type Native = ffi::${native.symbol};`).blank();
    writer.block("fn make(&self) -> Result<support::Owned<Self::Native>, Error> {", make, "}").blank();
    writer.block("unsafe fn read(native: *const Self::Native) -> Result<Self, Error> {", read, "}");
  };
  writer.block(`impl support::Passage for ${name} {`, body, "}").blank();
  const adopt = () => {
    writer.line("// SAFETY: the object belongs to the caller; it is freed when its value was read.");
    const inner = () => {
      writer.line(`let made = support::Owned::new(native.as_ptr(), ffi::${destroy.symbol})?;`);
      writer.line("<Self as support::Passage>::read(made.native())");
    };
    writer.block("unsafe {", inner, "}");
  };
  renderAdopting(writer, { name, symbol: native.symbol, adopt });
}

function renderErrors(
  writer: CodeWriter,
  { declaration }: ErrorDomainPlan,
  { name, crate }: { readonly name: (id: string) => string; readonly crate: string },
): void {
  const own = name(declaration.id);
  const from = () =>
    writer.block("fn from(error: Error) -> Self {", () => writer.line("Self::Other(error.into())"), "}");
  writer.block(`impl From<Error> for ${own} {`, from, "}").blank();
  const failure = () => writer.line(`<Self as ${crate}::FromFailure>::from_failure(code, message)`);
  const body = () => writer.block("fn from_failure(code: i32, message: String) -> Self {", failure, "}");
  writer.block(`impl support::FromFailure for ${own} {`, body, "}");
}
