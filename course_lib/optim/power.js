// x ** n by squaring, for n = 1, 2, …: products have the same digits in every engine, ** has not.
export function power(x, n) {
  let product = 1;
  for (let left = n, square = x; left > 0; left = Math.floor(left / 2), square *= square)
    if (left % 2 === 1) product *= square;
  return product;
}
