// Reads of places that are known to be in range. The compiler asks for a default there, which would
// cost a test in the hottest loops and hide a mistake. One function for each kind of list, so that
// each stays fast.

// Safe: the caller's loop ends at the length of the list.
export const float32At = (list: Float32Array, place: number): number => list[place] as number;
// Safe: as above.
export const float64At = (list: Float64Array, place: number): number => list[place] as number;
// Safe: as above.
export const integerAt = (list: Int32Array, place: number): number => list[place] as number;
// Safe: as above.
export const itemAt = <Item>(list: readonly Item[], place: number): Item => list[place] as Item;
// Safe: the map was made of all the keys that are asked for.
export const placeIn = <Key>(map: ReadonlyMap<Key, number>, key: Key): number =>
  map.get(key) as number;
