/** The beginning of a module of the document, in a crate of a caller or of an implementation: its documentation and what it uses. */
import { CodeWriter } from "@koine/codegen";
import type { ModulePlan } from "../../plan/plan-model.ts";
import { renderDoc } from "./documentation.ts";

/** Renders the head for a body, and a blank line behind it. */
export function renderModuleHead({ declaration }: ModulePlan, body: string): string {
  const writer = new CodeWriter();
  renderDoc(writer, { doc: declaration.doc ?? `The module \`${declaration.name}\`.` });
  const about = writer.toString().replaceAll(/^\/\/\/ ?/gm, (mark) => (mark.endsWith(" ") ? "//! " : "//!"));
  const uses = (pattern: RegExp, line: string) => (pattern.test(body) ? [line] : []);
  const ofC = ["c_char", "c_void"].filter((name) => new RegExp(String.raw`\b${name}\b`).test(body));
  const ofSupport = [
    ...uses(/\bsupport::/, "self"),
    // What is written `support::Error` needs no name of its own.
    ...uses(/(?<!support::)\bError\b/, "Error"),
  ];
  const blocks = [
    [
      ...uses(/\bBTreeMap\b/, "use std::collections::BTreeMap;"),
      ...renderUse("std::ffi", ofC),
      ...uses(/\bArc</, "use std::sync::Arc;"),
    ],
    [...uses(/\bffi::/, "use crate::ffi;"), ...renderUse("crate::support", ofSupport)],
  ];
  const written = blocks.filter((lines) => lines.length > 0).map((lines) => `\n${lines.join("\n")}\n`);
  return `${about}${written.join("")}\n`;
}

/** Renders the use of names of a module; `self` alone is the module. */
export function renderUse(path: string, names: readonly string[]): readonly string[] {
  const [first] = names;
  if (first === undefined) return [];
  if (names.length > 1) return [`use ${path}::{${names.join(", ")}};`];
  return [first === "self" ? `use ${path};` : `use ${path}::${first};`];
}
