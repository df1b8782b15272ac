/** Lanczos coefficients for g = 7 (Godfrey 2001): 15 digits. */
const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
] as const;

/** The logarithm of the gamma function, for arguments of 0.5 and more. */
export function logGamma(x: number): number {
  const shifted = x - 1;
  let sum = 0.9999999999998099;
  LANCZOS.forEach((coefficient, index) => {
    sum += coefficient / (shifted + index + 1);
  });
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** ln n!, for whole n. */
export const logFactorial = (n: number): number => logGamma(n + 1);

const STEPS = 1_000;
const PRECISION = 1e-15;

/**
 * The regularised lower incomplete gamma function P(a, x): by its series below a + 1, else by its
 * continued fraction (Lentz), as in Numerical Recipes, chapter 6.2.
 */
export function lowerGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  return x < a + 1 ? bySeries(a, x) : 1 - byFraction(a, x);
}

/** 1 − P(a, x), precise where it is small. */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  return x < a + 1 ? 1 - bySeries(a, x) : byFraction(a, x);
}

const scaleOf = (a: number, x: number): number => Math.exp(a * Math.log(x) - x - logGamma(a));

function bySeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < STEPS && term > sum * PRECISION; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * scaleOf(a, x);
}

function byFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let n = 1, change = 0; n < STEPS && Math.abs(change - 1) > PRECISION; n += 1) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    change = d * c;
    h *= change;
  }
  return h * scaleOf(a, x);
}

/** P(X ≥ count) of a Poisson variable: how likely so many are where `mean` are expected. */
export const poissonTail = (count: number, mean: number): number =>
  count === 0 ? 1 : lowerGamma(count, mean);
