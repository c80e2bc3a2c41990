/**
 * The scaffold in Rust: a crate without dependencies whose author implements traits with plain types. The glue exports them,
 * catches panics, copies what is lent, hands over results, and runs async calls on threads.
 */
import { CodeWriter } from "@koine/codegen";
import type { AbiFunction } from "../../abi/abi-model.ts";
import { renderDocumentBanner } from "../../languages/document-banner.ts";
import { renderText } from "../../languages/rust/constants.ts";
import { breakLongLines } from "../../languages/rust/layout.ts";
import { flattenModules } from "../../languages/plan-modules.ts";
import { renderUse } from "../../languages/rust/module-head.ts";
import type { CrateScope } from "../../languages/rust/names.ts";
import { toImportedNames } from "../../languages/rust/crate-names.ts";
import { renderNativeTypes, renderSignature, useImported } from "../../languages/rust/native-file.ts";
import { readSupportFiles } from "../../languages/support-files.ts";
import type { TargetFile } from "../../languages/target.ts";
import type { ApiPlan, ImportPlan } from "../../plan/plan-model.ts";
import type { Scaffold } from "../scaffold.ts";
import { renderApiModule } from "./api-module.ts";
import { renderExports } from "./exports.ts";
import { isInTrait, listRequired, placeOfFile, renderImplementation } from "./implementation.ts";
import { renderImported } from "./imported-types.ts";
import { createProducerScope, ProducerFile } from "./producer-file.ts";

const folder = "scaffold/rust";

export const rustScaffold: Scaffold = Object.freeze({
  name: "rust",
  renderGlue,
  renderImplementation: (plan: ApiPlan) => ({
    path: `${folder}/src/implementation.rs`,
    text: breakLongLines(renderImplementation(plan)),
  }),
  renderOthers: (plan: ApiPlan) => [{ path: `${folder}/Cargo.toml`, text: renderManifest(plan) }],
  listRequired,
  listDependencies: ({ imports }: ApiPlan) =>
    imports.map((one) => ({
      path: `${folder}/Cargo.toml`,
      name: toImportedNames(one).crateName,
      line: renderDependency(one),
    })),
  isOfDocument: isInTrait,
  placeOfFile,
});

function renderGlue(plan: ApiPlan): readonly TargetFile[] {
  const scope = createProducerScope(plan);
  const banner = renderDocumentBanner(plan);
  const rust = (path: string, text: string): TargetFile => ({
    path: `${folder}/src/${path}`,
    text: `${banner}\n\n${breakLongLines(text)}`,
  });
  const support = [
    ...readSupportFiles("rust-producer"),
    ...readSupportFiles("rust").filter(({ path }) => path.endsWith("/flags.rs")),
  ];
  const modules = flattenModules(plan.modules).map((module) => {
    const path = scope.findModule(module.declaration.id);
    return rust(`${path.join("/")}.rs`, renderApiModule(module, new ProducerFile(plan, scope, path)));
  });
  const users = [
    ...modules,
    rust("glue.rs", renderGlueFile(plan, scope)),
    rust("imported.rs", renderImported(plan, new ProducerFile(plan, scope, ["imported"]))),
  ];
  return [
    { path: `${folder}/rustfmt.toml`, text: 'max_width = 120\nuse_small_heuristics = "Max"\n' },
    rust("lib.rs", renderRoot(plan)),
    rust("api.rs", renderApiRoot(plan, scope)),
    rust("ffi.rs", useImported(plan, renderTypes(plan), users.map(({ text }) => text).join("\n"))),
    ...users,
    ...support.map(({ path, text }) => ({ path: `${folder}/src/${path}`, text: `${banner}\n\n${text}` })),
  ];
}

function renderDependency(one: ImportPlan): string {
  return `${toImportedNames(one).crateName} = ${JSON.stringify(one.plan.api.package.version)}`;
}

function renderManifest({ api, abi, imports }: ApiPlan): string {
  const name = abi.prefix.toLowerCase();
  return `${[
    "[package]",
    `name = ${JSON.stringify(name)}`,
    `version = ${JSON.stringify(api.package.version)}`,
    'edition = "2021"',
    'rust-version = "1.80"',
    "publish = false",
    "",
    "[lib]",
    `name = ${JSON.stringify(name)}`,
    'crate-type = ["cdylib", "staticlib"]',
    "",
    "[dependencies]",
    ...imports.map(renderDependency),
    "",
    "# Panics become errors of the caller, which an abort cannot.",
    "[profile.release]",
    'panic = "unwind"',
  ].join("\n")}\n`;
}

function renderRoot({ api }: ApiPlan): string {
  const writer = new CodeWriter({ indentation: "    " });
  writer.line(`//! The native library \`${api.package.name}\`. What it does is in \`implementation.rs\`.`).blank();
  writer.line("// Names, counts of parameters and shapes of types are those of the document.");
  writer.line("#![allow(clippy::enum_variant_names, clippy::too_many_arguments, clippy::type_complexity)]").blank();
  writer.line("// What a document does not use stays unused.");
  const modules = ["api", "ffi", "glue", "implementation", "imported", "support"];
  for (const name of modules) {
    if (name === "api") writer.line("#[allow(dead_code, deprecated)]");
    if (name === "ffi") writer.line("#[allow(dead_code, non_camel_case_types, unused_imports)]");
    if (name === "glue") {
      // What it does line by line is not worth the shape that rustfmt would give it.
      writer.line("#[rustfmt::skip]");
      writer.line(
        "#[allow(clippy::missing_safety_doc, clippy::needless_question_mark, clippy::clone_on_copy, deprecated)]",
      );
      writer.line(
        "#[allow(clippy::redundant_field_names, clippy::unit_arg, clippy::useless_conversion, unreachable_patterns)]",
      );
    }
    if (name === "support") writer.line("#[allow(dead_code, unused_imports, unused_macros)]");
    writer.line(`${["ffi", "glue", "imported"].includes(name) ? "" : "pub "}mod ${name};`);
  }
  return writer.toString();
}

function renderApiRoot({ modules }: ApiPlan, scope: CrateScope): string {
  const writer = new CodeWriter();
  writer.line("//! The types of the document, and the traits that the implementation has.").blank();
  const names = modules.map(({ declaration }) => scope.findModule(declaration.id).at(-1) ?? "");
  for (const name of names.toSorted()) writer.line(`pub mod ${name};`);
  return writer.toString();
}

function renderTypes(plan: ApiPlan): string {
  const writer = new CodeWriter({ indentation: "    " });
  writer.line("//! The types of the header.");
  renderNativeTypes(writer, plan, []);
  return writer.toString();
}

function renderGlueFile(plan: ApiPlan, scope: CrateScope): string {
  const writer = new CodeWriter({ indentation: "    " });
  renderRuntime(writer, plan);
  const text = writer.toString() + renderExports(plan, new ProducerFile(plan, scope));
  const used = ["c_char", "c_void"].filter((name) => new RegExp(String.raw`\b${name}\b`).test(text));
  const head = [
    "//! The functions of the header. Callers keep to what it says, which is what makes them safe.",
    "",
    ...renderUse("std::ffi", used),
    "",
    "use crate::{ffi, support};",
  ];
  return `${head.join("\n")}\n${text}`;
}

function renderRuntime(writer: CodeWriter, { abi, contract }: ApiPlan): void {
  const { runtime } = abi;
  const bodies: readonly (readonly [AbiFunction, string])[] = [
    [runtime.errorClear, "support::clear_error(err)"],
    [runtime.freeString, "support::free(ptr.cast_mut().cast())"],
    [runtime.freeBytes, "let _ = len;\nsupport::free(ptr.cast())"],
    [runtime.cancelTokenCreate, "support::create_cancel_token()"],
    [runtime.cancelTokenCancel, "support::cancel(token)"],
    [runtime.cancelTokenIsCancelled, "support::CancelToken::new(token).is_cancelled()"],
    [runtime.cancelTokenDestroy, "support::destroy_cancel_token(token)"],
  ];
  for (const [declared, body] of bodies) {
    const head = renderSignature(declared, "ffi::").replace(/^pub fn/, 'pub unsafe extern "C" fn');
    writer
      .blank()
      .line("#[no_mangle]")
      .block(`${head} {`, () => writer.lines(body.split("\n")), "}");
  }
  const entry = `ffi::${runtime.contractEntry.symbol}`;
  const count = String(contract.length);
  writer.blank().line("#[repr(transparent)]").line(`struct Contract([${entry}; ${count}]);`).blank();
  writer.line("// SAFETY: nobody writes to it.").line("unsafe impl Sync for Contract {}").blank();
  const entries = () => {
    for (const { id, hash, path } of contract) {
      writer.line(`${entry} { id: ${toHex(id)}, hash: ${toHex(hash)}, path: c${renderText(path)}.as_ptr() },`);
    }
  };
  if (contract.length === 0) writer.line("static CONTRACT: Contract = Contract([]);");
  else writer.block("static CONTRACT: Contract = Contract([", entries, "]);");
  const head = renderSignature(runtime.contract, "ffi::").replace(/^pub fn/, 'pub unsafe extern "C" fn');
  const body = () => writer.line(`*out_len = CONTRACT.0.len();`).line("CONTRACT.0.as_ptr()");
  writer.blank().line("#[no_mangle]").block(`${head} {`, body, "}");
}

function toHex(value: bigint): string {
  return `0x${value.toString(16).padStart(16, "0")}`;
}
