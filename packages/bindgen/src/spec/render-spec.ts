/**
 * The text of a spec: JSON with one declaration per line, so that a new version of a header shows as changed lines.
 * Lines and doc comments stand in blocks of their own, because they move when nothing else does.
 */
import { declarationsByFile } from "./declarations-by-file.ts";
import { encodeDeclaration, encodeSkipped } from "./encode-declaration.ts";
import type { JsonValue } from "../json/json-value.ts";
import type { SpecAnnotation } from "../annotation/annotation-model.ts";
import { filterGroups } from "./model.ts";
import type { Spec, SpecDeclaration, SpecFilter, SpecHead, SpecOverride } from "./model.ts";

/** Renders a spec; the same spec gives the same bytes. */
export function renderSpec(spec: Spec): string {
  const sections = [
    ...renderHead(spec.head),
    `"declarations": ${renderGroups(spec.declarations)}`,
    // Most headers declare the same everywhere.
    ...(spec.overrides.length === 0 ? [] : [`"overrides": ${renderOverrides(spec.overrides)}`]),
    `"skipped": ${renderList(spec.skipped.map(encodeSkipped))}`,
    ...(spec.annotations.size === 0 ? [] : [`"annotations": ${renderMap(spec.annotations)}`]),
    `"docs": ${renderMap(spec.docs)}`,
    `"lines": ${renderMap(spec.lines)}`,
  ];
  return `{\n${sections.join(",\n")}\n}\n`;
}

function renderHead(head: SpecHead): readonly string[] {
  return [
    `"format": ${head.format}`,
    `"generator": ${JSON.stringify(head.generator)}`,
    `"headers": ${JSON.stringify(head.headers)}`,
    `"libraries": ${JSON.stringify(head.libraries)}`,
    `"targets": ${JSON.stringify(head.targets)}`,
    ...(head.standard === undefined ? [] : [`"standard": ${JSON.stringify(head.standard)}`]),
    `"defines": ${JSON.stringify(head.defines)}`,
    ...(head.undefines === undefined ? [] : [`"undefines": ${JSON.stringify(head.undefines)}`]),
    ...(head.preincludes === undefined ? [] : [`"preincludes": ${JSON.stringify(head.preincludes)}`]),
    ...(head.wrapper === undefined ? [] : [`"wrapper": ${JSON.stringify(head.wrapper)}`]),
    ...(head.integers === undefined ? [] : [`"integers": ${JSON.stringify(head.integers)}`]),
    `"filter": ${renderFilter(head.filter)}`,
    `"files": ${renderList(head.files.map(({ path, hash }) => ({ path, hash })))}`,
  ];
}

function renderFilter(filter: SpecFilter): string {
  const groups = filterGroups.flatMap((group) => {
    const { [group]: own } = filter;
    return own === undefined ? [] : [[group, { include: own.include, exclude: own.exclude }] as const];
  });
  return JSON.stringify({ include: filter.include, exclude: filter.exclude, ...Object.fromEntries(groups) });
}

function renderOverrides(overrides: readonly SpecOverride[]): string {
  const items = overrides.map(({ targets, removed, declarations }) => {
    const lists = `"targets": ${JSON.stringify(targets)},\n"removed": ${JSON.stringify(removed)}`;
    return `{\n${lists},\n"declarations": ${renderGroups(declarations)}\n}`;
  });
  return `[\n${items.join(",\n")}\n]`;
}

function renderGroups(declarations: readonly SpecDeclaration[]): string {
  const lines = Array.from(
    declarationsByFile(declarations),
    ([file, group]) => `${JSON.stringify(file)}: ${renderList(group.map(encodeDeclaration))}`,
  );
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n}`;
}

function renderList(items: readonly JsonValue[]): string {
  return items.length === 0 ? "[]" : `[\n${items.map((item) => JSON.stringify(item)).join(",\n")}\n]`;
}

function renderMap(map: ReadonlyMap<string, string | number | SpecAnnotation>): string {
  const lines = Array.from(map, ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n}`;
}
