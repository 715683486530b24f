// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.cli.line.FailureException;
import java.io.IOException;

/** Standard input, named {@code -}. */
record StandardInput() implements Source {
    @Override
    public String name() {
        return "-";
    }

    @Override
    public byte[] fetch(SourceContext context) throws FailureException {
        try {
            return Bounded.read(context.console().in(), context.maxBytes(), "standard input");
        } catch (IOException e) {
            throw new FailureException("cannot read standard input: " + e.getMessage(), e);
        }
    }
}
