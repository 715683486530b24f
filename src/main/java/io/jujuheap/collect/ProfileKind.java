// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.profile.Profile;
import io.jujuheap.profile.SampleType;

/** The kinds of profile that are collected and stored. */
public enum ProfileKind {
    /** Memory in use and allocated. */
    HEAP("heap", "heap", SampleType.INUSE_SPACE.type()),
    /** The stacks of all goroutines. */
    GOROUTINE("goroutine", "goroutines", "goroutine");

    private final String word;
    private final String subject;
    private final String type;

    ProfileKind(String word, String subject, String type) {
        this.word = word;
        this.subject = subject;
        this.type = type;
    }

    /** Returns the name of the profile, as in Go's paths. */
    public String word() {
        return word;
    }

    /** Returns the subject of the profile, as in "a profile of the goroutines". */
    String subject() {
        return subject;
    }

    /** Returns the kind of that name, and {@link #HEAP} for any other text. */
    public static ProfileKind ofWord(String word) {
        return word.equals(GOROUTINE.word) ? GOROUTINE : HEAP;
    }

    /** Returns whether a profile is of this kind. */
    boolean has(Profile profile) {
        return profile.sampleTypeIndex(type).isPresent();
    }
}
