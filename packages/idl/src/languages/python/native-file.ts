/** Renders `_native.py`: the library, its structs, callback types and functions under their C names, and its contract. */
import { CodeWriter } from "@koine/codegen";
import type { AbiFunction, AbiParameter } from "../../abi/abi-model.ts";
import type { CType } from "../../abi/c-type.ts";
import { findImportedSymbols } from "../../plan/imported-declarations.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";
import { toImportedPackage } from "./package-names.ts";
import type { PackageNames } from "./package-names.ts";
import { isStruct, renderNative } from "./types.ts";
import type { FlagBases } from "./types.ts";

/** What the file is rendered from. */
export interface NativeSource {
  readonly plan: ApiPlan;
  readonly names: PackageNames;
  readonly flagBases: FlagBases;
}

/**
 * Renders the whole file, without its banner.
 *
 * @param users The text of the modules that use it.
 */
export function renderNativeFile(source: NativeSource, users: readonly string[]): string {
  const { plan } = source;
  const body = renderLibrary(source);
  const writer = new CodeWriter({ indentation: "    " });
  writer.line('"""The native library: its types and functions under their C names."""').blank();
  writer.line("from __future__ import annotations").blank();
  writer.line("import ctypes").blank();
  // The libraries that this one is linked to are loaded, and checked, before it.
  for (const { from, types, functions } of findImportedSymbols(plan, `${body}\n${users.join("\n")}`)) {
    const symbols = [...types, ...functions].toSorted();
    const module = `${toImportedPackage(from)}._native`;
    if (symbols.length === 0) writer.line(`import ${module}  # noqa: F401`);
    for (const symbol of symbols) writer.line(`from ${module} import ${symbol} as ${symbol}`);
  }
  if (plan.imports.length > 0) writer.blank();
  writer.line("from . import _support").blank();
  return `${writer.toString()}\n${body}`;
}

function renderLibrary({ plan, names: { libraryName, variable }, flagBases: bases }: NativeSource): string {
  const { abi } = plan;
  const writer = new CodeWriter({ indentation: "    " });
  writer.line(`library = _support.load_library(${JSON.stringify(libraryName)}, ${JSON.stringify(variable)})`);
  renderContract(writer, plan, libraryName);
  writer.line(`runtime = _support.Runtime(library, ${JSON.stringify(abi.prefix)})`);
  for (const struct of abi.structs) {
    writer.blank().blank().line(`class ${struct.symbol}(ctypes.Structure):`);
    writer.indent(() => {
      writer.line("_fields_ = [");
      writer.indent(() => {
        for (const { name, type } of struct.members) {
          writer.line(`(${JSON.stringify(name)}, ${renderNative(type, bases, "")}),`);
        }
      });
      writer.line("]");
    });
  }
  writer.blank();
  for (const type of abi.modules.flatMap((module) => module.types)) {
    if (type.kind !== "function-pointer") continue;
    const slots = type.parameters.map((one) => renderSlot(one.type, plan, bases));
    const result = renderSlot(type.result, plan, bases);
    // ctypes has no callbacks that give structs.
    const kind = isStruct(type.result)
      ? `_support.StructCallback(${result}, [${slots.join(", ")}])`
      : `ctypes.CFUNCTYPE(${[result, ...slots].join(", ")})`;
    writer.line(`${type.symbol} = ${kind}`);
  }
  writer.blank();
  for (const { functions } of abi.modules) {
    for (const declared of functions) renderFunction(writer, declared, { plan, bases });
  }
  return writer.toString();
}

interface FunctionSource {
  readonly plan: ApiPlan;
  readonly bases: FlagBases;
}

function renderFunction(
  writer: CodeWriter,
  { symbol, parameters, result }: AbiFunction,
  { plan, bases }: FunctionSource,
): void {
  const kinds = parameters.map((one) => renderParameter(one, plan, bases));
  const line = `${symbol} = _support.declare(library, ${JSON.stringify(symbol)}, [`;
  const close = `], ${renderSlot(result, plan, bases)})`;
  if (line.length + kinds.join(", ").length + close.length <= 110) writer.line(line + kinds.join(", ") + close);
  else writer.block(line, () => writer.lines(kinds.map((kind) => `${kind},`)), close);
}

function renderParameter({ role, type }: AbiParameter, plan: ApiPlan, bases: FlagBases): string {
  if (role === "value" && isText(type)) return "ctypes.c_char_p";
  return renderSlot(type, plan, bases);
}

function isText(type: CType): boolean {
  return type.kind === "pointer" && type.to.kind === "scalar" && type.to.name === "char";
}

/** Errors are looked into, so that their pointers have a type. */
function renderSlot(type: CType, { abi }: ApiPlan, bases: FlagBases): string {
  const isError = type.kind === "pointer" && type.to.kind === "named" && type.to.symbol === abi.runtime.error.symbol;
  return isError ? "ctypes.POINTER(_support.NativeError)" : renderNative(type, bases, "");
}

function renderContract(writer: CodeWriter, { abi, contract }: ApiPlan, libraryName: string): void {
  writer.line("# What this binding was generated with.");
  writer.block(
    "_support.check_contract(",
    () => {
      writer
        .line("library,")
        .line(`${JSON.stringify(libraryName)},`)
        .line(`${JSON.stringify(abi.runtime.contract.symbol)},`);
      const entries = () => {
        for (const { path, hash } of contract) {
          writer.line(`(${JSON.stringify(path)}, 0x${hash.toString(16).padStart(16, "0")}),`);
        }
      };
      writer.block("[", entries, "],");
    },
    ")",
  );
}
