"""The library's random draws, written again from spec/trend.md 3.16: xoshiro128** with one stream for each simulation."""

import math

M = (1 << 64) - 1


def mix(z):
    z &= M
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M
    return z ^ (z >> 31)


class Stream:
    def __init__(s, seed, j):
        st = (mix(seed + 0x9E3779B97F4A7C15) + mix(j ^ 0x6A09E667F3BCC909)) & M
        out = []
        for _ in range(2):
            st = (st + 0x9E3779B97F4A7C15) & M
            out.append(mix(st))
        s.s = [out[0] & 0xFFFFFFFF, out[0] >> 32, out[1] & 0xFFFFFFFF, out[1] >> 32]

    def u32(s):
        a = s.s
        r = (a[1] * 5) & 0xFFFFFFFF
        r = ((r << 7) | (r >> 25)) & 0xFFFFFFFF
        r = (r * 9) & 0xFFFFFFFF
        t = (a[1] << 9) & 0xFFFFFFFF
        a[2] ^= a[0]
        a[3] ^= a[1]
        a[1] ^= a[2]
        a[0] ^= a[3]
        a[2] ^= t
        a[3] = ((a[3] << 11) | (a[3] >> 21)) & 0xFFFFFFFF
        return r

    def uniform(s):
        u = s.u32()
        v = s.u32()
        return ((u >> 5) * 2**26 + (v >> 6)) / 2**53

    def below(s, n):
        lim = 2**32 - (2**32 % n)
        while True:
            r = s.u32()
            if r < lim:
                return r % n

    def normal(s):
        while True:
            u = 2 * s.uniform() - 1
            v = 2 * s.uniform() - 1
            q = u * u + v * v
            if 0 < q < 1:
                return u * math.sqrt(-2 * math.log(q) / q)

    def gamma(s, k):
        if k < 1:
            g = s.gamma(k + 1)
            return g * (1 - s.uniform()) ** (1 / k)
        d = k - 1 / 3
        c = 1 / math.sqrt(9 * d)
        while True:
            x = s.normal()
            v = (1 + c * x) ** 3
            if v > 0 and math.log(1 - s.uniform()) < 0.5 * x * x + d - d * v + d * math.log(v):
                return d * v
