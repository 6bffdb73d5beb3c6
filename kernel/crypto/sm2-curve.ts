import { randomBytes } from 'node:crypto'
import { weierstrass, type WeierstrassPoint } from '@noble/curves/abstract/weierstrass.js'
import { numberFrom, numberTo } from './der.ts'

/** The recommended curve sm2p256v1 of GB/T 32918.5, OID 1.2.156.10197.1.301. */
const parameters = {
  p: 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFFn,
  n: 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123n,
  h: 1n,
  a: 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFCn,
  b: 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93n,
  Gx: 0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7n,
  Gy: 0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0n,
}

export type Sm2Point = WeierstrassPoint<bigint>

/** The curve's points; `Sm2Points.BASE` is G. */
export const Sm2Points = weierstrass(parameters)

/** The order n of the base point: keys and signature parts are numbers below it. */
export const order = parameters.n

/** a‖b‖Gx‖Gy, which the signer's hash Z covers. */
export const curveBytes = Buffer.concat([parameters.a, parameters.b, parameters.Gx, parameters.Gy].map((value) => numberTo(value, 32)))

/** The non-negative remainder modulo the order. */
export function modOrder(value: bigint): bigint {
  const rest = value % order
  return rest < 0n ? rest + order : rest
}

/** A number from 1 to n−1 drawn evenly from the runtime's secure random source. */
export function randomScalar(): bigint {
  for (;;) {
    const drawn = numberFrom(randomBytes(32))
    if (drawn > 0n && drawn < order) return drawn
  }
}

/** The inverse modulo the order. A random factor goes in and comes out again, so that the time taken tells nothing of a secret. */
export function invertSecret(secret: bigint): bigint {
  const mask = randomScalar()
  return modOrder(Sm2Points.Fn.inv(modOrder(secret * mask)) * mask)
}
