/** Renders `ffi.rs`: the library's types and functions as they are in its header, and the contract. */
import { CodeWriter } from "@koine/codegen";
import type { AbiFunction, AbiParameter, AbiType } from "../../abi/abi-model.ts";
import { findImportedSymbols } from "../../plan/imported-declarations.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";
import { renderText } from "./constants.ts";
import { toImportedCrate } from "./crate-names.ts";
import { toMember } from "./render-types.ts";
import { renderNative } from "./types.ts";

/**
 * Renders the module, without its banner.
 *
 * @param users The text of the modules that use it.
 */
export function renderNativeFile(plan: ApiPlan, users: string): string {
  return useImported(plan, renderBody(plan), users);
}

/** Inserts what a module of native types takes from the crates of imported documents, behind what it takes from the standard one. */
export function useImported(plan: ApiPlan, body: string, users: string): string {
  const [head = "", ...rest] = body.split("\n\n");
  const uses = findImportedSymbols(plan, `${body}\n${users}`).flatMap(({ from, types, functions }) =>
    [...types, ...functions].toSorted().map((symbol) => `pub use ::${toImportedCrate(from)}::ffi::${symbol};`),
  );
  const [standard = "", ...others] = rest;
  return [head, standard, ...(uses.length === 0 ? [] : [uses.join("\n")]), ...others].join("\n\n");
}

function renderBody(plan: ApiPlan): string {
  const { runtime } = plan.abi;
  const writer = new CodeWriter({ indentation: "    " });
  writer.line(
    "//! The functions and types of the library as its header declares them. The safe modules are beside this one.",
  );
  renderNativeTypes(writer, plan, [
    [runtime.errorClear.symbol, "error_clear"],
    [runtime.freeString.symbol, "free_string"],
    [runtime.freeBytes.symbol, "free_bytes"],
    [runtime.cancelTokenCreate.symbol, "cancel_token_create"],
    [runtime.cancelTokenCancel.symbol, "cancel_token_cancel"],
    [runtime.cancelTokenDestroy.symbol, "cancel_token_destroy"],
    [runtime.contract.symbol, "contract"],
  ]);
  const functions = () => {
    for (const one of listFunctions(plan)) writer.line(`${renderSignature(one)};`);
  };
  writer.blank().block('extern "C" {', functions, "}").blank();
  renderContract(writer, plan);
  const check = () => {
    for (const one of plan.imports) writer.line(`::${toImportedCrate(one)}::check_contract()?;`);
    writer.line("Ok(())");
  };
  writer.blank().line("/// Checks the libraries that this one is linked to.");
  writer.block("pub(crate) fn check_imports() -> Result<(), crate::support::Error> {", check, "}");
  return writer.toString();
}

/** A name of the header, and what support code calls it whatever the prefix of the library is. */
export type NativeAlias = readonly [symbol: string, name: string];

/** Renders the types of the header. */
export function renderNativeTypes(writer: CodeWriter, plan: ApiPlan, aliases: readonly NativeAlias[]): void {
  const { abi } = plan;
  const types = abi.modules.flatMap((module) => module.types);
  writer.blank().line("use std::ffi::{c_char, c_void};").blank();
  renderRuntime(writer, plan, aliases);
  for (const type of types) renderType(writer, type);
  for (const { symbol, members, size } of abi.structs) {
    writer.blank().line("#[derive(Debug, Clone, Copy)]").line("#[repr(C)]");
    const fields = () => {
      for (const { name, type } of members) writer.line(`pub ${toMember(name)}: ${renderNative(type, "")},`);
    };
    writer.block(`pub struct ${symbol} {`, fields, "}").blank();
    writer.line(`const _: () = assert!(std::mem::size_of::<${symbol}>() == ${String(size)});`);
  }
}

function listFunctions({ abi }: ApiPlan): readonly AbiFunction[] {
  return [...abi.functions.values()];
}

function renderRuntime(writer: CodeWriter, { abi }: ApiPlan, aliases: readonly NativeAlias[]): void {
  const { handle, error, cancelToken, contractEntry } = abi.runtime;
  writer.line(`pub type ${handle.symbol} = u64;`).blank();
  writer
    .line("#[repr(C)]")
    .block(
      `pub struct ${error.symbol} {`,
      () => writer.line("pub code: i32,").line("pub message: *const c_char,"),
      "}",
    );
  renderOpaque(writer.blank(), cancelToken.symbol);
  writer
    .blank()
    .line("#[repr(C)]")
    .block(
      `pub struct ${contractEntry.symbol} {`,
      () => writer.line("pub id: u64,").line("pub hash: u64,").line("pub path: *const c_char,"),
      "}",
    );
  writer.blank().line("// What the support code calls, whatever the prefix of the library is.");
  const renamed: readonly NativeAlias[] = [
    [error.symbol, "RawError"],
    [cancelToken.symbol, "RawCancelToken"],
    ...aliases,
  ];
  writer.lines(renamed.map(([symbol, name]) => `pub(crate) use self::${symbol} as ${name};`).toSorted());
}

function renderOpaque(writer: CodeWriter, symbol: string): void {
  writer.line("#[repr(C)]").block(`pub struct ${symbol} {`, () => writer.line("_private: [u8; 0],"), "}");
}

function renderType(writer: CodeWriter, type: AbiType): void {
  if (type.kind === "opaque") renderOpaque(writer.blank(), type.symbol);
  else if (type.kind === "flags") writer.blank().line(`pub type ${type.symbol} = ${type.base};`);
  else if (type.kind === "function-pointer") {
    const list = type.parameters.map((one) => renderParameter(one)).join(", ");
    const result = type.result.kind === "void" ? "" : ` -> ${renderNative(type.result, "")}`;
    writer.blank().line(`pub type ${type.symbol} = unsafe extern "C" fn(${list})${result};`);
  }
}

function renderParameter({ name, type }: AbiParameter, prefix = ""): string {
  return `${toMember(name)}: ${renderNative(type, prefix)}`;
}

/** Renders the head of a function as Rust declares it, without `extern`. */
export function renderSignature({ symbol, parameters, result }: AbiFunction, prefix = ""): string {
  const list = parameters.map((one) => renderParameter(one, prefix)).join(", ");
  const given = result.kind === "void" ? "" : ` -> ${renderNative(result, prefix)}`;
  return `pub fn ${symbol}(${list})${given}`;
}

function renderContract(writer: CodeWriter, { contract }: ApiPlan): void {
  writer.line("/// What this crate was generated with: declarations and their fingerprints.");
  const entries = contract.map(({ path, hash }) => `(${renderText(path)}, 0x${hash.toString(16).padStart(16, "0")}),`);
  const open = "pub(crate) const CONTRACT: &[(&str, u64)] = &[";
  if (entries.length === 0) writer.line(`${open}];`);
  else writer.block(open, () => writer.lines(entries), "];");
}
