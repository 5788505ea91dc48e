import { type ByteReader, type ByteWriter, DamagedBytes, unzigzag, zigzag } from './bytes.ts';
import { decimalsOf, TENS } from './decimal.ts';

const DECIMAL = 0;
const DOUBLES = 1;

/** Numbers, exact to the last bit; of NaN there is only one. */
export function packNumbers(out: ByteWriter, numbers: Float64Array): void {
  let decimals = 0;
  for (let i = 0; i < numbers.length && decimals >= 0; i++)
    decimals = Number.isNaN(numbers[i]) ? -1 : decimalsOf(numbers[i]!, decimals);
  const ten = TENS[decimals] ?? 1;
  const wholes = numbers.map((value) => Math.round(value * ten));
  const fits =
    decimals >= 0 &&
    numbers.every(
      (value, i) => Object.is(wholes[i]! / ten, value) && Math.abs(wholes[i]!) < 2 ** 49,
    );
  if (!fits) {
    out.byte(DOUBLES);
    for (const value of numbers) out.double(value);
    return;
  }
  out.byte(DECIMAL);
  out.byte(decimals);
  let before = 0;
  for (const whole of wholes) {
    out.whole(zigzag(whole - before));
    before = whole;
  }
}

export function unpackNumbers(input: ByteReader, count: number): Float64Array {
  if (count > 8 * input.left) throw new DamagedBytes('they end too early');
  const numbers = new Float64Array(count);
  const layout = input.byte();
  if (layout === DOUBLES) {
    for (let i = 0; i < count; i++) numbers[i] = input.double();
    return numbers;
  }
  const ten = TENS[input.byte()];
  if (layout !== DECIMAL || ten === undefined) throw new DamagedBytes('an unknown layout');
  let whole = 0;
  for (let i = 0; i < count; i++) {
    whole += unzigzag(input.whole());
    numbers[i] = whole / ten;
  }
  return numbers;
}
