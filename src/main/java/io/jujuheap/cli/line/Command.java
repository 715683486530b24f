// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.line;

/** One word after {@code juju-heap}. */
public interface Command {
    /** Done. */
    int OK = 0;

    /** What was asked for could not be got or read. */
    int FAILED = 1;

    /** The command line makes no sense. */
    int WRONG_USAGE = 2;

    /** {@code leaks --fail-on-leak} found one. */
    int LEAK_FOUND = 3;

    /** What it is called, takes and does. */
    CommandSpec spec();

    /**
     * Does the work.
     *
     * @return the exit code
     * @throws FailureException with a sentence, when something outside stands in the way: exit code 1
     * @throws io.jujuheap.profile.UsageException when the command line asks for what cannot be: exit code 2
     */
    int run(Arguments arguments, Console console) throws FailureException;
}
