// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.util.List;
import java.util.Optional;

/** The head of a request, as far as the checks at the door need it. */
interface RequestHead {
    String method();

    /** The path as it was sent, undecoded. */
    String path();

    /** The query as it was sent, empty when there is none. */
    String query();

    /** All values of a header, in their order. */
    List<String> headers(String name);

    /** Whether it announces a body. */
    boolean hasBody();

    /** The first value of a header. */
    default Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    default boolean isPost() {
        return method().equals("POST");
    }
}
