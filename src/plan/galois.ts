/** A finite field, its elements numbered from 0. */
export type Field = {
  readonly size: number;
  add(a: number, b: number): number;
  multiply(a: number, b: number): number;
};

/** Irreducible polynomials over GF(2), one bit a coefficient, by the size of their field. */
const binary: Readonly<Record<number, number>> = { 4: 0b111, 8: 0b1011, 16: 0b10011, 32: 0b100101, 64: 0b1000011 };

/** The smallest field with at least so many elements, among those of prime size and of powers of two up to 64. */
export function fieldOf(least: number): Field {
  let size = Math.max(2, least);
  while (!isPrime(size) && binary[size] === undefined) size++;
  const polynomial = binary[size];
  if (polynomial === undefined) return { size, add: (a, b) => (a + b) % size, multiply: (a, b) => (a * b) % size };
  return { size, add: (a, b) => a ^ b, multiply: (a, b) => carryless(a, b, size, polynomial) };
}

/** Product of polynomials over GF(2), reduced. */
function carryless(a: number, b: number, size: number, polynomial: number): number {
  let product = 0;
  for (let factor = a, rest = b; rest > 0; rest >>= 1) {
    if (rest & 1) product ^= factor;
    factor <<= 1;
    if (factor & size) factor ^= polynomial;
  }
  return product;
}

function isPrime(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) return false;
  return number > 1;
}
