// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.line;

import io.jujuheap.io.FailureException;

/** One word after {@code juju-heap}. */
public interface Command {
    /** Done. */
    int OK = 0;

    /** A profile could not be fetched or read. */
    int FAILED = 1;

    /** The command line is wrong. */
    int WRONG_USAGE = 2;

    /** {@code leaks --fail-on-leak} found a leak. */
    int LEAK_FOUND = 3;

    /** Returns its name, its options and its help. */
    CommandSpec spec();

    /**
     * Runs the command.
     *
     * @return the exit code
     * @throws FailureException with a sentence, when something outside this program prevents it: exit code 1
     * @throws io.jujuheap.io.UsageException when the command line is wrong: exit code 2
     */
    int run(Arguments arguments, Console console) throws FailureException;
}
