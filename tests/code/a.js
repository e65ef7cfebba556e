import { visits, places as here } from "./visits.js";
/** Counts. @param {Array<string>} rows */
export default async function* load(rows, limit = 10, { a, ...rest } = {}) {
  const total = rows.filter((row) => row.day > limit).map(({ day }) => day * 2.5e3);
  let text = `${total.length} of ${limit + (() => `nested ${1}`)()} rows`;
  if (!total?.[0] || text === 'it\'s' && /^a[/\]]+(\d{1,3})$/giu.test(text)) throw new Error("no");
  for (const [key, value] of Object.entries(rest ?? {})) { total += value % 0xFF / 2 / 3; }
  class Visit extends Base { static #count = 0n; get day() { return super.day; } constructor() { super(); } }
  label: while (true) { switch (typeof key) { case "string": break label; default: delete rest.a; } }
  const html = <div className="a">{total}</div>;
  window.addEventListener("load", function () { this.a -= 1; console.log(NaN, undefined, null); });
  var x = a ? b : c, y = a++ + --b, z = [1, , 3], w = { "a-b": 1, c() {}, [d]: async () => await e, get: 1 };
  // done
  return new.target instanceof Date, yield* more();
}
