// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.io.Worded;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.SampleType;

/** The kinds of profile that are collected and stored; the word of each is its name in Go's paths. */
public enum ProfileKind implements Worded {
    /** Memory in use and allocated. */
    HEAP("heap", SampleType.INUSE_SPACE.type()),
    /** The stacks of all goroutines. */
    GOROUTINE("goroutines", "goroutine");

    private final String subject;
    private final String type;

    ProfileKind(String subject, String type) {
        this.subject = subject;
        this.type = type;
    }

    /** Returns the subject of the profile, as in "a profile of the goroutines". */
    String subject() {
        return subject;
    }

    /** Returns the kind of that name, and {@link #HEAP} for any other text. */
    public static ProfileKind ofWord(String word) {
        return word.equals(GOROUTINE.word()) ? GOROUTINE : HEAP;
    }

    /** Returns whether a profile is of this kind. */
    boolean has(Profile profile) {
        return profile.sampleTypeIndex(type).isPresent();
    }
}
