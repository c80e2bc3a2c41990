/**
 * What parameters are called. Headers of C libraries put underscores before their names, so that no macro of a program replaces them
 * (C17 7.1.3): `__buf` is everybody's `buf`, and what annotations and errors call it.
 */
import { keywordOf } from "@koine/cparser";
import type { Parameter } from "@koine/cparser";

/** Gives the names of parameters, `null` where the header gives none; those that a header reserves go without the underscores. */
export function nameParameters(parameters: readonly Parameter[]): readonly (string | null)[] {
  const stated = parameters.map(({ name }) => name ?? null);
  const plain = stated.map((name) => (name === null ? null : toPlainName(name)));
  return plain.map((name, place) => (plain.indexOf(name) === plain.lastIndexOf(name) ? name : (stated[place] ?? null)));
}

function toPlainName(name: string): string {
  const plain = /^__([a-z]\w*)$/i.exec(name)?.[1];
  if (plain === undefined || keywordOf(plain) !== undefined) return name;
  return plain;
}
