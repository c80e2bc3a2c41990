/**
 * `imported.rs`: how types of other documents, which their crates declare, go to C and back, and which number their errors have.
 */
import { CodeWriter } from "@koine/codegen";
import { flattenModules } from "../../languages/plan-modules.ts";
import type { ApiPlan, ImportPlan } from "../../plan/plan-model.ts";
import type { ProducerFile } from "./producer-file.ts";

/** Renders the module. */
export function renderImported({ imports }: ApiPlan, file: ProducerFile): string {
  const writer = new CodeWriter({ indentation: "    " });
  writer.line("//! Types of other documents, which their crates declare.");
  const body = new CodeWriter({ indentation: "    " });
  for (const from of imports) renderImport(body, from, file);
  const text = body.toString().trim();
  if (text !== "") {
    const standard = text.includes("ManuallyDrop") ? ["use std::mem::ManuallyDrop;"] : [];
    writer.blank().lines([...standard, "use std::ptr::NonNull;"]);
    writer.blank().lines(["use crate::ffi;", "use crate::support::{self, Error};"]);
    writer.blank().lines(text.split("\n"));
  }
  writer.blank();
  const domains = imports.flatMap((from) =>
    flattenModules(from.plan.modules).flatMap(({ errorDomain }) =>
      errorDomain === undefined ? [] : [file.name(`${from.name}.${errorDomain.declaration.id}`)],
    ),
  );
  const find = () => {
    for (const domain of domains) {
      const known = () => writer.line("return error.code();");
      writer.block(`if let Some(error) = error.downcast_ref::<${domain}>() {`, known, "}");
    }
    writer.line("None");
  };
  writer.line("/// The number of an error that another document declares.");
  const name = domains.length === 0 ? "_" : "error";
  writer.block(`pub(crate) fn code_of(${name}: &(dyn std::error::Error + 'static)) -> Option<i32> {`, find, "}");
  return writer.toString();
}

function renderImport(writer: CodeWriter, from: ImportPlan, file: ProducerFile): void {
  for (const module of flattenModules(from.plan.modules)) {
    const name = (id: string) => file.name(`${from.name}.${id}`);
    for (const { declaration, native } of module.records) {
      renderObject(writer, { name: name(declaration.id), symbol: native.symbol, hasCopies: true });
    }
    for (const { declaration, native } of module.interfaces) {
      renderObject(writer, { name: name(declaration.id), symbol: native.symbol, hasCopies: false });
    }
    for (const { declaration, native, destroy } of module.richEnums) {
      renderRichEnum(writer, { name: name(declaration.id), symbol: native.symbol, destroy: destroy.symbol });
    }
  }
}

interface ImportedObject {
  readonly name: string;
  readonly symbol: string;
  /** Records can be copied, interfaces cannot. */
  readonly hasCopies: boolean;
}

function renderObject(writer: CodeWriter, { name, symbol, hasCopies }: ImportedObject): void {
  const give = () => writer.line("Ok(ManuallyDrop::new(self).native())");
  const end = () => {
    writer.line("// SAFETY: the object belongs to the caller.");
    writer.line("drop(unsafe { Self::from_native(native) });");
  };
  const own = () => writer.line("// SAFETY: the caller's promise.").line("unsafe { Self::from_native(native) }");
  renderGiving(writer, { name, symbol, give, end });
  const owning = () => writer.block("unsafe fn own(native: NonNull<Self::Native>) -> Self {", own, "}");
  writer.blank().block(`impl support::Own for ${name} {`, owning, "}");
  if (!hasCopies) return;
  const copy = () => {
    writer.line("// SAFETY: the object is alive, and stays its owner's.");
    writer.line("let lent = ManuallyDrop::new(unsafe { Self::from_native(native) });");
    writer.line("Ok(Self::clone(&lent))");
  };
  renderCopying(writer, name, copy);
}

function renderRichEnum(
  writer: CodeWriter,
  { name, symbol, destroy }: { readonly name: string; readonly symbol: string; readonly destroy: string },
): void {
  const give = () => writer.line("Ok(self.to_raw()?)");
  const end = () => {
    writer.line("// SAFETY: the object belongs to the caller.").line(`unsafe { ffi::${destroy}(native.as_ptr()) };`);
  };
  renderGiving(writer, { name, symbol, give, end });
  const copy = () => {
    writer.line("// SAFETY: the object is alive.").line("Ok(unsafe { Self::from_native(native.as_ptr()) }?)");
  };
  renderCopying(writer, name, copy);
}

interface Giving {
  readonly name: string;
  readonly symbol: string;
  readonly give: () => void;
  readonly end: () => void;
}

function renderGiving(writer: CodeWriter, { name, symbol, give, end }: Giving): void {
  const body = () => {
    writer.line(`type Native = ffi::${symbol};`).blank();
    writer.block("fn give(self) -> Result<*mut Self::Native, Error> {", give, "}").blank();
    writer.block("unsafe fn end(native: NonNull<Self::Native>) {", end, "}");
  };
  writer.blank().block(`impl support::Imported for ${name} {`, body, "}");
}

function renderCopying(writer: CodeWriter, name: string, copy: () => void): void {
  const body = () => writer.block("unsafe fn copy(native: NonNull<Self::Native>) -> Result<Self, Error> {", copy, "}");
  writer.blank().block(`impl support::Copied for ${name} {`, body, "}");
}
