// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import static java.util.Objects.requireNonNull;

/**
 * The meaning and the unit of one of the values of every sample; pprof's {@code ValueType}.
 *
 * @param type such as {@code inuse_space}; empty when not stated
 * @param unit such as {@code bytes} or {@code count}; empty when not stated
 */
public record SampleType(String type, String unit) {
    /** Live objects as of the last completed garbage collection. */
    public static final SampleType INUSE_OBJECTS = new SampleType("inuse_objects", "count");

    /** Bytes of live objects as of the last completed garbage collection. */
    public static final SampleType INUSE_SPACE = new SampleType("inuse_space", "bytes");

    /** Objects allocated since the process started. */
    public static final SampleType ALLOC_OBJECTS = new SampleType("alloc_objects", "count");

    /** Bytes allocated since the process started. */
    public static final SampleType ALLOC_SPACE = new SampleType("alloc_space", "bytes");

    /** Stands for "not stated", as an absent period type. */
    public static final SampleType NONE = new SampleType("", "");

    public SampleType {
        requireNonNull(type, "type is null");
        requireNonNull(unit, "unit is null");
    }
}
