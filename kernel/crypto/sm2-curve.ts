import { randomBytes } from 'node:crypto';
import { weierstrass, type WeierstrassPoint } from '@noble/curves/abstract/weierstrass.js';
import { numberFrom, numberTo } from './der.ts';

/** The recommended curve sm2p256v1 of GB/T 32918.5, OID 1.2.156.10197.1.301. */
const parameters = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};

export type Sm2Point = WeierstrassPoint<bigint>;

/** The curve's points; `Sm2Points.BASE` is G. */
export const Sm2Points = weierstrass(parameters);

/** The order n of the base point: keys and signature parts are numbers below it. */
export const order = parameters.n;

/** a‖b‖Gx‖Gy, which the signer's hash Z covers. */
export const curveBytes = Buffer.concat([parameters.a, parameters.b, parameters.Gx, parameters.Gy].map((value) => numberTo(value, 32)));

/** The non-negative remainder modulo the order. */
export function modOrder(value: bigint): bigint {
  const rest = value % order;
  return rest < 0n ? rest + order : rest;
}

/** A number from 1 to n−1 drawn evenly from the runtime's secure random source. */
export function randomScalar(): bigint {
  for (;;) {
    const drawn = numberFrom(randomBytes(32));
    if (drawn > 0n && drawn < order) return drawn;
  }
}

/** The inverse modulo the order. A random factor goes in and comes out again, so that the time taken tells nothing of a secret. */
export function invertSecret(secret: bigint): bigint {
  const mask = randomScalar();
  return modOrder(Sm2Points.Fn.inv(modOrder(secret * mask)) * mask);
}
