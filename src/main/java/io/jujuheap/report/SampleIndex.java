// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.io.UsageException;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.SampleType;
import java.util.stream.Collectors;

/** Finds the sample type that a user names: pprof's {@code -sample_index}. */
public final class SampleIndex {
    /** The most digits, enough for any profile and less than overflows an {@code int}. */
    private static final int MAX_DIGITS = 6;

    private SampleIndex() {}

    /**
     * The index of a sample type, counted from 0.
     *
     * @param wanted a name such as {@code alloc_space}, or a number; empty for the type that the profile shows by
     *     default. As with pprof, {@code inuse_space} also finds {@code space}, the name in old profiles
     * @throws UsageException when the profile does not have it
     */
    public static int of(Profile profile, String wanted) {
        if (wanted.isEmpty()) {
            return profile.defaultSampleTypeIndex();
        }
        if (isNumber(wanted)) {
            return numbered(profile, wanted);
        }
        String withoutPrefix = wanted.startsWith("inuse_") ? wanted.substring("inuse_".length()) : wanted;
        for (int i = 0; i < profile.sampleTypes().size(); i++) {
            String type = profile.sampleTypes().get(i).type();
            if (type.equals(wanted) || type.equals(withoutPrefix)) {
                return i;
            }
        }
        throw unknown(profile, wanted);
    }

    private static int numbered(Profile profile, String digits) {
        int index = digits.length() > MAX_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(digits);
        if (index >= profile.sampleTypes().size()) {
            throw unknown(profile, digits);
        }
        return index;
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static UsageException unknown(Profile profile, String wanted) {
        return new UsageException("the profile has no sample type \"" + wanted + "\": choose "
                + profile.sampleTypes().stream().map(SampleType::type).collect(Collectors.joining(", ")));
    }
}
