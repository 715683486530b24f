// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import java.util.List;

/** When two places, of two profiles, are the same place. */
public enum Matching {
    /** By address where all profiles have addresses in known binaries, as pprof does; by symbol where text takes part. */
    AUTOMATIC,
    /**
     * When they lie at the same offset of the same binary and have the same symbols, as pprof does. Where the binary was
     * rebuilt, as by an upgrade of the agent, nothing is the same.
     */
    ADDRESS,
    /**
     * When they have the same functions and lines, whatever the binary and the encoding. Type arguments do not count, as
     * Go leaves them out of text.
     */
    SYMBOL;

    /** What {@link #AUTOMATIC} means for these profiles; any other matching means itself. */
    Matching resolvedFor(List<Profile> profiles) {
        if (this != AUTOMATIC) {
            return this;
        }
        int withBinaries = 0;
        boolean symbolized = true;
        for (Profile profile : profiles) {
            withBinaries += profile.mappings().stream().anyMatch(Mapping::isNamed) ? 1 : 0;
            symbolized &= SymbolicForm.hasSymbols(profile);
        }
        boolean comparableByAddress = withBinaries == profiles.size() || (withBinaries == 0 && !symbolized);
        return comparableByAddress ? ADDRESS : SYMBOL;
    }
}
