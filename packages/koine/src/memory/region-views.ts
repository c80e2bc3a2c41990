/**
 * Views of memory that C owns and that will be given back to it. A view keeps its region alive, and is emptied when the region
 * ends: what JavaScript still holds then has no bytes, instead of somebody else's.
 */
import { currentBackend } from "../backend/select.ts";
import type { Region } from "./region.ts";

const regions = new WeakMap<ArrayBuffer, Region>();
const views = new WeakMap<Region, WeakRef<ArrayBuffer>[]>();

/** From this many on, views that were collected are forgotten. */
const crowd = 32;

/** Ties a view that was made of a region's memory to it. */
export function attachView(region: Region, buffer: ArrayBuffer): void {
  regions.set(buffer, region);
  const known = views.get(region) ?? [];
  const alive = known.length < crowd ? known : known.filter((view) => view.deref() !== undefined);
  alive.push(new WeakRef(buffer));
  views.set(region, alive);
}

/** Empties the views of a region. */
export function detachViews(region: Region): void {
  for (const view of views.get(region) ?? []) {
    const buffer = view.deref();
    if (buffer !== undefined) currentBackend().detachView(buffer);
  }
  views.delete(region);
}
