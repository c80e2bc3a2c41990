/**
 * Views of memory that C owns and that will be given back to it. A view keeps its region alive, and is emptied when the region
 * ends: what JavaScript still holds then has no bytes, instead of somebody else's.
 */
import { currentBackend } from "../backend/select.ts";
import type { Region } from "./region.ts";

const regions = new WeakMap<ArrayBuffer, Region>();
const views = new WeakMap<Region, Crowd<ArrayBuffer>>();

/** Ties a view that was made of a region's memory to it. */
export function attachView(region: Region, buffer: ArrayBuffer): void {
  regions.set(buffer, region);
  crowdOf(views, region).add(buffer);
}

/** Empties the views of a region. */
export function detachViews(region: Region): void {
  views.get(region)?.forEach((buffer) => currentBackend().detachView(buffer));
  views.delete(region);
}

function crowdOf<T extends object>(crowds: WeakMap<Region, Crowd<T>>, region: Region): Crowd<T> {
  let crowd = crowds.get(region);
  if (crowd === undefined) {
    crowd = new Crowd();
    crowds.set(region, crowd);
  }
  return crowd;
}

/** Objects that somebody else keeps. Those that were collected are forgotten whenever there are twice as many as were left. */
class Crowd<T extends object> {
  #members: WeakRef<T>[] = [];
  #limit = 32;

  add(member: T): void {
    if (this.#members.length >= this.#limit) {
      this.#members = this.#members.filter((other) => other.deref() !== undefined);
      this.#limit = Math.max(32, 2 * this.#members.length);
    }
    this.#members.push(new WeakRef(member));
  }

  forEach(visit: (member: T) => void): void {
    for (const other of this.#members) {
      const member = other.deref();
      if (member !== undefined) visit(member);
    }
  }
}
