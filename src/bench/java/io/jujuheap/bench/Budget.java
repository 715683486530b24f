// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import java.util.Locale;

/** What the design allows a row to be. */
sealed interface Budget {

    boolean isMet(Row row);

    /** At most this multiple of the peer's figure. */
    static Budget ratio(double most) {
        return new Ratio(most);
    }

    /** At most this figure, whatever any peer has. */
    static Budget figure(double most) {
        return new Figure(most);
    }

    record Ratio(double most) implements Budget {
        @Override
        public boolean isMet(Row row) {
            return row.ratio() <= most;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "<= %.2fx", most);
        }
    }

    record Figure(double most) implements Budget {
        @Override
        public boolean isMet(Row row) {
            return row.ours() <= most;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "<= %.0f", most);
        }
    }
}
