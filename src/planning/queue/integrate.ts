const PANELS = 64;
const TOLERANCE = 1e-12;
const DEEPEST = 30;

/** The area under a smooth curve, by Simpson's rule on panels that are halved where it bends. */
export function integrate(curve: (x: number) => number, from: number, to: number): number {
  if (!(to > from)) return 0;
  const width = (to - from) / PANELS;
  let area = 0;
  for (let panel = 0; panel < PANELS; panel += 1) {
    const left = from + panel * width;
    area += refine(curve, panelOf(curve, left, left + width), 0);
  }
  return area;
}

interface Panel {
  readonly left: number;
  readonly right: number;
  readonly area: number;
}

function panelOf(curve: (x: number) => number, left: number, right: number): Panel {
  const area = ((right - left) / 6) * (curve(left) + 4 * curve((left + right) / 2) + curve(right));
  return { left, right, area };
}

function refine(curve: (x: number) => number, panel: Panel, depth: number): number {
  const middle = (panel.left + panel.right) / 2;
  const left = panelOf(curve, panel.left, middle);
  const right = panelOf(curve, middle, panel.right);
  const change = left.area + right.area - panel.area;
  if (Math.abs(change) < TOLERANCE || depth === DEEPEST)
    return left.area + right.area + change / 15;
  return refine(curve, left, depth + 1) + refine(curve, right, depth + 1);
}
