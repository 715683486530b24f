// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The units pprof knows, of memory, time and compute, and how it turns a value of one into another. */
public final class Units {
    /** Selects the unit that suits the value; in reports, the smallest listed value. */
    public static final String MINIMUM = "minimum";

    /** Selects the unit that suits the value. */
    public static final String AUTO = "auto";

    private static final List<Family> FAMILIES = List.of(
            new Family(
                    new Unit("B", 1),
                    new Unit("B", 1, "b", "byte"),
                    new Unit("kB", 0x1p10, "kb", "kbyte", "kilobyte"),
                    new Unit("MB", 0x1p20, "mb", "mbyte", "megabyte"),
                    new Unit("GB", 0x1p30, "gb", "gbyte", "gigabyte"),
                    new Unit("TB", 0x1p40, "tb", "tbyte", "terabyte"),
                    new Unit("PB", 0x1p50, "pb", "pbyte", "petabyte")),
            new Family(
                    new Unit("s", 1e9),
                    new Unit("ns", 1, "ns", "nanosecond"),
                    new Unit("us", 1e3, "μs", "us", "microsecond"),
                    new Unit("ms", 1e6, "ms", "millisecond"),
                    new Unit("s", 1e9, "s", "sec", "second"),
                    new Unit("hrs", 3600e9, "hour", "hr")),
            new Family(
                    new Unit("GCU", 1),
                    new Unit("n*GCU", 1e-9, "nanogcu"),
                    new Unit("u*GCU", 1e-6, "microgcu"),
                    new Unit("m*GCU", 1e-3, "milligcu"),
                    new Unit("GCU", 1, "gcu"),
                    new Unit("k*GCU", 1e3, "kilogcu"),
                    new Unit("M*GCU", 1e6, "megagcu"),
                    new Unit("G*GCU", 1e9, "gigagcu"),
                    new Unit("T*GCU", 1e12, "teragcu"),
                    new Unit("P*GCU", 1e15, "petagcu")));

    private Units() {}

    /** A value in a unit; the unit is empty where pprof writes none. */
    public record Scaled(double value, String unit) {}

    /**
     * {@code value} in another unit; {@link #MINIMUM} and {@link #AUTO} choose the largest in which it is at least 1.
     * If the units cannot be converted, the result has the base unit of the value's family. A value of an unknown unit
     * is unchanged.
     */
    public static Scaled scale(long value, String from, String to) {
        return conversion(from, to).apply(value);
    }

    /** Returns a conversion for many values, equal to {@link #scale} for each. */
    public static Conversion conversion(String from, String to) {
        String alias = alias(from);
        for (Family family : FAMILIES) {
            Unit unit = family.find(alias);
            if (unit != null) {
                boolean fitting = to.equals(MINIMUM) || to.equals(AUTO);
                return new Conversion(family, unit, fitting ? null : family.findOrBase(alias(to)), "");
            }
        }
        return new Conversion(null, null, null, isWorthShowing(to) ? to : "");
    }

    /** Returns whether values of the two units can be converted into each other. */
    static boolean areCompatible(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        for (Family family : FAMILIES) {
            if (family.find(alias(one)) != null && family.find(alias(other)) != null) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWorthShowing(String unit) {
        return switch (unit) {
            case "count", "sample", "unit", MINIMUM, AUTO -> false;
            default -> true;
        };
    }

    private static String alias(String unit) {
        String lower = unit.toLowerCase(Locale.ROOT);
        return lower.length() > 2 && lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** Converts values of one unit to another. */
    public static final class Conversion {
        private final @Nullable Family family;
        private final @Nullable Unit from;
        private final @Nullable Unit to;
        private final String unknown;

        /**
         * Returns a conversion within a family.
         *
         * @param to null for the unit that suits the value
         * @param unknown the name of the unit of values without a family
         */
        private Conversion(@Nullable Family family, @Nullable Unit from, @Nullable Unit to, String unknown) {
            this.family = family;
            this.from = from;
            this.to = to;
            this.unknown = unknown;
        }

        /** Returns the value in the other unit. */
        public Scaled apply(long value) {
            if (family == null || from == null) {
                return new Scaled(value, unknown);
            }
            double base = (double) value * from.factor;
            Unit target = to != null ? to : family.suiting(Math.abs(base));
            return new Scaled(base / target.factor, target.name);
        }
    }

    /** A unit, with its value in the smallest unit of its family. */
    private static final class Unit {
        private final String name;
        private final double factor;
        private final List<String> aliases;

        Unit(String name, double factor, String... aliases) {
            this.name = name;
            this.factor = factor;
            this.aliases = List.of(aliases);
        }
    }

    /** Units of one quantity, smallest first, and the default unit. */
    private static final class Family {
        private final Unit base;
        private final List<Unit> units;

        Family(Unit base, Unit... units) {
            this.base = base;
            this.units = List.of(units);
        }

        @Nullable
        Unit find(String alias) {
            for (Unit unit : units) {
                if (unit.aliases.contains(alias)) {
                    return unit;
                }
            }
            return null;
        }

        Unit findOrBase(String alias) {
            Unit unit = find(alias);
            return unit == null ? base : unit;
        }

        /** Returns the largest unit in which the value is at least 1. */
        Unit suiting(double value) {
            Unit suiting = null;
            for (Unit unit : units) {
                if (value / unit.factor >= 1) {
                    suiting = unit;
                }
            }
            return suiting == null ? base : suiting;
        }
    }
}
