// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import java.util.List;

/** The rules for when places of two profiles are the same place. */
public enum Matching {
    /** By address where all profiles have addresses in known binaries, as pprof does; by symbol where text takes part. */
    AUTOMATIC,
    /**
     * By address: places are the same at the same offset of the same binary with the same symbols, as in pprof.
     * When the binary was rebuilt, for example in an upgrade of the agent, no place is the same.
     */
    ADDRESS,
    /**
     * By symbol: places are the same with the same functions and lines, in any binary and encoding. Type arguments do not
     * count, because Go leaves them out of text.
     */
    SYMBOL;

    /** Returns the rule that {@link #AUTOMATIC} selects for these profiles; otherwise this rule. */
    Matching resolvedFor(List<Profile> profiles) {
        if (this != AUTOMATIC) {
            return this;
        }
        int withBinaries = 0;
        boolean symbolized = true;
        for (Profile profile : profiles) {
            withBinaries += profile.mappings().stream().anyMatch(Mapping::isOfBinary) ? 1 : 0;
            symbolized &= SymbolicForm.hasSymbols(profile);
        }
        boolean comparableByAddress = withBinaries == profiles.size() || (withBinaries == 0 && !symbolized);
        return comparableByAddress ? ADDRESS : SYMBOL;
    }
}
