/**
 * Views of memory that C owns and that will be given back to it. A view keeps its region alive, and is emptied when the region
 * ends: what JavaScript still holds then has no bytes, instead of somebody else's.
 */
import { currentBackend } from "../backend/select.ts";
import type { Region } from "./region.ts";

const regions = new WeakMap<ArrayBuffer, Region>();
const views = new WeakMap<Region, ViewList>();

/** Ties a view that was made of a region's memory to it. */
export function attachView(region: Region, buffer: ArrayBuffer): void {
  regions.set(buffer, region);
  const known = views.get(region) ?? new ViewList();
  views.set(region, known);
  known.add(buffer);
}

/** Empties the views of a region. */
export function detachViews(region: Region): void {
  views.get(region)?.detach();
  views.delete(region);
}

/** Views that somebody else keeps. Those that were collected are forgotten whenever there are twice as many as were left. */
class ViewList {
  #views: WeakRef<ArrayBuffer>[] = [];
  #limit = 32;

  add(view: ArrayBuffer): void {
    if (this.#views.length >= this.#limit) {
      this.#views = this.#views.filter((other) => other.deref() !== undefined);
      this.#limit = Math.max(32, 2 * this.#views.length);
    }
    this.#views.push(new WeakRef(view));
  }

  detach(): void {
    for (const reference of this.#views) {
      const view = reference.deref();
      if (view !== undefined) currentBackend().detachView(view);
    }
  }
}
