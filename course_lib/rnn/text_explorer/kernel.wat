;; The arithmetic of the page's models: single precision, four numbers at a time. There is nothing here but + - * / and
;; comparisons, so a seed gives the same weights in every browser, to the last bit. tools/assemble.mjs makes kernel.js of it.
(module
  (import "course" "memory" (memory 1))

  ;; C += A B. Addresses, and how far it is to the next row (down) and column (across), are in bytes. B is packed in
  ;; panels of eight columns, so C has room for whole panels. Four rows and eight columns are eight sums of four numbers.
  (func $multiply (export "multiply")
    (param $c i32) (param $c_down i32) (param $a i32) (param $a_down i32) (param $a_across i32)
    (param $b i32) (param $rows i32) (param $panels i32) (param $depth i32)
    (local $left i32) (local $row i32) (local $to i32) (local $k i32) (local $end i32)
    (local $p i32) (local $q i32) (local $r i32) (local $s i32)
    (local $to1 i32) (local $to2 i32) (local $to3 i32)
    (local $x v128) (local $b0 v128) (local $b1 v128)
    (local $p0 v128) (local $p1 v128) (local $q0 v128) (local $q1 v128)
    (local $r0 v128) (local $r1 v128) (local $s0 v128) (local $s1 v128)
    (loop $panel
      (local.set $end (i32.add (local.get $b) (i32.shl (local.get $depth) (i32.const 5))))
      (local.set $row (local.get $a))
      (local.set $to (local.get $c))
      (local.set $left (local.get $rows))

      (block $fewer
        (loop $four
          (br_if $fewer (i32.lt_u (local.get $left) (i32.const 4)))
          (local.set $q (i32.add (local.tee $p (local.get $row)) (local.get $a_down)))
          (local.set $s (i32.add (local.tee $r (i32.add (local.get $q) (local.get $a_down))) (local.get $a_down)))
          (local.set $to1 (i32.add (local.get $to) (local.get $c_down)))
          (local.set $to2 (i32.add (local.get $to1) (local.get $c_down)))
          (local.set $to3 (i32.add (local.get $to2) (local.get $c_down)))
          (local.set $p0 (v128.load (local.get $to)))
          (local.set $p1 (v128.load offset=16 (local.get $to)))
          (local.set $q0 (v128.load (local.get $to1)))
          (local.set $q1 (v128.load offset=16 (local.get $to1)))
          (local.set $r0 (v128.load (local.get $to2)))
          (local.set $r1 (v128.load offset=16 (local.get $to2)))
          (local.set $s0 (v128.load (local.get $to3)))
          (local.set $s1 (v128.load offset=16 (local.get $to3)))
          (local.set $k (local.get $b))
          (loop $deeper
            (local.set $b0 (v128.load (local.get $k)))
            (local.set $b1 (v128.load offset=16 (local.get $k)))
            (local.set $x (v128.load32_splat (local.get $p)))
            (local.set $p0 (f32x4.add (local.get $p0) (f32x4.mul (local.get $x) (local.get $b0))))
            (local.set $p1 (f32x4.add (local.get $p1) (f32x4.mul (local.get $x) (local.get $b1))))
            (local.set $x (v128.load32_splat (local.get $q)))
            (local.set $q0 (f32x4.add (local.get $q0) (f32x4.mul (local.get $x) (local.get $b0))))
            (local.set $q1 (f32x4.add (local.get $q1) (f32x4.mul (local.get $x) (local.get $b1))))
            (local.set $x (v128.load32_splat (local.get $r)))
            (local.set $r0 (f32x4.add (local.get $r0) (f32x4.mul (local.get $x) (local.get $b0))))
            (local.set $r1 (f32x4.add (local.get $r1) (f32x4.mul (local.get $x) (local.get $b1))))
            (local.set $x (v128.load32_splat (local.get $s)))
            (local.set $s0 (f32x4.add (local.get $s0) (f32x4.mul (local.get $x) (local.get $b0))))
            (local.set $s1 (f32x4.add (local.get $s1) (f32x4.mul (local.get $x) (local.get $b1))))
            (local.set $p (i32.add (local.get $p) (local.get $a_across)))
            (local.set $q (i32.add (local.get $q) (local.get $a_across)))
            (local.set $r (i32.add (local.get $r) (local.get $a_across)))
            (local.set $s (i32.add (local.get $s) (local.get $a_across)))
            (br_if $deeper (i32.lt_u (local.tee $k (i32.add (local.get $k) (i32.const 32))) (local.get $end))))
          (v128.store (local.get $to) (local.get $p0))
          (v128.store offset=16 (local.get $to) (local.get $p1))
          (v128.store (local.get $to1) (local.get $q0))
          (v128.store offset=16 (local.get $to1) (local.get $q1))
          (v128.store (local.get $to2) (local.get $r0))
          (v128.store offset=16 (local.get $to2) (local.get $r1))
          (v128.store (local.get $to3) (local.get $s0))
          (v128.store offset=16 (local.get $to3) (local.get $s1))
          (local.set $to (i32.add (local.get $to3) (local.get $c_down)))
          (local.set $row (i32.add (local.get $row) (i32.shl (local.get $a_down) (i32.const 2))))
          (local.set $left (i32.sub (local.get $left) (i32.const 4)))
          (br $four)))

      (block $none
        (loop $one
          (br_if $none (i32.eqz (local.get $left)))
          (local.set $p (local.get $row))
          (local.set $p0 (v128.load (local.get $to)))
          (local.set $p1 (v128.load offset=16 (local.get $to)))
          (local.set $k (local.get $b))
          (loop $deeper
            (local.set $x (v128.load32_splat (local.get $p)))
            (local.set $p0 (f32x4.add (local.get $p0) (f32x4.mul (local.get $x) (v128.load (local.get $k)))))
            (local.set $p1 (f32x4.add (local.get $p1) (f32x4.mul (local.get $x) (v128.load offset=16 (local.get $k)))))
            (local.set $p (i32.add (local.get $p) (local.get $a_across)))
            (br_if $deeper (i32.lt_u (local.tee $k (i32.add (local.get $k) (i32.const 32))) (local.get $end))))
          (v128.store (local.get $to) (local.get $p0))
          (v128.store offset=16 (local.get $to) (local.get $p1))
          (local.set $to (i32.add (local.get $to) (local.get $c_down)))
          (local.set $row (i32.add (local.get $row) (local.get $a_down)))
          (local.set $left (i32.sub (local.get $left) (i32.const 1)))
          (br $one)))

      (local.set $b (local.get $end))
      (local.set $c (i32.add (local.get $c) (i32.const 32)))
      (br_if $panel (local.tee $panels (i32.sub (local.get $panels) (i32.const 1))))))

  ;; exp x = 2^n exp r with |r| ≤ log(2) / 2: a polynomial of r, and n goes into the exponent's bits. Coefficients and
  ;; log 2 in two parts: S. L. Moshier, Cephes, expf.c.
  (func $exp_of_four (param $x v128) (result v128)
    (local $n v128) (local $p v128)
    (local.set $x (f32x4.min (f32x4.max (local.get $x) (f32x4.splat (f32.const -87))) (f32x4.splat (f32.const 88))))
    (local.set $n (f32x4.nearest (f32x4.mul (local.get $x) (f32x4.splat (f32.const 1.44269504088896341)))))
    (local.set $x (f32x4.sub (local.get $x) (f32x4.mul (local.get $n) (f32x4.splat (f32.const 0.693359375)))))
    (local.set $x (f32x4.add (local.get $x) (f32x4.mul (local.get $n) (f32x4.splat (f32.const 2.12194440e-4)))))
    (local.set $p (f32x4.splat (f32.const 1.9875691500e-4)))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $x)) (f32x4.splat (f32.const 1.3981999507e-3))))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $x)) (f32x4.splat (f32.const 8.3334519073e-3))))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $x)) (f32x4.splat (f32.const 4.1665795894e-2))))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $x)) (f32x4.splat (f32.const 1.6666665459e-1))))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $x)) (f32x4.splat (f32.const 5.0000001201e-1))))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (f32x4.mul (local.get $x) (local.get $x))) (local.get $x)))
    (f32x4.mul
      (f32x4.add (local.get $p) (f32x4.splat (f32.const 1)))
      (i32x4.shl
        (i32x4.add (i32x4.trunc_sat_f32x4_s (local.get $n)) (i32x4.splat (i32.const 127)))
        (i32.const 23))))

  ;; Near 0 an odd polynomial, Cephes, tanhf.c; from 0.625 on 1 − 2 / (e^2x + 1), with the sign of x.
  (func $tanh_of_four (param $x v128) (result v128)
    (local $size v128) (local $y v128) (local $p v128)
    (local.set $size (f32x4.abs (local.get $x)))
    (local.set $y (f32x4.mul (local.get $x) (local.get $x)))
    (local.set $p (f32x4.splat (f32.const -5.70498872745e-3)))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $y)) (f32x4.splat (f32.const 2.06390887954e-2))))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $y)) (f32x4.splat (f32.const -5.37397155531e-2))))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $y)) (f32x4.splat (f32.const 1.33314422036e-1))))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $y)) (f32x4.splat (f32.const -3.33332819422e-1))))
    (v128.bitselect
      (f32x4.add (local.get $x) (f32x4.mul (f32x4.mul (local.get $p) (local.get $y)) (local.get $x)))
      (v128.or
        (v128.and (local.get $x) (i32x4.splat (i32.const 0x80000000)))
        (f32x4.sub
          (f32x4.splat (f32.const 1))
          (f32x4.div
            (f32x4.splat (f32.const 2))
            (f32x4.add
              (call $exp_of_four (f32x4.add (local.get $size) (local.get $size)))
              (f32x4.splat (f32.const 1))))))
      (f32x4.lt (local.get $size) (f32x4.splat (f32.const 0.625)))))

  ;; Of all numbers from one address to another, in place; at least four, a multiple of four.
  (func (export "exp") (param $at i32) (param $end i32)
    (loop $next
      (v128.store (local.get $at) (call $exp_of_four (v128.load (local.get $at))))
      (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end)))))

  (func (export "tanh") (param $at i32) (param $end i32)
    (loop $next
      (v128.store (local.get $at) (call $tanh_of_four (v128.load (local.get $at))))
      (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end))))))
