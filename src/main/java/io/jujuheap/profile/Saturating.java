// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

/** Arithmetic that saturates at the limits of {@code long} instead of wrapping: a wrong sign would look like freed memory. */
public final class Saturating {
    private Saturating() {}

    /** {@code a + b}, or the nearest {@code long}. */
    public static long add(long a, long b) {
        long sum = a + b;
        boolean wrapped = ((a ^ sum) & (b ^ sum)) < 0;
        if (!wrapped) {
            return sum;
        }
        return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** {@code |a|}, {@code Long.MAX_VALUE} for {@code Long.MIN_VALUE}. */
    public static long abs(long a) {
        return a == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(a);
    }

    /** {@code -a}, {@code Long.MAX_VALUE} for {@code Long.MIN_VALUE}. */
    public static long negate(long a) {
        return a == Long.MIN_VALUE ? Long.MAX_VALUE : -a;
    }
}
