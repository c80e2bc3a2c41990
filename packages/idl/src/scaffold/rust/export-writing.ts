/** What all exports are written with: heads of functions, guarded bodies, results that leave through their slots. */
import type { CodeWriter } from "@koine/codegen";
import type { AbiFunction } from "../../abi/abi-model.ts";
import { renderSignature } from "../../languages/rust/native-file.ts";
import { renderNative } from "../../languages/rust/types.ts";
import type { ApiPlan } from "../../plan/plan-model.ts";
import type { TransferOut } from "../../plan/transfer.ts";
import type { ProducerFile } from "./producer-file.ts";
import { nameSlot, pickSlot, spellSlot } from "./read-input.ts";
import { writeOutput } from "./write-output.ts";

/** What rendering exports needs. */
export interface ExportContext {
  readonly writer: CodeWriter;
  readonly plan: ApiPlan;
  readonly file: ProducerFile;
}

/** Writes one exported function. */
export function writeExport({ writer }: ExportContext, declared: AbiFunction, body: () => void): void {
  const parameters = declared.parameters.map((slot) => ({ ...slot, name: spellSlot(slot) }));
  const head = renderSignature({ ...declared, parameters }, "ffi::").replace(/^pub fn/, 'pub unsafe extern "C" fn');
  writer.blank().line("#[no_mangle]").block(`${head} {`, body, "}");
}

/** The name of the slot that is an object. */
export function selfSlot({ parameters }: AbiFunction): string {
  return nameSlot(parameters, "self");
}

/** Writes the outputs that a failed call leaves, then the guarded body. */
export function writeGuarded(writer: CodeWriter, { parameters }: AbiFunction, body: string): void {
  const error = parameters.some(({ role }) => role === "out-error")
    ? nameSlot(parameters, "out-error")
    : "std::ptr::null_mut()";
  for (const slot of parameters) {
    if (slot.role === "out-length") writer.line(`*${spellSlot(slot)} = 0;`);
    if (slot.role === "out-keys" || slot.role === "out-values")
      writer.line(`*${spellSlot(slot)} = std::ptr::null_mut();`);
  }
  const given = /\bgiven\./.test(body) ? "given" : "_";
  writer.block(`support::call(${error}, |${given}| {`, () => writer.lines(body.trimEnd().split("\n")), "})");
}

/** A result that is in the variable `result`. */
export interface ResultWriting {
  readonly transfer: TransferOut;
  readonly declared: AbiFunction;
  readonly file: ProducerFile;
}

/** Writes what a C function returns, and what it writes through its out-slots. */
export function writeResult(writer: CodeWriter, { transfer, declared, file }: ResultWriting): void {
  const written = writeOutput(transfer, { value: "result", file });
  writer.lines(written.prepared);
  for (const outSlot of declared.parameters) {
    const { role, type } = outSlot;
    const name = spellSlot(outSlot);
    if (role === "out-value" && transfer.kind === "array") {
      const native = renderNative(transfer.item.native);
      writer.line(`${name}.cast::<[${native}; ${String(transfer.length)}]>().write(${written.main ?? ""});`);
    } else if (role === "out-length" || role === "out-keys" || role === "out-values") {
      const slot = pickSlot(written, { role });
      const isConst = type.kind === "pointer" && type.to.kind === "pointer" && type.to.isConst;
      writer.line(`*${name} = ${slot}${isConst ? ".cast_const()" : ""};`);
    }
  }
  const isConst = declared.result.kind === "pointer" && declared.result.isConst && transfer.kind !== "string";
  if (declared.result.kind === "void") writer.line("Ok(())");
  else writer.line(`Ok(${written.main ?? ""}${isConst ? ".cast_const()" : ""})`);
}

/** Spells types of the standard library with their paths, which `glue.rs` does not use. */
export function withStandardPaths(type: string): string {
  return type
    .replaceAll(/(?<!::)\bArc</g, "std::sync::Arc<")
    .replaceAll(/(?<!::)\bBTreeMap</g, "std::collections::BTreeMap<");
}
