;; exp and tanh of four numbers: engines have their own, which differ in the last digits. They are put in where the
;; loops of loops.js call them.
(module
  ;; exp x = 2^n exp r with |r| ≤ log(2) / 2: a polynomial of r, and n goes into the exponent's bits. Coefficients and
  ;; log 2 in two parts: S. L. Moshier, Cephes, expf.c.
  (func $exp (param $x v128) (result v128)
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

  ;; tanh x = x p(x²) / q(x²), two polynomials, up to where single precision has no number between it and 1. Coefficients:
  ;; G. Guennebaud, B. Jacob et al., Eigen, MathFunctionsImpl.h.
  (func $tanh (param $x v128) (result v128)
    (local $y v128) (local $p v128) (local $q v128)
    (local.set $x (f32x4.min (f32x4.splat (f32.const 7.90531110763549805)) (local.get $x)))
    (local.set $x (f32x4.max (f32x4.splat (f32.const -7.90531110763549805)) (local.get $x)))
    (local.set $y (f32x4.mul (local.get $x) (local.get $x)))
    (local.set $p (f32x4.splat (f32.const -2.76076847742355e-16)))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $y)) (f32x4.splat (f32.const 2.00018790482477e-13))))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $y)) (f32x4.splat (f32.const -8.60467152213735e-11))))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $y)) (f32x4.splat (f32.const 5.12229709037114e-8))))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $y)) (f32x4.splat (f32.const 1.48572235717979e-5))))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $y)) (f32x4.splat (f32.const 6.37261928875436e-4))))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $y)) (f32x4.splat (f32.const 4.89352455891786e-3))))
    (local.set $q (f32x4.splat (f32.const 1.19825839466702e-6)))
    (local.set $q (f32x4.add (f32x4.mul (local.get $q) (local.get $y)) (f32x4.splat (f32.const 1.18534705686654e-4))))
    (local.set $q (f32x4.add (f32x4.mul (local.get $q) (local.get $y)) (f32x4.splat (f32.const 2.26843463243900e-3))))
    (local.set $q (f32x4.add (f32x4.mul (local.get $q) (local.get $y)) (f32x4.splat (f32.const 4.89352518554385e-3))))
    (f32x4.div (f32x4.mul (local.get $x) (local.get $p)) (local.get $q))))
